import type { Runner } from '../jobs/runner.ts'
import { currentTexts } from '../responses/currentTexts.ts'
import { addPending, awaiting, doneAsRead, readAsked } from '../responses/pendingStore.ts'
import { findResponses } from '../responses/store.ts'
import { removeTaggings } from './taggingStore.ts'

/**
 * Has the runner take back the tags of a response of which somebody said in what language an answer is, and ask for
 * new ones. It does one thing at a time, so no tags that were being made by the old language are left.
 */
export function registerLanguages(runner: Runner): void {
  runner.registerPending({
    name: 'heed languages',
    waiting: () => awaiting('language'),
    run: async id => {
      const read = await readAsked([id])
      const [response] = await findResponses([id])
      if (response) await removeTaggings(currentTexts(response))
      await addPending([id], 'tag')
      // What was just asked for here is no reason to do this again.
      await doneAsRead(
        read.map(({ _id, asked = 0 }) => ({ _id, asked: asked + 1 })),
        'language',
      )
    },
  })
}
