import type { Runner } from '../jobs/runner.ts'
import { emptyDrafts } from './draftStore.ts'
import { awaiting, donePending, findResponses } from './store.ts'

/** Has the runner empty the drafts of responses that stand, many at once: nobody waits for it. */
export function registerEmptying(runner: Runner): void {
  runner.registerPending({ name: 'empty drafts', waiting: () => awaiting('draft'), run: emptyWaiting })
}

/** Empties all that wait at once; the later ids of the runner's round then find nothing left to do. */
async function emptyWaiting(): Promise<void> {
  const responses = await findResponses(await awaiting('draft'))
  if (responses.length === 0) return
  await emptyDrafts(responses.map(({ _id, origin }) => ({ draft: origin, response: _id })))
  await donePending(
    responses.map(({ _id }) => _id),
    'draft',
  )
}
