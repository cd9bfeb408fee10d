import { promptedThemes } from '../../../analysis/application.ts'
import type { StoredTheme } from '../../codebook/store.ts'
import { findConsultation } from '../../consultations/store.ts'
import { unitedQuestions } from '../../consultations/versions.ts'

/** Which of these themes each question of a consultation names by itself, by the themes' own rules. */
export async function promptedBy(
  consultation: string,
  themes: StoredTheme[],
): Promise<Map<string, Set<string>>> {
  const found = await findConsultation(consultation)
  if (!found) return new Map()
  const questions = await unitedQuestions(found)
  return promptedThemes(
    themes,
    questions.map(({ id, label, hint = '' }) => ({ id, wording: `${label}\n\n${hint}` })),
  )
}
