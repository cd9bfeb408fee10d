import type { AttributionChoice } from '../../analysis/index.ts'
import { currentVersion } from '../consultations/consentWording.ts'
import { currentLanguage } from '../http/languages/current.ts'
import { currentConsent, type Response, today } from './response.ts'
import { addConsent } from './store.ts'

/**
 * Has a respondent permit more or less of all their words from now on, by the wording that is shown now, and records it
 * among their consents. Where they permit just that already, nothing changes. Wake the runner afterwards.
 *
 * @param response as they saw it
 * @returns false where they withdrew, or permitted something else, since
 */
export async function permit(response: Response, choice: AttributionChoice): Promise<boolean> {
  const now = currentConsent(response)
  if (response.state === 'withdrawn') return false
  if (now.choice === choice) return true
  const event = { ...now, at: today(), choice, wording: currentVersion, language: currentLanguage() }
  return addConsent(response.consultation, response._id, response.consent.length, event)
}
