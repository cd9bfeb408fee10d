import { storedForm } from '../../../analysis/index.ts'
import { allQuestions, isTestimony, type Question } from '../../consultations/questions.ts'
import { type Answering, askedOf } from '../answering/answering.ts'
import { kindOf } from '../answering/kinds/kindOf.ts'
import { fileText } from '../fileStore.ts'

/** An answer of a draft that can be quoted, as it would be stored. */
export type GivenAnswer = { question: Question; text: string }

/** The answers of a draft that can be quoted: what was written, and the words of files. */
export async function givenAnswers(answering: Answering): Promise<GivenAnswer[]> {
  const given = await Promise.all(
    allQuestions({ pages: askedOf(answering) }).map(each => givenTo(answering, each)),
  )
  return given.flatMap(each => each ?? [])
}

/** The answer to one question; undefined where there is none that can be quoted. */
export async function givenTo({ draft }: Answering, question: Question): Promise<GivenAnswer | undefined> {
  if (!isTestimony(question)) return undefined
  const answer = kindOf(question).answer(question, draft)
  if (answer && 'file' in answer) {
    const text = await fileText(answer.file)
    return text === '' ? undefined : { question, text }
  }
  const words = answer && 'text' in answer ? answer.text : answer && 'own' in answer ? answer.own : undefined
  const stored = words === undefined ? undefined : storedForm(words)
  return stored?.ok ? { question, text: stored.text } : undefined
}

/** The sentences of an answer that its author marked as not for quotation, as they stood in it then. */
export function marksOf({ draft }: Answering, question: string): string[] {
  const withheld = draft.withheld ?? {}
  return Object.hasOwn(withheld, question) ? (withheld[question] ?? []) : []
}
