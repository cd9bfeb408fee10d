/** How an earlier answer is compared. */
export const relations = ['answered', 'equals', 'contains', 'over', 'under', 'atLeast', 'atMost'] as const
export type Relation = (typeof relations)[number]

/**
 * `equals` is the value of an option, a number, a day as `2026-11-28`, or a text without regard to case; `contains` is
 * one of several chosen options, or words within a text. The four comparisons are of numbers, ratings and days.
 */
export type Comparison = {
  question: string
  /** Of a matrix: which of its rows. */
  row?: string
  is: Relation
  /** Left out with `answered` alone. */
  value?: string
}

/** When something is asked. `all` of nothing holds; `any` of nothing does not. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Comparison

/** What was answered, in a form that can be compared: nothing, a word or several. */
export type Answers = (question: string, row?: string) => string[]

/** Whether a condition holds for what was answered. What was not answered equals nothing, and holds nothing. */
export function isMet(condition: Condition, answers: Answers): boolean {
  if ('all' in condition) return condition.all.every(each => isMet(each, answers))
  if ('any' in condition) return condition.any.some(each => isMet(each, answers))
  if ('not' in condition) return !isMet(condition.not, answers)
  return isSo(condition, answers(condition.question, condition.row))
}

function isSo({ is, value = '' }: Comparison, given: string[]): boolean {
  const [first] = given
  if (first === undefined) return false
  if (is === 'answered') return true
  if (is === 'equals') return given.length === 1 && folded(first) === folded(value)
  if (is === 'contains')
    return given.length === 1 ? folded(first).includes(folded(value)) : given.includes(value)
  const order = compared(first, value)
  if (is === 'over') return order > 0
  if (is === 'under') return order < 0
  return is === 'atLeast' ? order >= 0 : order <= 0
}

function folded(words: string): string {
  return words.normalize('NFC').trim().toLowerCase()
}

/** Numbers by what they amount to, days as they are written; NaN where they cannot be compared. */
function compared(a: string, b: string): number {
  const day = /^\d{4}-\d{2}-\d{2}$/
  if (day.test(a) && day.test(b)) return a < b ? -1 : Number(a > b)
  return a.trim() === '' || b.trim() === '' ? Number.NaN : Number(a) - Number(b)
}

/** Every comparison that a condition makes. */
export function comparisonsOf(condition: Condition): Comparison[] {
  if ('all' in condition) return condition.all.flatMap(comparisonsOf)
  if ('any' in condition) return condition.any.flatMap(comparisonsOf)
  return 'not' in condition ? comparisonsOf(condition.not) : [condition]
}
