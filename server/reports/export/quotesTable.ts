import { stringify } from 'csv-stringify/sync'
import type { Theme } from '../../../analysis/index.ts'
import type { CountedFinding } from '../../findings/count.ts'
import { languageOfQuote } from '../../findings/quotes/language.ts'
import type { PrintedQuote } from '../template/writing.ts'

/**
 * The report's quotes as CSV for spreadsheets. `reference` is the report's own name for the respondent; offsets
 * are UTF-16 code units. A cell that a spreadsheet would run as a formula is disarmed by an apostrophe.
 */
export function quotesTable(printed: PrintedQuote[], findings: Iterable<CountedFinding>): string {
  const byId = new Map(Array.from(findings, counted => [counted.finding._id, counted]))
  const rows = printed.map(({ source, words, who, pseudonym, question, note }) => {
    const { quote, speaker } = source
    return {
      reference: pseudonym,
      note,
      question,
      finding: byId.get(quote.finding)?.finding.key ?? '',
      theme: (byId.get(quote.finding)?.themes ?? [])
        .map((theme: Pick<Theme, 'name'>) => theme.name)
        .join('; '),
      side: quote.side === 'quote' ? 'for' : 'against',
      attribution: who,
      permission: speaker?.choice ?? '',
      start: quote.start,
      end: quote.end,
      words,
      language: source.text ? languageOfQuote(source.text, quote).code : '',
      translation: quote.translation ?? '',
    }
  })
  return stringify(rows, {
    header: true,
    columns: [...columns],
    escape_formulas: true,
    bom: true,
    record_delimiter: 'windows',
  })
}

const columns = [
  'reference',
  'note',
  'question',
  'finding',
  'theme',
  'side',
  'attribution',
  'permission',
  'start',
  'end',
  'words',
  'language',
  'translation',
] as const
