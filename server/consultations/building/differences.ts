import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '../../../analysis/index.ts'
import { type Translations, translationsIn } from '../languages/translations.ts'
import type { Option, Page, Question, QuestionType, Row } from '../questions.ts'
import { conditionWords } from './conditionWords.ts'
import { kinds } from './kinds.ts'
import type { Built } from './store.ts'

/** What became of a page or a question between two questionnaires; `details` say what changed of it. */
export type Difference = {
  what: 'added' | 'removed' | 'changed'
  of: 'page' | 'question'
  id: string
  name: string
  details: string[]
}

/** Whether something else is asked, or said in another language. */
export function differs(before: Built | undefined, after: Built): boolean {
  return (
    !isDeepStrictEqual(before?.pages ?? [], after.pages) ||
    !isDeepStrictEqual(before?.translations ?? {}, after.translations ?? {})
  )
}

/** What changed of a language; `changed` counts the texts that it says otherwise. */
export type LanguageChange = { tag: string; isNew: boolean; isGone: boolean; changed: number }

/** Every language in which something is said otherwise. */
export function languageChanges(before: Translations = {}, after: Translations = {}): LanguageChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap(tag => {
    const [was, is] = [before, after].map(
      translations => new Map(translationsIn(translations, tag).map(({ key, text }) => [key, text])),
    )
    const keys = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])]
    const changed = keys.filter(key => was?.get(key) !== is?.get(key)).length
    const [isNew, isGone] = [!Object.hasOwn(before, tag), !Object.hasOwn(after, tag)]
    return isNew || isGone || changed > 0 ? [{ tag, isNew, isGone, changed }] : []
  })
}

/** Every difference between two questionnaires: what was removed first, then in the order of the later one. */
export function differencesOf(before: Page[], after: Page[]): Difference[] {
  const [pagesBefore, pagesAfter] = [before, after].map(placed)
  const [questionsBefore, questionsAfter] = [before, after].map(pages =>
    pages.flatMap(page => placed(page.questions).map(each => ({ ...each, page }))),
  )
  const removed: Difference[] = [
    ...gone(pagesBefore ?? [], pagesAfter ?? []).map(page => of('removed', page)),
    ...gone(questionsBefore ?? [], questionsAfter ?? []).map(question => of('removed', question)),
  ]
  return [
    ...removed,
    ...(pagesAfter ?? []).flatMap(({ item }) => {
      const was = before.find(({ id }) => id === item.id)
      return was ? changed(item, pageDetails(was, item, before, after)) : [of('added', { item })]
    }),
    ...(questionsAfter ?? []).flatMap(({ item, page }) => {
      const was = questionsBefore?.find(each => each.item.id === item.id)
      if (!was) return [of('added', { item })]
      const details = questionDetails(was.item, item, before, after)
      if (was.page.id !== page.id) details.push(`Moved to the page “${page.title}”.`)
      else if (rank(was.page, item.id, page) !== rank(page, item.id, was.page))
        details.push('Stands at another place of its page.')
      return changed(item, details)
    }),
  ]
}

/** Questions whose id asked another type of question before: they need another id. */
export function typeProblems(asked: ReadonlyMap<string, QuestionType>, pages: Page[]): Problem[] {
  return pages.flatMap(page =>
    page.questions.flatMap(({ id, type }) => {
      const was = asked.get(id)
      if (was === undefined || was === type) return []
      return [
        {
          place: `${page.id}.${id}`,
          message: `“${id}” was published as another type of question (${kinds[was].name.toLowerCase()}), and is one to “${kinds[type].name.toLowerCase()}” now. Answers to both could not be put together: give this one another id.`,
        },
      ]
    }),
  )
}

type Item = Page | Question
type Placed<T> = { item: T; at: number }

function placed<T>(items: T[]): Placed<T>[] {
  return items.map((item, at) => ({ item, at }))
}

function gone<T extends Item>(before: { item: T }[], after: { item: T }[]): { item: T }[] {
  const there = new Set(after.map(({ item }) => item.id))
  return before.filter(({ item }) => !there.has(item.id))
}

