import type { Runner } from '../jobs/runner.ts'
import { markWithdrawn } from '../reports/publication/mark.ts'
import { publicationsQuoting } from '../reports/publication/store.ts'
import { awaiting, donePending } from '../responses/store.ts'

/** Has the runner mark what was published of the words of whoever withdraws them. */
export function registerMarking(runner: Runner): void {
  runner.registerPending({
    name: 'mark publications',
    waiting: () => awaiting('published'),
    async run(respondent) {
      for (const publication of await publicationsQuoting(respondent)) await markWithdrawn(publication)
      await donePending([respondent], 'published')
    },
  })
}
