import { currentVersion } from '../consultations/consentWording.ts'
import { withdrawResponse } from './store.ts'

/** Withdraws all of a respondent's words from use, and records it among their consents. Again does nothing. */
export async function withdraw(consultation: string, respondent: string): Promise<void> {
  await withdrawResponse(consultation, respondent, currentVersion)
}
