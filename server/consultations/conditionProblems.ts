import type { Problem } from '../../analysis/index.ts'
import { type Comparison, type Condition, comparisonsOf, type Relation } from './conditions.ts'
import { pipedIn } from './piping.ts'
import type { Page, Question, QuestionType } from './questions.ts'
import { isReached } from './reach.ts'

const written: readonly Relation[] = ['answered', 'equals', 'contains']
const measured: readonly Relation[] = ['answered', 'equals', 'over', 'under', 'atLeast', 'atMost']

/** What each type of question can be asked of its answer. */
export const relationsOf: Record<QuestionType, readonly Relation[]> = {
  shortText: written,
  longText: written,
  email: ['answered'],
  number: measured,
  date: measured,
  one: ['answered', 'equals'],
  scale: ['answered', 'equals'],
  dropdown: ['answered', 'equals'],
  several: ['answered', 'equals', 'contains'],
  rating: measured,
  ranking: ['answered', 'contains'],
  matrix: ['answered', 'equals'],
  file: ['answered'],
  statement: [],
}

/** Whether an answer of this type is short enough to stand in a later wording. */
export function mayBePiped({ type }: Question): boolean {
  return !['longText', 'email', 'matrix', 'file', 'statement'].includes(type)
}

/**
 * What is wrong with the conditions and with what wordings take from earlier answers: references to what is not there,
 * or comes later, comparisons that cannot be made, and pages and questions that nobody can come to. The place is that
 * of the page or question (`page` or `page.question`).
 */
export function conditionProblems(pages: Page[]): Problem[] {
  const problems: Problem[] = []
  const all = new Map(pages.flatMap(page => page.questions.map(question => [question.id, question] as const)))
  const before = new Map<string, Question>()
  const look = (
    place: string,
    self: string | undefined,
    condition: Condition | undefined,
    words: string[],
  ) => {
    const found = [
      ...(condition ? comparisonsOf(condition) : []).flatMap(each =>
        comparisonProblem(each, self, before, all),
      ),
      ...words.flatMap(pipedIn).flatMap(id => pipeProblem(id, self, before, all)),
    ]
    problems.push(...[...new Set(found)].map(message => ({ place, message })))
    return found.length === 0
  }
  for (const page of pages) {
    const sound = look(page.id, undefined, page.when, [page.title, page.intro ?? ''])
    if (page.when && sound && !isReached(pages, { page })) problems.push(unreached(page.id, 'page'))
    for (const question of page.questions) {
      const place = `${page.id}.${question.id}`
      const isSound = look(place, question.id, question.when, wordsOf(question)) && sound
      if (question.when && isSound && isReached(pages, { page }) && !isReached(pages, { page, question }))
        problems.push(unreached(place, 'question'))
      before.set(question.id, question)
    }
  }
  return [...problems, ...loops(all)]
}

function unreached(place: string, what: string): Problem {
  return { place, message: `Nobody can come to this ${what}: no answers fit its condition.` }
}

function wordsOf(question: Question): string[] {
  return [question.label, question.hint ?? '', ...(question.type === 'statement' ? question.text : [])]
}

/** Whether a question may be referred to here; where it may not, why. */
function referenceProblem(
  id: string,
  self: string | undefined,
  before: Map<string, Question>,
  all: Map<string, Question>,
): string | undefined {
  if (before.has(id)) return undefined
  if (id === self) return 'It refers to itself.'
  return all.has(id)
    ? `It refers to “${id}”, which is asked only later. Move one of them, or choose an earlier question.`
    : `It refers to “${id}”, and no question has this id.`
}

function pipeProblem(
  id: string,
  self: string | undefined,
  before: Map<string, Question>,
  all: Map<string, Question>,
): string[] {
  const problem = referenceProblem(id, self, before, all)
  if (problem) return [problem]
  const question = before.get(id)
  return question && !mayBePiped(question)
    ? [`Answers to “${id}” cannot stand in a wording: choose a question with a short answer.`]
    : []
}

function comparisonProblem(
  { question: id, row, is, value = '' }: Comparison,
  self: string | undefined,
  before: Map<string, Question>,
  all: Map<string, Question>,
): string[] {
  const problem = referenceProblem(id, self, before, all)
  const question = before.get(id)
  if (problem || !question) return problem ? [problem] : []
  if (!relationsOf[question.type].includes(is)) return [`An answer to “${id}” cannot be compared by “${is}”.`]
  const isRow = question.type === 'matrix' && question.rows.some(each => each.id === row)
  if (question.type === 'matrix' && !isRow) return [`It must say which row of “${id}” it refers to.`]
  if (is === 'answered') return []
  if ('options' in question)
    return question.options.some(option => option.value === value)
      ? []
      : [`“${value}” is not an answer that “${id}” offers.`]
  if (question.type === 'number' || question.type === 'rating')
    return value.trim() !== '' && Number.isFinite(Number(value)) ? [] : [`“${value}” is not a number.`]
  if (question.type === 'date')
    return isDay(value) ? [] : [`“${value}” is not a day. Write it as 2026-11-28.`]
  return value.trim() === '' ? [`It must say what the answer to “${id}” is compared with.`] : []
}

export function isDay(value: string): boolean {
  const at = new Date(`${value}T00:00:00Z`)
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
  )
}

/** Questions whose conditions refer to each other in a ring, each ring told once. */
function loops(all: Map<string, Question>): Problem[] {
  const next = (id: string) => {
    const when = all.get(id)?.when
    return when ? comparisonsOf(when).map(({ question }) => question) : []
  }
  const told = new Set<string>()
  const problems: Problem[] = []
  for (const start of all.keys()) {
    const ring = ringFrom(start, next)
    if (!ring || ring.some(id => told.has(id))) continue
    for (const id of ring) told.add(id)
    const named = new Intl.ListFormat('en-GB').format(ring.map(id => `“${id}”`))
    problems.push({
      place: start,
      message: `${named} wait for each other, so that none of them is ever asked.`,
    })
  }
  return problems
}

/** The ids on a way from one question back to itself through others. */
function ringFrom(start: string, next: (id: string) => string[]): string[] | undefined {
  const way: string[] = []
  const seen = new Set<string>()
  const walk = (id: string): boolean => {
    way.push(id)
    for (const following of next(id)) {
      if (following === start) return way.length > 1
      if (!seen.has(following)) {
        seen.add(following)
        if (walk(following)) return true
      }
    }
    way.pop()
    return false
  }
  return walk(start) ? way : undefined
}
