import { markAnswered } from '../consultations/invitations/invitationStore.ts'
import type { Runner } from '../jobs/runner.ts'
import { emptyDrafts, invitationsOf, removeChanging } from './draftStore.ts'
import { awaiting, doneAsRead, draftsToEmpty } from './pendingStore.ts'
import { discardChanges } from './revising/begin.ts'
import { findAllSent } from './sentStore.ts'

/** Has the runner empty the drafts of responses that stand, many at once: nobody waits for it. */
export function registerEmptying(runner: Runner): void {
  runner.registerPending({ name: 'empty drafts', waiting: () => awaiting('draft'), runAll: emptyWaiting })
}

/**
 * Empties all that wait, whoever the runner has seen waiting. Whoever withdrew may have begun to change what they sent:
 * that goes too.
 */
async function emptyWaiting(): Promise<void> {
  const sent = await draftsToEmpty()
  if (sent.length === 0) return
  // First: with the draft goes what says by which invitation it was begun.
  await markAnswered(await invitationsOf(sent.map(({ draft }) => draft)))
  await emptyDrafts(sent)
  await removeChanging(sent)
  const withdrawn = sent.filter(each => each.withdrawn).map(({ response }) => response)
  for (const response of await findAllSent(withdrawn)) await discardChanges(response)
  await doneAsRead(
    sent.map(({ response: _id, ...read }) => ({ _id, ...read })),
    'draft',
  )
}
