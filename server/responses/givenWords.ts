import type { Question } from '../consultations/questions.ts'
import { numberSaid } from '../http/languages/numberSaid.ts'
import { say } from '../http/languages/say.ts'
import { daySaid } from './answering/kinds/date.ts'
import { type Given, textIn } from './response.ts'

/**
 * An answer that was sent, in words; undefined where its text is kept no more. An address that a question asked for
 * stands with the respondent's name, and is not said.
 *
 * @param texts by id
 */
export function givenWords(question: Question, given: Given, texts: Map<string, string>): string | undefined {
  if ('contact' in given) return say('(an address, kept with your name)')
  if ('file' in given) return say('(a file: {{name}})', { name: given.name })
  const text = texts.get(textIn(given) ?? '')
  if ('text' in given) return text
  if ('date' in given) return daySaid(given.date)
  if ('number' in given) return numberWords(question, given.number)
  if ('rows' in given) return rowWords(question, given.rows)
  if ('order' in given)
    return given.order.map((value, at) => `${at + 1}. ${labelOf(question, value)}`).join('; ')
  const chosen = 'options' in given ? given.options : [given.option]
  return chosen
    .map(value =>
      text && isOwn(question, value) ? `${labelOf(question, value)}: ${text}` : labelOf(question, value),
    )
    .join('; ')
}

function labelOf(question: Question, value: string): string {
  const options = 'options' in question ? question.options : []
  return options.find(option => option.value === value)?.label ?? value
}

function isOwn(question: Question, value: string): boolean {
  return 'options' in question && question.options.some(option => option.own && option.value === value)
}

function numberWords(question: Question, number: number): string {
  const words = numberSaid(number)
  if (question.type === 'rating') return say('{{words}} of {{most}}', { words, most: question.most })
  return question.type === 'number' && question.unit ? `${words} ${question.unit}` : words
}

function rowWords(question: Question, rows: Record<string, string>): string {
  const asked = question.type === 'matrix' ? question.rows : []
  return asked
    .flatMap(({ id, label }) => {
      const value = Object.hasOwn(rows, id) ? rows[id] : undefined
      return value === undefined ? [] : [`${label}: ${labelOf(question, value)}`]
    })
    .join('\n')
}