function of(what: Difference['what'], { item }: { item: Item }, details: string[] = []): Difference {
  const isPage = 'questions' in item
  return {
    what,
    of: isPage ? 'page' : 'question',
    id: item.id,
    name: isPage ? item.title : item.label,
    details,
  }
}

function changed(item: Item, details: string[]): Difference[] {
  return details.length > 0 ? [of('changed', { item }, details)] : []
}

/** The place of a question among those that its page has in both questionnaires. */
function rank(page: Page, id: string, other: Page): number {
  const both = page.questions.filter(question => other.questions.some(each => each.id === question.id))
  return both.findIndex(question => question.id === id)
}

function pageDetails(was: Page, is: Page, before: Page[], after: Page[]): string[] {
  const both = (pages: Page[], others: Page[]) =>
    pages.filter(page => others.some(({ id }) => id === page.id)).findIndex(({ id }) => id === is.id)
  return [
    ...reworded('Title', was.title, is.title),
    ...reworded('Introduction', was.intro, is.intro),
    ...whenDetails(was, is, before, after),
    ...(both(before, after) === both(after, before) ? [] : ['Stands at another place.']),
  ]
}

function questionDetails(was: Question, is: Question, before: Page[], after: Page[]): string[] {
  const details = [
    ...reworded('Wording', was.label, is.label),
    ...reworded('Hint', was.hint, is.hint),
    ...whenDetails(was, is, before, after),
  ]
  if (was.required !== is.required)
    details.push(is.required ? 'Must be answered now.' : 'Need not be answered now.')
  if (was.type !== is.type) details.push(`Is of another type: ${kinds[is.type].name.toLowerCase()}.`)
  if ('options' in was && 'options' in is)
    details.push(...listDetails('Option', was.options.map(keyed), is.options.map(keyed)))
  if (was.type === 'matrix' && is.type === 'matrix')
    details.push(...listDetails('Row', was.rows.map(keyedRow), is.rows.map(keyedRow)))
  const told = ['label', 'hint', 'when', 'required', 'type', 'options', 'rows', 'id']
  const rest = (question: Question) =>
    Object.fromEntries(Object.entries(question).filter(([name]) => !told.includes(name)))
  if (!isDeepStrictEqual(rest(was), rest(is))) details.push('Its limits or details changed.')
  return details
}

function reworded(what: string, was = '', is = ''): string[] {
  if (was === is) return []
  if (was === '') return [`${what} added: “${is}”.`]
  return [is === '' ? `${what} removed: “${was}”.` : `${what} changed from “${was}” to “${is}”.`]
}

function whenDetails(was: Item, is: Item, before: Page[], after: Page[]): string[] {
  if (isDeepStrictEqual(was.when, is.when)) return []
  const said = is.when ? `only when ${conditionWords(is.when, after)}` : 'always'
  const saidBefore = was.when ? `only when ${conditionWords(was.when, before)}` : 'always'
  return [`Asked ${said}; before, ${saidBefore}.`]
}

type Keyed = { key: string; label: string; rest: unknown }
const keyed = ({ value, label, ...rest }: Option): Keyed => ({ key: value, label, rest })
const keyedRow = ({ id, label }: Row): Keyed => ({ key: id, label, rest: {} })

function listDetails(what: string, was: Keyed[], is: Keyed[]): string[] {
  const added = is.filter(({ key }) => !was.some(each => each.key === key))
  const removed = was.filter(({ key }) => !is.some(each => each.key === key))
  const details = [
    ...added.map(({ label }) => `${what} added: “${label}”.`),
    ...removed.map(({ label }) => `${what} removed: “${label}”. Answers that chose it stay counted.`),
  ]
  for (const each of is) {
    const before = was.find(({ key }) => key === each.key)
    if (!before) continue
    details.push(...reworded(what, before.label, each.label))
    if (!isDeepStrictEqual(before.rest, each.rest))
      details.push(`${what} “${each.label}”: its marks changed.`)
  }
  const order = (list: Keyed[], others: Keyed[]) =>
    list.map(({ key }) => key).filter(key => others.some(each => each.key === key))
  if (!isDeepStrictEqual(order(was, is), order(is, was))) details.push(`${what}s stand in another order.`)
  return details
}
