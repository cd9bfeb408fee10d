import { type Comparison, type Condition, comparisonsOf, type Relation } from '../conditions.ts'
import type { Page, Question } from '../questions.ts'

type Words = Record<Relation, [so: string, not: string]>

const words: Words = {
  answered: ['was answered', 'was not answered'],
  equals: ['is', 'is not'],
  contains: ['contains', 'does not contain'],
  over: ['is more than', 'is not more than'],
  under: ['is less than', 'is not less than'],
  atLeast: ['is at least', 'is not at least'],
  atMost: ['is at most', 'is not at most'],
}
const ofSeveral: Partial<Words> = {
  equals: ['is exactly', 'is not exactly'],
  contains: ['includes', 'does not include'],
}
const ofDays: Partial<Words> = {
  over: ['is after', 'is not after'],
  under: ['is before', 'is not before'],
  atLeast: ['is on or after', 'is not on or after'],
  atMost: ['is on or before', 'is not on or before'],
}

/** How a relation to an answer of this question is said: where it holds, and where it must not. */
export function relationWords(is: Relation, question: Question | undefined): [so: string, not: string] {
  if (question?.type === 'several' || question?.type === 'ranking') return ofSeveral[is] ?? words[is]
  return (question?.type === 'date' ? ofDays[is] : undefined) ?? words[is]
}

/** A condition in plain English: “Sector” is “Health” and “Remarks” was answered. */
export function conditionWords(condition: Condition, pages: readonly Page[]): string {
  const questions = new Map(pages.flatMap(page => page.questions).map(question => [question.id, question]))
  return saidOf(condition, questions, false)
}

type Questions = ReadonlyMap<string, Question>

function saidOf(condition: Condition, questions: Questions, inner: boolean): string {
  if ('not' in condition)
    return isComparison(condition.not)
      ? comparisonWords(condition.not, questions, true)
      : `it is not so that ${saidOf(condition.not, questions, true)}`
  if (isComparison(condition)) return comparisonWords(condition, questions, false)
  const [each, between, none] =
    'all' in condition ? [condition.all, ' and ', 'always'] : [condition.any, ' or ', 'never']
  if (each.length === 0) return none
  const said = each.map(one => saidOf(one, questions, true)).join(between)
  return inner && each.length > 1 ? `(${said})` : said
}

export function isComparison(condition: Condition): condition is Comparison {
  return 'question' in condition
}

function comparisonWords({ question: id, row, is, value }: Comparison, questions: Questions, not: boolean) {
  const question = questions.get(id)
  const said = relationWords(is, question)[not ? 1 : 0]
  return `“${askedWords(question, id, row)}” ${said}${is === 'answered' ? '' : ` “${valueWords(question, value ?? '')}”`}`
}

/** What a comparison asks of: the question’s wording, and the row’s. */
export function askedWords(question: Question | undefined, id: string, row?: string): string {
  const of =
    row === undefined || question?.type !== 'matrix' ? undefined : question.rows.find(each => each.id === row)
  const asked = question?.label ?? id
  return row === undefined ? asked : `${asked}: ${of?.label ?? row}`
}

function valueWords(question: Question | undefined, value: string): string {
  if (!question || !('options' in question)) return value
  return question.options.find(option => option.value === value)?.label ?? value
}

/** Whether a condition speaks of this question. */
export function speaksOf(condition: Condition | undefined, id: string): boolean {
  return condition !== undefined && comparisonsOf(condition).some(({ question }) => question === id)
}
