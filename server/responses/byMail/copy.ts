import { allQuestions, type Question } from '../../consultations/questions.ts'
import { questionnaireOf } from '../../consultations/store.ts'
import type { Given, Response } from '../response.ts'
import { findTexts } from '../textStore.ts'

/** The most characters of answers that a mail holds. */
const longestCopy = 400_000

/** What a respondent sent, question by question; `isCut` says that there is more than a mail can hold. */
export type Copy = { answers: { question: string; answer: string }[]; isCut: boolean }

/** A copy of the newest revision of a response, in the order of its questions. */
export async function copyOf({ consultation, version, revisions, attributes }: Response): Promise<Copy> {
  const given = revisions.at(-1)?.answers ?? {}
  const ids = Object.values(given).flatMap(answer => ('text' in answer && answer.text ? [answer.text] : []))
  const texts = new Map((await findTexts(ids)).map(({ _id, text }) => [_id, text]))
  const answers: Copy['answers'] = []
  let left = longestCopy
  let isCut = false
  for (const question of allQuestions(await questionnaireOf(consultation, version))) {
    const said = question.about ? attributes[question.about] : answerIn(question, given[question.id], texts)
    if (said === undefined || said === '') continue
    // Not through the middle of a character of two units.
    const answer = said.slice(0, left).replace(/[\uD800-\uDBFF]$/, '')
    if (answer !== '') answers.push({ question: question.label, answer })
    if (answer.length < said.length) isCut = true
    left -= answer.length
  }
  return { answers, isCut }
}

function answerIn(
  question: Question,
  given: Given | undefined,
  texts: Map<string, string>,
): string | undefined {
  if (!given) return undefined
  if ('file' in given) return `(a file: ${given.name})`
  if ('text' in given) return texts.get(given.text)
  const chosen = 'options' in given ? given.options : [given.option]
  const labels = 'options' in question ? question.options : []
  return chosen.map(value => labels.find(option => option.value === value)?.label ?? value).join('; ')
}
