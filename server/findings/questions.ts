import { isTestimony, type Question } from '../consultations/questions.ts'
import type { Consultation } from '../consultations/store.ts'
import { unitedQuestions } from '../consultations/versions.ts'

/** A question whose answers findings may be about, with its number among those that ask what people think. */
export type NumberedQuestion = { id: string; label: string; number: number }

/** The questions that ask for testimony, in the order in which they are asked; behind them, those asked no more. */
export async function testimonyQuestions(
  consultation: Pick<Consultation, '_id' | 'version'>,
): Promise<NumberedQuestion[]> {
  const asked = (await unitedQuestions(consultation)).filter((question: Question) => !question.about)
  return asked
    .map((question, i) => ({ question, number: i + 1 }))
    .filter(({ question }) => isTestimony(question))
    .map(({ question, number }) => ({ id: question.id, label: question.label, number }))
}
