import { currentVersion } from '../../consultations/consentWording.ts'
import type { Runner } from '../../jobs/runner.ts'
import { removeMailsAbout } from '../../mail/mailStore.ts'
import { removeCheck } from '../byMail/checkStore.ts'
import { emptyDrafts, removeSentDraft } from '../draftStore.ts'
import { unlinkFiles } from '../fileStore.ts'
import { removeIdentity } from '../identityStore.ts'
import { isNarrower } from '../narrow.ts'
import { awaiting } from '../pendingStore.ts'
import { type ConsentEvent, currentConsent, type Response, today } from '../response.ts'
import { discardChanges } from '../revising/begin.ts'
import { forgetPairsOf } from '../samePerson/pairStore.ts'
import { findSent } from '../sentStore.ts'
import { cutResponse, doneCutting, findCut } from './anonymityStore.ts'

/**
 * Cuts the link between a respondent and their response for good: nothing that is kept leads from one to the other any
 * more. Again does nothing. Wake the runner afterwards.
 *
 * @param withDetails whether what they said of themselves in general words goes too
 */
export async function cut(consultation: string, respondent: string, withDetails: boolean): Promise<void> {
  for (;;) {
    const response = await findSent(consultation, respondent)
    if (!response || response.anonymous) break
    await discardChanges(response)
    // Marked as sent first, so that nothing takes its files for those of an unsent draft.
    await emptyDrafts([{ draft: response.origin, response: respondent }])
    if (await cutResponse(response, anonymousConsent(response, withDetails), withDetails)) break
  }
  await removeLinks(respondent)
}

/** Has the runner remove what a kill kept from being removed. */
export function registerCutting(runner: Runner): void {
  runner.registerPending({ name: 'cut links', waiting: () => awaiting('cut'), run: removeLinks })
}

/** Removes all that led to a response whose link was cut. Safe to repeat. */
async function removeLinks(respondent: string): Promise<void> {
  const response = await findCut(respondent)
  if (!response?.cutting) return
  const { draft, identity } = response.cutting
  const files = response.revisions.flatMap(({ answers }) =>
    Object.values(answers).flatMap(given => ('file' in given ? given.file : [])),
  )
  await Promise.all([
    ...(identity ? [removeIdentity(identity)] : []),
    removeCheck(draft),
    forgetPairsOf(respondent),
    removeMailsAbout(response.reference, respondent),
    unlinkFiles(files),
  ])
  await removeSentDraft(draft)
  await doneCutting(respondent)
}

/** What holds from then on: no name is printed or listed, and nobody can be told anything, or asked. */
function anonymousConsent(response: Response, withDetails: boolean): ConsentEvent {
  const { told, listed, ...now } = currentConsent(response)
  const most = withDetails ? 'unnamed' : 'role'
  const choice = isNarrower(most, now.choice) ? most : now.choice
  return { ...now, at: today(), choice, wording: currentVersion }
}
