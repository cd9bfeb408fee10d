import type { Entry } from '../../http/entry.ts'
import type { Page, Question } from '../questions.ts'
import {
  type Asked,
  askable,
  entryOf,
  type Flat,
  flatOf,
  linesOf,
  relationsFor,
  type Term,
} from './conditionForm.ts'
import { askedWords, conditionWords, relationWords } from './conditionWords.ts'

/** Whose condition it is: a page’s, or a question’s of that page. */
export type Owner = { page: Page; question?: Question }

/** The form of a condition, as it is or as it was entered. */
export function conditionPage(pages: Page[], owner: Owner, entry: Entry | undefined, replacing: boolean) {
  const { page, question } = owner
  const when = (question ?? page).when
  const earlier = askable(pages, { page: page.id, ...(question ? { question: question.id } : {}) })
  const flat = entry ? linesOf(entry.values) : (flatOf(when) ?? (replacing ? flatOf(undefined) : undefined))
  return {
    title: question ? 'When this question is asked' : 'When this page is shown',
    what: question ? question.label : page.title,
    now: when && conditionWords(when, pages),
    /** Too deep for the form: it may be kept, replaced or removed. */
    nested: flat === undefined,
    problems: entry?.problems.length ? entry.problems : undefined,
    unsaved: entry !== undefined,
    form: flat && formOf(flat, earlier, pages, entry?.problems ?? []),
  }
}

function formOf(flat: Flat, earlier: Asked[], pages: Page[], problems: Entry['problems']) {
  return {
    total: flat.terms.length,
    several: flat.terms.length > 1,
    join: [
      { value: 'all', label: 'all of these hold', chosen: flat.join === 'all' },
      { value: 'any', label: 'at least one of these holds', chosen: flat.join === 'any' },
    ],
    lines: flat.terms.map((term, n) => lineOf(term, n, pages, problems)),
    error: problems.find(({ place }) => place === 'earlier')?.message,
    hidden: flat.terms.length > 1 ? undefined : flat.join,
    earlier: earlier.map(({ key, question, row }) => ({
      value: key,
      label: askedWords(question, question.id, row),
    })),
  }
}

function lineOf({ comparison, not }: Term, n: number, pages: Page[], problems: Entry['problems']) {
  const { question: id, row, is, value = '' } = comparison
  const question = pages.flatMap(page => page.questions).find(each => each.id === id)
  const known = question ? relationsFor(question) : []
  const offered = known.includes(is) ? known : [...known, is]
  return {
    n,
    number: n + 1,
    key: row === undefined ? id : `${id}:${row}`,
    asked: askedWords(question, id, row),
    relations: offered.flatMap(relation => {
      const [so, unlike] = relationWords(relation, question)
      return [
        { value: relation, label: so, chosen: relation === is && !not },
        { value: `not ${relation}`, label: unlike, chosen: relation === is && not },
      ]
    }),
    options:
      question && 'options' in question
        ? question.options.map(option => ({ ...option, chosen: option.value === value }))
        : undefined,
    value,
    takesValue: offered.some(relation => relation !== 'answered'),
    day: question?.type === 'date',
    error: problems.find(({ place }) => place === `value-${n}`)?.message,
  }
}

/** The form with one more line, of the question that was chosen. */
export function withLine(entry: Record<string, unknown>, key: string, pages: Page[]) {
  const flat = linesOf(entry)
  const [id = '', row] = key.split(':')
  const question = pages.flatMap(page => page.questions).find(each => each.id === id)
  const [is = 'answered'] = question ? relationsFor(question) : []
  const comparison = { question: id, ...(row === undefined ? {} : { row }), is, value: '' }
  return entryOf({ ...flat, terms: [...flat.terms, { comparison, not: false }] })
}
