import { spokenVersion } from '../../consultations/languages/spoken.ts'
import { wordedQuestions } from '../../consultations/piping.ts'
import { givenWords } from '../givenWords.ts'
import { type Response, textsIn } from '../response.ts'
import { findWritten } from '../textStore.ts'

/** The most characters of answers that a mail holds. */
const longestCopy = 400_000

/** What a respondent sent, question by question; `isCut` says that there is more than a mail can hold. */
export type Copy = { answers: { question: string; answer: string }[]; isCut: boolean }

/** A copy of the newest revision of a response, in the order of its questions and in the language of now. */
export async function copyOf({ consultation, version, revisions, attributes }: Response): Promise<Copy> {
  const given = revisions.at(-1)?.answers ?? {}
  const texts = new Map((await findWritten(textsIn({ answers: given }))).map(({ _id, text }) => [_id, text]))
  const answers: Copy['answers'] = []
  let left = longestCopy
  let isCut = false
  for (const question of wordedQuestions(await spokenVersion(consultation, version))) {
    const answered = given[question.id]
    const said = question.about
      ? attributes[question.about]
      : answered && givenWords(question, answered, texts)
    if (said === undefined || said === '') continue
    // Not through the middle of a character of two units.
    const answer = said.slice(0, left).replace(/[\uD800-\uDBFF]$/, '')
    if (answer !== '') answers.push({ question: question.label, answer })
    if (answer.length < said.length) isCut = true
    left -= answer.length
  }
  return { answers, isCut }
}
