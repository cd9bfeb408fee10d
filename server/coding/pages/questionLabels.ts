import { unitedQuestions } from '../../consultations/versions.ts'

/** What each question was asked as up to this version, by its id, in the order of the questionnaire. */
export async function questionLabels(consultation: string, version: number): Promise<Map<string, string>> {
  const asked = await unitedQuestions({ _id: consultation, version })
  return new Map(asked.map(question => [question.id, question.label]))
}
