import { allQuestions } from '../../consultations/questions.ts'
import { questionnaireOf } from '../../consultations/store.ts'

/** What each question was asked as, by its id, in the order of the questionnaire. */
export async function questionLabels(consultation: string, version: number): Promise<Map<string, string>> {
  const questionnaire = await questionnaireOf(consultation, version)
  return new Map(allQuestions(questionnaire).map(question => [question.id, question.label]))
}
