import { createHash } from 'node:crypto'
import type { AttributionChoice } from '../../../analysis/index.ts'
import { sentences } from '../../../analysis/index.ts'
import { currentWording } from '../../consultations/consentWording.ts'
import { say } from '../../http/languages/say.ts'
import { type Answering, addressOf } from '../answering/answering.ts'
import { type GivenAnswer, marksOf } from './given.ts'
import { missingMarks } from './marks.ts'

/** What can be chosen for a single answer: to be named is never less than what holds for all. */
export const narrowerChoices = ['none', 'unnamed', 'role'] as const satisfies readonly AttributionChoice[]

/** How many sentences stand on one page: what a screen reader, and a form, can take. */
export const sentencesAPage = 100

/** How much of an answer its choice shows, in UTF-16 code units. */
const shown = 200

export function answersAddress(answering: Answering): string {
  return addressOf(answering, 'declaration/answers')
}

/** The choices for single answers, with a way to the passages of each. */
export function answersPage(answering: Answering, given: GivenAnswer[]) {
  const { narrower = {} } = answering.draft
  return {
    title: say('Single answers and passages'),
    back: addressOf(answering, 'declaration'),
    action: answersAddress(answering),
    answers: given.map(({ question, text }) => {
      const marked = marksOf(answering, question.id).length
      const chosen = Object.hasOwn(narrower, question.id) ? narrower[question.id] : undefined
      return {
        question: question.label,
        id: question.id,
        choice: {
          name: `choice-${question.id}`,
          fieldset: { legend: { text: question.label, classes: 'govuk-fieldset__legend--m' } },
          hint: { text: beginningOf(text) },
          items: [
            { value: 'all', text: say('As I choose for all my answers'), checked: chosen === undefined },
            ...narrowerChoices.map(value => ({
              value,
              text: currentWording().choices[value],
              checked: chosen === value,
            })),
          ],
        },
        marked: say('{{count marked "passage is" "passages are"}} marked as not for quotation.', { marked }),
        hasMarks: marked > 0,
      }
    }),
  }
}

function beginningOf(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim()
  return words.length <= shown ? `“${words}”` : `“${words.slice(0, shown).replace(/\s+\S*$/, '')} …”`
}

/** Sentences of an answer to tick, from the one at `from` on. `changed` says that the answer is another since it was shown. */
export function passagesPage(
  answering: Answering,
  { question, text }: GivenAnswer,
  from: number,
  changed: boolean,
) {
  const all = sentences(text)
  const marked = new Set(marksOf(answering, question.id))
  const page = all.slice(from, from + sentencesAPage)
  const last = from + page.length
  return {
    title: say('Passages that are not for quotation'),
    question: question.label,
    back: answersAddress(answering),
    action: `${answersAddress(answering)}/${question.id}`,
    about: currentWording().single?.withheld,
    hash: hashOf(text),
    from,
    changed,
    gone: missingMarks(text, [...marked]),
    part:
      all.length > sentencesAPage
        ? say('Sentences {{from}} to {{last}} of {{all}}', { from: from + 1, last, all: all.length })
        : undefined,
    isLast: last >= all.length,
    passages: {
      name: 'sentence',
      fieldset: {
        legend: {
          text: say('Tick each sentence that is not for quotation'),
          classes: 'govuk-fieldset__legend--m',
        },
      },
      items: page.map(({ start, end }, i) => {
        const sentence = text.slice(start, end)
        return { value: String(from + i), text: sentence, checked: marked.has(sentence) }
      }),
    },
  }
}

/** By which a form says of which words its numbers of sentences are. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
