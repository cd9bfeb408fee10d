import { listAccounts } from '../accounts/store.ts'
import { type Codebook, codebookOf } from '../codebook/store.ts'
import { questionLabels } from '../coding/pages/questionLabels.ts'
import type { Consultation } from '../consultations/store.ts'
import { sampleAttributes } from '../responses/words/attributeStore.ts'
import { type ReadySearch, ready } from './find.ts'
import type { SearchForm } from './forms.ts'
import { type Names, plain, type Resolved, resolveQuery } from './query/resolve.ts'

/** What somebody asks for, whatever layout they want it in. */
export type Asked = Omit<SearchForm, 'as'>

/** What there is to search by in a consultation. */
export type Known = { names: Names; codebook: Codebook; attributes: Map<string, string[]> }

const always = ['role', 'sector', 'nation']

export async function knownIn(consultation: Pick<Consultation, '_id' | 'version'>): Promise<Known> {
  const [codebook, questions, attributes, accounts] = await Promise.all([
    codebookOf(consultation._id),
    questionLabels(consultation._id, consultation.version),
    sampleAttributes(consultation._id),
    listAccounts(),
  ])
  const names: Names = {
    themes: codebook.themes,
    questions,
    attributes: [...new Set([...always, ...attributes.keys()])],
    coders: new Map(accounts.map(({ _id, name }) => [_id, name])),
  }
  return { names, codebook, attributes }
}

/** A search made ready, nothing where nothing was asked, or what is wrong with the query. */
export type Read = { ok: true; search: ReadySearch | undefined } | Extract<Resolved, { ok: false }>

/** Reads a query together with what was chosen beside it: a theme chosen is one that the same passage is coded with. */
export function readAsked(asked: Asked, names: Names): Read {
  const alone = resolveQuery(asked.q, names)
  if (!alone.ok) return alone
  const whole = resolveQuery(wholeQuery(asked), names)
  if (!whole.ok) return { ok: false, problems: whole.problems.map(problem => ({ ...problem, place: 'q' })) }
  return { ok: true, search: whole.search && ready(whole.search) }
}

/** All that is asked for as one query. */
function wholeQuery({ q, theme, question, verdict, who }: Asked): string {
  const words = q.trim()
  const onTheme = theme === '' ? words : `theme:"${theme}"${words === '' ? '' : ` AND (${words})`}`
  return [onTheme, question && `question:"${question}"`, verdict && `verdict:${verdict}`, who]
    .filter(part => part !== '')
    .join(' ')
}

/** An attribute as a query says it. */
export function whoSays(name: string, value: string): string {
  return `${plain(name)}:"${value.replace(/["“”]/g, '')}"`
}

/** What is asked for as fields of a form or an address; empty ones say nothing. */
export function fieldsOf(asked: Partial<SearchForm>): Record<string, string> {
  const given = Object.entries(asked).filter(
    ([name, value]) => value !== undefined && value !== '' && !(name === 'as' && value === 'passages'),
  )
  return Object.fromEntries(given)
}
