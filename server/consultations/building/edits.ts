import type { Condition } from '../conditions.ts'
import { repiped } from '../piping.ts'
import type { Page, Question } from '../questions.ts'
import { idFrom, questionIds, takenPageIds } from './ids.ts'

/** Where a question stands: of which page, and at which place of it, from 0. */
export type Place = { page: Page; at: number; question: Question }

export function placeOf(pages: readonly Page[], id: string): Place | undefined {
  for (const page of pages) {
    const at = page.questions.findIndex(question => question.id === id)
    const question = page.questions[at]
    if (question) return { page, at, question }
  }
  return undefined
}

export function replacePage(pages: Page[], id: string, by: Page[]): Page[] {
  return pages.flatMap(page => (page.id === id ? by : [page]))
}

export function replaceQuestion(pages: Page[], id: string, by: Question[]): Page[] {
  return pages.map(page => ({
    ...page,
    questions: page.questions.flatMap(question => (question.id === id ? by : [question])),
  }))
}

export type Direction = 'up' | 'down'

export function movePage(pages: Page[], id: string, direction: Direction): Page[] {
  return moved(
    pages,
    pages.findIndex(page => page.id === id),
    direction,
  )
}

/** Moves a question within its page, and from its end onto the page beside it. */
export function moveQuestion(pages: Page[], id: string, direction: Direction): Page[] {
  const place = placeOf(pages, id)
  if (!place) return pages
  const { page, at, question } = place
  const to = at + (direction === 'up' ? -1 : 1)
  if (to >= 0 && to < page.questions.length)
    return replacePage(pages, page.id, [{ ...page, questions: moved(page.questions, at, direction) }])
  const neighbour = pages[pages.indexOf(page) + (direction === 'up' ? -1 : 1)]
  if (!neighbour) return pages
  const questions =
    direction === 'up' ? [...neighbour.questions, question] : [question, ...neighbour.questions]
  return replacePage(replaceQuestion(pages, id, []), neighbour.id, [{ ...neighbour, questions }])
}

function moved<T>(items: T[], at: number, direction: Direction): T[] {
  const to = at + (direction === 'up' ? -1 : 1)
  const item = items[at]
  if (item === undefined || to < 0 || to >= items.length) return items
  const rest = items.filter((_, index) => index !== at)
  return [...rest.slice(0, to), item, ...rest.slice(to)]
}

/** Puts a copy behind a question, with an id that none of `used` is. */
export function copyQuestion(pages: Page[], id: string, used: ReadonlySet<string>): Page[] {
  const place = placeOf(pages, id)
  if (!place) return pages
  const { about: _once, ...rest } = place.question
  const copy = { ...rest, id: idFrom(id, new Set([...used, ...questionIds(pages)]), 'question') } as Question
  return replaceQuestion(pages, id, [place.question, copy])
}

/** Puts a copy behind a page; its conditions and wordings speak of the copied questions. */
export function copyPage(pages: Page[], id: string, used: ReadonlySet<string>): Page[] {
  const page = pages.find(each => each.id === id)
  if (!page) return pages
  const taken = new Set([...used, ...questionIds(pages)])
  let copy: Page = { ...page, id: idFrom(id, takenPageIds(pages), 'page') }
  for (const question of page.questions) {
    const to = idFrom(question.id, taken, 'question')
    taken.add(to)
    copy = withNewId(copy, question.id, to)
  }
  const questions = copy.questions.map(({ about: _once, ...question }) => question as Question)
  return replacePage(pages, id, [page, { ...copy, questions }])
}

/** The same pages with another id for one question, in conditions and wordings too. */
export function renameQuestion(pages: Page[], from: string, to: string): Page[] {
  return from === to ? pages : pages.map(page => withNewId(page, from, to))
}

function withNewId(page: Page, from: string, to: string): Page {
  const words = (text: string) => repiped(text, from, to)
  return {
    ...page,
    title: words(page.title),
    ...(page.intro === undefined ? {} : { intro: words(page.intro) }),
    ...(page.when ? { when: aboutAnother(page.when, from, to) } : {}),
    questions: page.questions.map(question => ({
      ...question,
      id: question.id === from ? to : question.id,
      label: words(question.label),
      ...(question.hint === undefined ? {} : { hint: words(question.hint) }),
      ...(question.type === 'statement' ? { text: question.text.map(words) } : {}),
      ...(question.when ? { when: aboutAnother(question.when, from, to) } : {}),
    })),
  }
}

function aboutAnother(condition: Condition, from: string, to: string): Condition {
  if ('all' in condition) return { all: condition.all.map(each => aboutAnother(each, from, to)) }
  if ('any' in condition) return { any: condition.any.map(each => aboutAnother(each, from, to)) }
  if ('not' in condition) return { not: aboutAnother(condition.not, from, to) }
  return condition.question === from ? { ...condition, question: to } : condition
}
