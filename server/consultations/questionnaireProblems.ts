import type { Problem } from '../../analysis/index.ts'
import { conditionProblems, isDay } from './conditionProblems.ts'
import type { Option, Page, Question } from './questions.ts'

/** Addresses under a draft that are not pages of questions. */
export const reservedPages = ['check', 'declaration', 'preview', 'send'] as const

/** An id is part of addresses, of form fields and of field paths in the database: no dot, no dollar, no colon. */
const idPattern = /^[a-z][a-z0-9_-]{0,63}$/i

/** Everything that is wrong with a questionnaire, each with its place (`page` or `page.question`). */
export function questionnaireProblems(pages: Page[]): Problem[] {
  const problems: Problem[] = []
  if (pages.length === 0) problems.push({ place: '', message: 'A questionnaire needs at least one page.' })
  for (const page of pages) problems.push(...pageProblems(page))
  problems.push(...repeated(pages.map(page => page.id)).map(id => twice(id, 'page')))
  const questions = pages.flatMap(page => page.questions.map(question => question.id))
  problems.push(...repeated(questions).map(id => twice(id, 'question')))
  problems.push(...aboutTwice(pages))
  return [...problems, ...conditionProblems(pages)]
}

function pageProblems(page: Page): Problem[] {
  const problems = idProblems(page.id, page.id)
  if (reservedPages.some(reserved => reserved === page.id))
    problems.push({
      place: page.id,
      message: `“${page.id}” is the address of another page. Choose another id.`,
    })
  if (page.title.trim() === '') problems.push({ place: page.id, message: 'This page has no title.' })
  if (page.questions.length === 0) problems.push({ place: page.id, message: 'This page asks nothing.' })
  return [...problems, ...page.questions.flatMap(question => questionProblems(page, question))]
}

function questionProblems(page: Page, question: Question): Problem[] {
  const place = `${page.id}.${question.id}`
  const messages = [
    ...(question.label.trim() === '' ? ['This question has no wording.'] : []),
    ...aboutProblems(question),
    ...('options' in question ? optionProblems(question, question.options) : []),
    ...limitProblems(question),
  ]
  return [...idProblems(place, question.id), ...messages.map(message => ({ place, message }))]
}

function optionProblems({ type }: Question, options: Option[]): string[] {
  const alone = type !== 'several' && options.some(option => option.exclusive)
  const own = options.filter(option => option.own).length
  return [
    ...(options.length === 0 ? ['This question has nothing to choose from.'] : []),
    ...repeated(options.map(option => option.value)).map(value => `Two of its options are “${value}”.`),
    ...(options.some(({ value }) => value.trim() === '') ? ['One of its options has no value.'] : []),
    ...(options.some(({ label }) => label.trim() === '') ? ['One of its options has no wording.'] : []),
    ...(alone ? ['Only where several may be chosen can an option rule out the others.'] : []),
    ...(own > 1 ? ['Only one of its options can ask for words of one’s own.'] : []),
    ...(own > 0 && (type === 'matrix' || type === 'ranking')
      ? ['Its options cannot ask for words of one’s own.']
      : []),
  ]
}

function aboutProblems({ about, type }: Question): string[] {
  if (!about || ['shortText', 'one', 'dropdown'].includes(type)) return []
  return ['Who the respondent is can only be asked by a short text or by one choice.']
}

function limitProblems(question: Question): string[] {
  if (question.type === 'longText')
    return isCount(question.wordLimit) ? [] : ['Its limit of words must be a whole number of 1 or more.']
  if (question.type === 'number')
    return [question.least, question.most].every(each => each === undefined || Number.isFinite(each)) &&
      (question.least ?? Number.NEGATIVE_INFINITY) <= (question.most ?? Number.POSITIVE_INFINITY)
      ? []
      : ['Its least number must be a number, and no greater than its greatest.']
  if (question.type === 'date') {
    const days = [question.earliest, question.latest].filter(day => day !== undefined)
    return days.every(isDay) && days.every((day, at) => at === 0 || day >= (days[0] ?? ''))
      ? []
      : ['Its earliest day must be a day, written as 2026-11-28, and no later than its latest.']
  }
  if (question.type === 'rating')
    return Number.isInteger(question.most) && question.most >= 3 && question.most <= 10
      ? []
      : ['A rating goes from 1 to a number between 3 and 10.']
  if (question.type === 'ranking')
    return isCount(question.places) && (question.places ?? 1) <= question.options.length
      ? []
      : ['It cannot ask to put more in order than it offers.']
  if (question.type === 'matrix') return rowProblems(question.rows)
  if (question.type === 'statement' && question.required) return ['Nothing can be answered to a statement.']
  return []
}

function isCount(value: number | undefined): boolean {
  return value === undefined || (Number.isInteger(value) && value >= 1)
}

function rowProblems(rows: Extract<Question, { type: 'matrix' }>['rows']): string[] {
  return [
    ...(rows.length === 0 ? ['It has no rows.'] : []),
    ...rows.filter(({ id }) => !idPattern.test(id)).map(({ id }) => cannotBeId(id)),
    ...repeated(rows.map(({ id }) => id)).map(id => `Two of its rows have the id “${id}”.`),
    ...(rows.some(({ label }) => label.trim() === '') ? ['One of its rows has no wording.'] : []),
  ]
}

/** Nothing about the respondent is asked twice. */
function aboutTwice(pages: Page[]): Problem[] {
  const asked = pages.flatMap(page =>
    page.questions.flatMap(({ id, about }) => (about ? [{ place: `${page.id}.${id}`, about }] : [])),
  )
  return asked
    .filter(({ about }, at) => asked.findIndex(each => each.about === about) < at)
    .map(({ place, about }) => ({
      place,
      message: `Another question asks for the respondent’s ${about} already.`,
    }))
}

function idProblems(place: string, id: string): Problem[] {
  return idPattern.test(id) ? [] : [{ place, message: cannotBeId(id) }]
}

function cannotBeId(id: string): string {
  return `“${id}” cannot be an id: use up to 64 letters, digits, hyphens and underscores, a letter first.`
}

function repeated(values: string[]): string[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))]
}

function twice(id: string, what: string): Problem {
  return { place: id, message: `Two ${what}s have the id “${id}”.` }
}
