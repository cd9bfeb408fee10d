import { type Answers, type Comparison, type Condition, comparisonsOf, isMet } from './conditions.ts'
import type { Page, Question } from './questions.ts'

/** The most ways of answering that are tried for one page or question; where there are more, it counts as reached. */
const mostTried = 20_000

/** A page, or one of its questions. */
type Target = { page: Page; question?: Question }

/**
 * Whether somebody can come to be asked this: every way of answering the questions that it depends on, as far as its
 * conditions tell them apart, is tried. Its conditions must refer to earlier questions alone.
 */
export function isReached(pages: Page[], target: Target): boolean {
  const asked = questionsBefore(pages, target)
  const comparisons = decisive(pages, target, asked)
  const ways = new Map<string, string[][]>()
  let count = 1
  for (const comparison of comparisons) {
    const question = asked.get(comparison.question)
    const key = keyOf(comparison.question, comparison.row)
    if (!question || ways.has(key)) continue
    const found = waysToAnswer(
      question,
      comparisons.filter(each => keyOf(each.question, each.row) === key),
    )
    ways.set(key, found)
    count *= Math.max(found.length, 1)
    if (count > mostTried) return true
  }
  // Where a question has no answer at all, nobody has a way.
  if ([...ways.values()].some(each => each.length === 0)) return false
  const keys = [...ways.keys()]
  for (let at = 0; at < count; at++) {
    const way = new Map<string, string[]>()
    let rest = at
    for (const key of keys) {
      const choices = ways.get(key) ?? []
      way.set(key, choices[rest % choices.length] ?? [])
      rest = Math.floor(rest / choices.length)
    }
    if (wouldAsk(pages, target, way)) return true
  }
  return false
}

function keyOf(question: string, row: string | undefined): string {
  return row === undefined ? question : `${question}:${row}`
}

function questionsBefore(pages: Page[], { page, question }: Target): Map<string, Question> {
  const before = new Map<string, Question>()
  for (const each of pages) {
    if (each === page && !question) return before
    for (const other of each.questions) {
      if (other === question) return before
      before.set(other.id, other)
    }
  }
  return before
}

/** The comparisons on which it depends, also through the conditions of the questions that those ask about. */
function decisive(pages: Page[], { page, question }: Target, asked: Map<string, Question>): Comparison[] {
  const pageOf = new Map(pages.flatMap(each => each.questions.map(({ id }) => [id, each] as const)))
  const found: Comparison[] = []
  const seen = new Set<string>()
  const waiting = [page.when, question?.when]
  for (let condition = waiting.pop(); condition || waiting.length > 0; condition = waiting.pop()) {
    for (const comparison of condition ? comparisonsOf(condition) : []) {
      found.push(comparison)
      if (seen.has(comparison.question)) continue
      seen.add(comparison.question)
      waiting.push(asked.get(comparison.question)?.when, pageOf.get(comparison.question)?.when)
    }
  }
  return found
}

/** Whether these answers lead to it; what is not asked is not answered. */
function wouldAsk(pages: Page[], target: Target, way: Map<string, string[]>): boolean {
  const asked = new Set<string>()
  const answers: Answers = (question, row) =>
    asked.has(question) ? (way.get(keyOf(question, row)) ?? []) : []
  const holds = (condition: Condition | undefined) => condition === undefined || isMet(condition, answers)
  for (const page of pages) {
    const shown = holds(page.when)
    if (page === target.page && !target.question) return shown
    for (const question of page.questions) {
      const isAsked = shown && holds(question.when)
      if (question === target.question) return isAsked
      if (isAsked) asked.add(question.id)
    }
  }
  return false
}

/** Answers to a question that its comparisons tell apart, with none where it may be left blank. */
function waysToAnswer(question: Question, comparisons: Comparison[]): string[][] {
  const blank = question.required ? [] : [[]]
  const values = [...new Set(comparisons.flatMap(({ value }) => value ?? []))]
  if (question.type === 'several') return [...blank, ...severalWays(question, values)]
  if (question.type === 'ranking') {
    const options = question.options.map(({ value }) => value)
    return [
      ...blank,
      ...options.map(value => [value]),
      ...options.map((_, at) => [...options.slice(at), ...options.slice(0, at)]),
    ]
  }
  if ('options' in question) return [...blank, ...question.options.map(({ value }) => [value])]
  if (question.type === 'rating')
    return [...blank, ...Array.from({ length: question.most }, (_, at) => [String(at + 1)])]
  if (question.type === 'number') return [...blank, ...numberWays(question, values)]
  if (question.type === 'date') return [...blank, ...dateWays(question, values)]
  return [...blank, ['an answer'], ...subsetsOf(values).map(words => [words.join(' ')])]
}

function severalWays({ options }: Extract<Question, { type: 'several' }>, values: string[]): string[][] {
  const known = options.filter(({ value }) => values.includes(value))
  const other = options.find(({ value, exclusive }) => !values.includes(value) && !exclusive)
  const sets = subsetsOf([...known, ...(other ? [other] : [])])
  return sets
    .filter(set => set.length === 1 || !set.some(({ exclusive }) => exclusive))
    .map(set => set.map(({ value }) => value))
}

/** Every subset but the empty one; of many values each alone and all together. */
function subsetsOf<T>(values: T[]): T[][] {
  if (values.length > 10) return [...values.map(value => [value]), values]
  return Array.from({ length: 2 ** values.length - 1 }, (_, at) =>
    values.filter((_value, bit) => ((at + 1) >> bit) & 1),
  )
}

function numberWays(question: Extract<Question, { type: 'number' }>, values: string[]): string[][] {
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY, whole } = question
  const step = whole ? 1 : 1e-6
  const around = [...values.map(Number), least, most].filter(Number.isFinite)
  const tried = around.flatMap(value => [value - step, value, value + step])
  return tried.filter(value => value >= least && value <= most).map(value => [String(value)])
}

function dateWays(question: Extract<Question, { type: 'date' }>, values: string[]): string[][] {
  const { earliest = '0000', latest = '9999' } = question
  const around = [...values, earliest, latest].filter(value => /^\d{4}-\d{2}-\d{2}$/.test(value))
  const tried = around.flatMap(value => [dayAfter(value, -1), value, dayAfter(value, 1)])
  return tried.filter(value => value >= earliest && value <= latest).map(value => [value])
}

function dayAfter(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}
