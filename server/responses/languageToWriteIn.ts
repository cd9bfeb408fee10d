import { languagesOf } from '../consultations/languages/languages.ts'
import { findConsultation } from '../consultations/store.ts'
import { written } from '../http/languages/files.ts'
import { languageOfDraft } from './draftStore.ts'
import type { Response } from './response.ts'

/**
 * The language in which a respondent is written to, by tag: the one in which they answered last, or else the one in
 * which the consultation is written.
 */
export async function languageToWriteIn({
  consultation,
  origin,
}: Pick<Response, 'consultation' | 'origin'>): Promise<string> {
  const [answeredIn, found] = await Promise.all([languageOfDraft(origin), findConsultation(consultation)])
  return answeredIn ?? (found ? languagesOf(found)[0] : written)
}
