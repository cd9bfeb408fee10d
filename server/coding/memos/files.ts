import { stringify } from 'csv-stringify/sync'
import { escapeMarkdown } from '../../../analysis/application.ts'
import { listAccounts } from '../../accounts/store.ts'
import { latestVersions } from '../../codebook/store.ts'
import { goneWordsOf } from '../../responses/gone/goneWords.ts'
import { listMemos, type Memo } from './memoStore.ts'
import { memoViews } from './page.ts'

export const memoFormats = ['csv', 'md'] as const
export type MemoFormat = (typeof memoFormats)[number]

/** One entry of a file: a memo, or a version of the codebook. */
type Entry = { heading: string; words: string; row: Record<string, string> }

/** Those of a consultation's memos that somebody may read as a file, the oldest first. */
export async function memosFile(
  consultation: string,
  format: MemoFormat,
  mayRead: (memo: Memo) => boolean,
): Promise<string> {
  const readable = (await listMemos(consultation)).filter(mayRead)
  const memos = (await memoViews(consultation, readable)).reverse()
  const entries = memos.map(({ about, by, at, text, changes }) => ({
    heading: `${about}, ${dayOf(at)}, ${by}`,
    words: text,
    row: { about, date: at.toISOString(), by, changes: String(changes), text },
  }))
  return fileOf('Memos', entries, format)
}

/** What each version of a consultation's codebook changed, the oldest first, as a file. */
export async function historyFile(consultation: string, format: MemoFormat): Promise<string> {
  const [versions, accounts, gone] = await Promise.all([
    latestVersions(consultation, Number.MAX_SAFE_INTEGER),
    listAccounts(),
    goneWordsOf(consultation),
  ])
  const people = new Map(accounts.map(account => [account._id, account.name]))
  const entries = versions.toReversed().map(({ version, change: made, by, at }) => {
    const change = gone.withheld(made)
    const who = by === '' ? 'Soundings' : (people.get(by) ?? 'someone whose account is gone')
    return {
      heading: `Version ${version}, ${dayOf(at)}, ${who}`,
      words: change,
      row: { version: String(version), date: at.toISOString(), by: who, change },
    }
  })
  return fileOf('History of themes', entries, format)
}

function fileOf(title: string, entries: Entry[], format: MemoFormat): string {
  if (format === 'csv')
    return stringify(
      entries.map(({ row }) => row),
      { header: true, escape_formulas: true, bom: true, record_delimiter: 'windows' },
    )
  const parts = entries.map(
    ({ heading, words }) => `## ${escapeMarkdown(heading)}\n\n${escapeMarkdown(words)}`,
  )
  return `${[`# ${title}`, ...parts].join('\n\n')}\n`
}

function dayOf(date: Date): string {
  return date.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' })
}
