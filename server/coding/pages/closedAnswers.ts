import { unitedQuestions } from '../../consultations/versions.ts'
import { givenWords } from '../../responses/givenWords.ts'
import type { Response } from '../../responses/response.ts'

/** What a response answers beside its texts, in the order of the questions: what was chosen, counted, dated or ordered. */
export async function closedAnswers({
  consultation,
  version,
  revisions,
}: Pick<Response, 'consultation' | 'version' | 'revisions'>): Promise<
  { question: string; answer: string }[]
> {
  const given = revisions.at(-1)?.answers ?? {}
  const questions = await unitedQuestions({ _id: consultation, version })
  return questions.flatMap(question => {
    const answer = Object.hasOwn(given, question.id) ? given[question.id] : undefined
    if (!answer || question.about || 'text' in answer || 'file' in answer || 'contact' in answer) return []
    // One's own words beside an option stand with the texts.
    const words = givenWords(question, answer, new Map())
    return words === undefined ? [] : [{ question: question.label, answer: words }]
  })
}
