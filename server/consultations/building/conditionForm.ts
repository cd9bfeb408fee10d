import type { Problem } from '../../../analysis/index.ts'
import { isDay, relationsOf } from '../conditionProblems.ts'
import { type Comparison, type Condition, type Relation, relations } from '../conditions.ts'
import type { Page, Question } from '../questions.ts'
import { isComparison } from './conditionWords.ts'
import { placeOf } from './edits.ts'

/** One line of the form: an earlier answer, how it is compared, and whether that must not be so. */
export type Term = { comparison: Comparison; not: boolean }
export type Flat = { join: 'all' | 'any'; terms: Term[] }

/** How many comparisons the form takes. */
export const mostTerms = 20

/** A condition as lines that all, or any, must hold; undefined for one that is nested deeper. */
export function flatOf(condition: Condition | undefined): Flat | undefined {
  if (condition === undefined) return { join: 'all', terms: [] }
  const term = termOf(condition)
  if (term) return { join: 'all', terms: [term] }
  const [join, each] =
    'all' in condition
      ? (['all', condition.all] as const)
      : 'any' in condition
        ? (['any', condition.any] as const)
        : (['all', []] as const)
  const terms = each.flatMap(one => termOf(one) ?? [])
  return each.length > 0 && terms.length === each.length && terms.length <= mostTerms
    ? { join, terms }
    : undefined
}

function termOf(condition: Condition): Term | undefined {
  if (isComparison(condition)) return { comparison: condition, not: false }
  return 'not' in condition && isComparison(condition.not)
    ? { comparison: condition.not, not: true }
    : undefined
}

/** The condition of these lines; undefined of none. */
export function conditionOf({ join, terms }: Flat): Condition | undefined {
  const each = terms.map(({ comparison, not }): Condition => (not ? { not: comparison } : comparison))
  const [only] = each
  if (!only) return undefined
  if (each.length === 1) return only
  return join === 'all' ? { all: each } : { any: each }
}

/**
 * What a condition may ask of: every question before it that is answered, and each row of a matrix. `question` is
 * absent where it is a page’s, and of no question yet where one is to be added at the end of the page.
 */
export type Asked = { key: string; question: Question; row?: string }

export function askable(pages: readonly Page[], place: { page: string; question?: string }): Asked[] {
  const before: Question[] = []
  for (const page of pages) {
    if (page.id === place.page) {
      const at = page.questions.findIndex(({ id }) => id === place.question)
      if (place.question !== undefined) before.push(...page.questions.slice(0, at < 0 ? undefined : at))
      break
    }
    before.push(...page.questions)
  }
  return before.flatMap((question): Asked[] => {
    if (question.type === 'statement') return []
    if (question.type !== 'matrix') return [{ key: question.id, question }]
    return question.rows.map(({ id }) => ({ key: `${question.id}:${id}`, question, row: id }))
  })
}

/** How an answer to this question may be compared, what is chosen most often first. */
export function relationsFor({ type }: Question): Relation[] {
  const offered = relationsOf[type].filter(relation => relation !== 'answered')
  return [...(offered.includes('contains') ? [...offered].reverse() : offered), 'answered']
}

/** A form of a condition as it arrived: flat fields, `question-0`, `is-0`, `value-0` for the first line. */
export type ConditionEntry = Record<string, unknown>

const text = (entry: ConditionEntry, name: string) => {
  const value = Object.hasOwn(entry, name) ? entry[name] : ''
  return typeof value === 'string' ? value : ''
}

/** The fields of a form as its lines have them. */
export function entryOf({ join, terms }: Flat): ConditionEntry {
  const entry: ConditionEntry = { join, lines: String(terms.length) }
  for (const [n, { comparison, not }] of terms.entries()) {
    const { question, row, is, value = '' } = comparison
    entry[`question-${n}`] = row === undefined ? question : `${question}:${row}`
    entry[`is-${n}`] = not ? `not ${is}` : is
    entry[`value-${n}`] = value
  }
  return entry
}

/** The lines that a form holds, whatever is wrong with them; `without` one of them. */
export function linesOf(entry: ConditionEntry, without?: number): Flat {
  const count = Math.min(Number(text(entry, 'lines')) || 0, mostTerms)
  const terms = Array.from({ length: count }, (_, n) => n)
    .filter(n => n !== without)
    .flatMap((n): Term[] => {
      const key = text(entry, `question-${n}`)
      if (key === '') return []
      const [question = '', row] = key.split(':')
      const said = text(entry, `is-${n}`)
      const not = said.startsWith('not ')
      const is = relations.find(relation => relation === said.replace('not ', '')) ?? 'answered'
      const value = text(entry, `value-${n}`).normalize('NFC').trim()
      return [
        {
          not,
          comparison: {
            question,
            ...(row === undefined ? {} : { row }),
            is,
            ...(is === 'answered' ? {} : { value }),
          },
        },
      ]
    })
  return { join: text(entry, 'join') === 'any' ? 'any' : 'all', terms }
}

/** What is wrong with the lines; a problem’s place is its field. */
export function lineProblems({ terms }: Flat, pages: readonly Page[]): Problem[] {
  return terms.flatMap(({ comparison: { question: id, is, value = '' } }, n): Problem[] => {
    const question = placeOf(pages, id)?.question
    const place = `value-${n}`
    if (!question) return [{ place, message: `There is no question “${id}” any more. Remove this line` }]
    if (is === 'answered') return []
    if (value === '') return [{ place, message: `Say what “${question.label}” is compared with` }]
    if ('options' in question && !question.options.some(option => option.value === value))
      return [{ place, message: `Choose one of the options of “${question.label}”` }]
    const ofNumbers = question.type === 'number' || question.type === 'rating'
    if (ofNumbers && !Number.isFinite(Number(value)))
      return [{ place, message: `“${question.label}” is a number: compare it with one` }]
    if (question.type === 'date' && !isDay(value))
      return [{ place, message: `“${question.label}” is a day: write one such as 2026-11-28` }]
    return []
  })
}
