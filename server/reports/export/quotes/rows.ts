import { listedEdits } from '../../../../analysis/application.ts'
import type { Edit } from '../../../../analysis/index.ts'
import type { CountedFinding } from '../../../findings/count.ts'
import { languageOfQuote } from '../../../findings/quotes/language.ts'
import type { PrintedQuote } from '../../template/writing.ts'

/**
 * A quote of a report's quote bank. `reference` is the report's own name for the respondent; offsets are UTF-16 code
 * units; `translation` is empty where there is none. What was changed in the words is listed in words for people
 * (`edits`) and as it is kept for programs (`changes`); neither tells what was redacted.
 */
export type QuoteRow = {
  reference: string
  note: number
  question: string
  finding: string
  theme: string
  side: 'for' | 'against'
  attribution: string
  permission: string
  start: number
  end: number
  words: string
  language: string
  translation: string
  edits: string
  changes: Edit[]
}

/** The columns of a table in their order, and which hold numbers. */
export const columns = {
  reference: 'words',
  note: 'number',
  question: 'words',
  finding: 'words',
  theme: 'words',
  side: 'words',
  attribution: 'words',
  permission: 'words',
  start: 'number',
  end: 'number',
  words: 'words',
  language: 'words',
  translation: 'words',
  edits: 'words',
} as const satisfies Record<Exclude<keyof QuoteRow, 'changes'>, 'words' | 'number'>

export type Column = keyof typeof columns

export const columnNames = Object.keys(columns) as Column[]
export const bankColumnNames = columnNames.filter(name => name !== 'note')

/** The report's quotes in the order in which they are printed: what CSV, XLSX and JSON are all made of. */
export function quoteRows(printed: PrintedQuote[], findings: Iterable<CountedFinding>): QuoteRow[] {
  const rests = new Map(
    Array.from(findings, ({ finding, themes }) => [
      finding._id,
      { finding: finding.key, themes: themes.map(theme => theme.name) },
    ]),
  )
  return printed.map(quote => ({ ...bankRow(quote, rests), note: quote.note }))
}

/** What a quote's finding is called, and the names of its themes, by the finding's id. */
export type RestsOn = ReadonlyMap<string, { finding: string; themes: string[] }>

/** A quote outside any report, which has no note. */
export type BankRow = Omit<QuoteRow, 'note'>

/** A row as programs have it: its edits as they are kept, each with its place. */
export function forPrograms<Row extends BankRow>({ changes, ...row }: Row) {
  return { ...row, edits: changes }
}

/** Makes a row of a quote as it is printed. */
export function bankRow(
  {
    source,
    words,
    who,
    pseudonym,
    question,
  }: Omit<PrintedQuote, 'note' | 'at' | 'key' | 'speaker' | 'printed'>,
  rests: RestsOn,
): BankRow {
  const { quote, speaker, text } = source
  const { finding, themes } = rests.get(quote.finding) ?? { finding: '', themes: [] }
  return {
    reference: pseudonym,
    question,
    finding,
    theme: themes.join('; '),
    side: quote.side === 'quote' ? 'for' : 'against',
    attribution: who,
    permission: speaker?.choice ?? '',
    start: quote.start,
    end: quote.end,
    words,
    language: text ? languageOfQuote(text, quote).code : '',
    translation: quote.translation ?? '',
    edits: text ? listedEdits(text.text, quote).join('; ') : '',
    changes: quote.edits,
  }
}
