import { codebookOf } from '../../codebook/store.ts'
import type { Entry } from '../../http/entry.ts'
import { problemAt } from '../../http/helpers/problemAt.ts'
import { type GoneWords, goneWordsOf } from '../../responses/gone/goneWords.ts'
import { findResponses } from '../../responses/store.ts'
import { coderNames } from '../pages/names.ts'
import { themeViews } from '../pages/themeViews.ts'
import { listMemos, type Memo } from './memoStore.ts'

/** A memo as it is shown and exported. */
export type MemoView = {
  id: string
  about: string
  /** Where what it is about can be read; empty for the consultation as a whole. */
  href: string
  by: string
  at: Date
  text: string
  /** Whether it repeats words that were withdrawn: a sign stands in their place. */
  withheld: boolean
  /** How often it was changed. */
  changes: number
}

/** A consultation's memos with the names of what they are about and of who wrote them, the newest first. */
export async function memoViews(consultation: string, memos?: Memo[]): Promise<MemoView[]> {
  const all = memos ?? (await listMemos(consultation))
  const [codebook, nameOf, responses, gone] = await Promise.all([
    codebookOf(consultation),
    coderNames(),
    findResponses(all.flatMap(({ about }) => (about.kind === 'response' ? [about.id] : []))),
    goneWordsOf(consultation),
  ])
  const themes = new Map(codebook.themes.map(theme => [theme.id, theme.name]))
  const references = new Map(responses.map(({ _id, reference }) => [_id, reference]))
  const named = ({ kind, id }: Memo['about']) => {
    if (kind === 'whole') return { about: 'The consultation as a whole', href: '' }
    const href = `/desk/${consultation}/${kind === 'theme' ? 'themes' : 'responses'}/${id}`
    return kind === 'theme'
      ? { about: `Theme: ${themes.get(id) ?? 'one that is gone'}`, href }
      : { about: `Response ${references.get(id) ?? 'that is gone'}`, href }
  }
  return all.map(memo => ({
    id: memo._id,
    ...named(memo.about),
    by: nameOf(memo.by),
    at: memo.at,
    ...shown(memo.versions.at(-1)?.text ?? '', gone),
    changes: memo.versions.length - 1,
  }))
}

function shown(text: string, gone: GoneWords) {
  return { text: gone.withheld(text), withheld: gone.repeats(text) }
}

/**
 * The list of memos, and the form of a new one.
 *
 * @param asked what the address says that it is to be about
 * @param mayRead whether whoever asks may read a memo
 */
export async function memosPage(
  consultation: string,
  asked: { about: string; reference: string },
  entry: Entry | undefined,
  mayRead: (memo: Memo) => boolean,
) {
  const readable = (await listMemos(consultation)).filter(mayRead)
  const [memos, codebook] = await Promise.all([memoViews(consultation, readable), codebookOf(consultation)])
  const values: Record<string, unknown> = entry?.values ?? asked
  const chosen = String(values.about || 'whole')
  const themes = [...themeViews(codebook.themes).values()].filter(theme => !theme.archived)
  const choices = [
    { value: 'whole', label: 'The consultation as a whole' },
    { value: 'response', label: 'A response' },
    ...themes.map(theme => ({ value: `theme:${theme.id}`, label: `Theme: ${theme.name}` })),
  ]
  return {
    memos,
    abouts: choices.map(choice => ({ ...choice, chosen: choice.value === chosen })),
    reference: fieldOf('reference', 'Reference of the response', values.reference, entry, {
      hint: { text: 'Only for a memo about a response, such as SND-ABCD-1234.' },
      classes: 'govuk-input--width-20',
    }),
    text: textField(values.text, entry),
    problems: entry?.problems,
  }
}

/** A memo with all that it ever said, the newest first, and for its writer the form that changes it. */
export async function memoPage(memo: Memo, account: string, entry: Entry | undefined) {
  const [[view], gone] = await Promise.all([
    memoViews(memo.consultation, [memo]),
    goneWordsOf(memo.consultation),
  ])
  return {
    memo: view,
    versions: memo.versions.map(({ at, text }) => ({ at, ...shown(text, gone) })).toReversed(),
    seen: memo.versions.length,
    mine: memo.by === account,
    text: textField(entry?.values.text ?? view?.text, entry),
    problems: entry?.problems,
  }
}

function textField(value: unknown, entry: Entry | undefined) {
  return fieldOf('text', 'Memo', value, entry, { rows: 8, spellcheck: true })
}

function fieldOf(
  name: string,
  label: string,
  value: unknown,
  entry: Entry | undefined,
  more: Record<string, unknown>,
) {
  const problem = problemAt(entry?.problems, name)
  return {
    name,
    label: { text: label, classes: 'govuk-label--s' },
    value: String(value ?? ''),
    ...(problem === undefined ? {} : { errorMessage: { text: problem } }),
    ...more,
  }
}
