import { approvalsByIds, approvalsWaiting, doneMarking, endLinks } from '../findings/approvals/store.ts'
import type { Runner } from '../jobs/runner.ts'
import { markWithdrawn } from '../reports/publication/mark.ts'
import { publicationsQuoting } from '../reports/publication/store.ts'
import { awaiting, doneAsRead, readAsked } from '../responses/pendingStore.ts'

/** Has the runner mark what was published of the words of whoever withdraws them, or takes an approval back, and end links. */
export function registerMarking(runner: Runner): void {
  runner.registerPending({
    name: 'mark publications',
    waiting: () => awaiting('published'),
    async run(respondent) {
      const read = await readAsked([respondent])
      for (const publication of await publicationsQuoting(respondent)) await markWithdrawn(publication)
      await doneAsRead(read, 'published')
    },
  })
  runner.registerPending({
    name: 'end the links of approvals',
    waiting: () => awaiting('links'),
    async run(respondent) {
      const read = await readAsked([respondent])
      await endLinks(respondent, new Date())
      await doneAsRead(read, 'links')
    },
  })
  runner.registerPending({
    name: 'mark publications of sentences that are not approved any more',
    waiting: () => approvalsWaiting('published'),
    async run(id) {
      const [approval] = await approvalsByIds([id])
      if (!approval) return
      for (const publication of await publicationsQuoting(approval.respondent))
        await markWithdrawn(publication)
      await doneMarking(approval)
    },
  })
}
