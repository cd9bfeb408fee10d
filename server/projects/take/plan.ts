import { guidOf } from '../../codebook/formats/guid.ts'
import type { Question } from '../../consultations/questions.ts'
import { textIn } from '../../responses/response.ts'
import type { RawResponse } from '../../results/raw/read.ts'

/** A text that becomes a source: by its id, with the question that it answers. */
export type PlannedText = { id: string; question: string }
/** A response whose texts become sources; `name` is what it is called in this project alone. */
export type Planned = { id: string; name: string; texts: PlannedText[] }

/** The words that a response wrote, in the order of the questions; what it says of itself are no sources. */
export function planned(
  { response, answers, texts, respondent }: RawResponse,
  questions: readonly Question[],
): Planned {
  const own = questions.flatMap(({ id, about }) => {
    const given = Object.hasOwn(answers, id) ? answers[id] : undefined
    const text = given && !about ? textIn(given) : undefined
    return text !== undefined && texts.has(text) ? [{ id: text, question: id }] : []
  })
  return { id: response._id, name: respondent, texts: own }
}

export function sourceGuid(text: string): string {
  return guidOf('source', text)
}
