import { attributionChoices } from '../../analysis/application.ts'
import type { AttributionChoice } from '../../analysis/index.ts'
import { currentVersion } from '../consultations/consentWording.ts'
import { currentConsent, today } from './response.ts'
import { findSent } from './sentStore.ts'
import { addConsent } from './store.ts'

/**
 * Has a respondent permit less of all their words from now on, and records it among their consents. Where they permit
 * no more than that already, nothing changes. Wake the runner afterwards.
 */
export async function narrow(
  consultation: string,
  respondent: string,
  choice: AttributionChoice,
): Promise<void> {
  for (;;) {
    const response = await findSent(consultation, respondent)
    if (!response || response.state === 'withdrawn') return
    const now = currentConsent(response)
    if (!isNarrower(choice, now.choice)) return
    const event = { ...now, at: today(), choice, wording: currentVersion }
    // Another event came in between: what it permits is read first.
    if (await addConsent(consultation, respondent, response.consent.length, event)) return
  }
}

/** Choices are listed from the narrowest to the widest. */
export function isNarrower(choice: AttributionChoice, than: AttributionChoice): boolean {
  return attributionChoices.indexOf(choice) < attributionChoices.indexOf(than)
}
