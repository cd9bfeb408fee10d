import { inSentence } from '../../../analysis/application.ts'
import type { Standing } from '../../responses/standingStore.ts'
import type { ClosedQuestion } from './closedQuestion.ts'

/**
 * What one respondent's answer adds to a count. `row` is that of a matrix, else empty; `values` are what they chose, of a
 * ranking what they put first, whose whole order is `order`; `number` is a figure, a rating, or a day in days since 1970.
 */
export type Pick = { row: string; values: string[]; order?: string[]; number?: number }

/** What an answer adds to the counts of its question; nothing where it was left blank. */
export function picksOf(question: ClosedQuestion, { answers, attributes }: Standing): Pick[] {
  if (question.about) return saidAs(question, attributes[question.about]?.trim() ?? '')
  const given = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined
  if (!given) return []
  if ('option' in given) return one([given.option])
  if ('options' in given) return given.options.length > 0 ? one(given.options) : []
  if ('order' in given)
    return given.order.length > 0 ? [{ row: '', values: given.order.slice(0, 1), order: given.order }] : []
  if ('rows' in given) return Object.entries(given.rows).map(([row, value]) => ({ row, values: [value] }))
  if ('date' in given) return [{ row: '', values: [], number: daysOf(given.date) }]
  if ('number' in given)
    return [
      {
        row: '',
        values: question.type === 'rating' ? [String(given.number)] : [],
        number: given.number,
      },
    ]
  return []
}

function one(values: string[]): Pick[] {
  return [{ row: '', values }]
}

/** What somebody said of themselves is kept in the words in which it is printed, and not by its option. */
function saidAs(question: ClosedQuestion, said: string): Pick[] {
  if (said === '') return []
  if (!('options' in question)) return one([said])
  const option = question.options.find(({ label, printed }) =>
    [label, inSentence(label), printed].includes(said),
  )
  return one([option?.value ?? question.options.find(({ own }) => own)?.value ?? said])
}

const dayLength = 24 * 60 * 60 * 1000

function daysOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayLength
}

/** A day as `2026-11-28`, from days since 1970. */
export function dayOf(days: number): string {
  return new Date(Math.round(days) * dayLength).toISOString().slice(0, 10)
}
