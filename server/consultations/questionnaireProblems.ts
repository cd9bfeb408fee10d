import type { Problem } from '../../analysis/index.ts'
import type { Page, Question } from './questions.ts'

/** Addresses under a draft that are not pages of questions. */
export const reservedPages = ['check', 'declaration', 'preview', 'send'] as const

/** An id is part of addresses, of form fields and of field paths in the database: letters, digits and hyphens alone. */
const idPattern = /^[a-z][a-z0-9-]*$/i

/** Everything that is wrong with a questionnaire, each with its place (`page` or `page.question`). */
export function questionnaireProblems(pages: Page[]): Problem[] {
  const problems: Problem[] = []
  if (pages.length === 0) problems.push({ place: '', message: 'A questionnaire needs at least one page.' })
  for (const page of pages) problems.push(...pageProblems(page))
  problems.push(...repeated(pages.map(page => page.id)).map(id => twice(id, 'page')))
  const questions = pages.flatMap(page => page.questions.map(question => question.id))
  problems.push(...repeated(questions).map(id => twice(id, 'question')))
  return problems
}

function pageProblems(page: Page): Problem[] {
  const problems = idProblems(page.id, page.id)
  if (reservedPages.some(reserved => reserved === page.id))
    problems.push({
      place: page.id,
      message: `“${page.id}” is the address of another page. Choose another id.`,
    })
  if (page.questions.length === 0) problems.push({ place: page.id, message: 'This page asks nothing.' })
  return [...problems, ...page.questions.flatMap(question => questionProblems(page, question))]
}

function questionProblems(page: Page, question: Question): Problem[] {
  const place = `${page.id}.${question.id}`
  const problems = idProblems(place, question.id)
  if (question.label.trim() === '') problems.push({ place, message: 'This question has no wording.' })
  if ('options' in question) {
    if (question.options.length === 0)
      problems.push({ place, message: 'This question has nothing to choose from.' })
    const values = repeated(question.options.map(option => option.value))
    problems.push(...values.map(value => ({ place, message: `Two of its options are “${value}”.` })))
  }
  return problems
}

function idProblems(place: string, id: string): Problem[] {
  if (idPattern.test(id)) return []
  return [{ place, message: `“${id}” cannot be an id: use letters, digits and hyphens, a letter first.` }]
}

function repeated(values: string[]): string[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))]
}

function twice(id: string, what: string): Problem {
  return { place: id, message: `Two ${what}s have the id “${id}”.` }
}
