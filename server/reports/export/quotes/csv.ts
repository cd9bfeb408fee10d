import { type Options, type Stringifier, stringify as stringifyRows } from 'csv-stringify'
import { stringify } from 'csv-stringify/sync'
import { type BankRow, columnNames, type QuoteRow } from './rows.ts'

const options = {
  header: true,
  escape_formulas: true,
  bom: true,
  record_delimiter: 'windows',
} as const satisfies Options

/** Quotes as CSV for spreadsheets. A cell that one would run as a formula is disarmed by an apostrophe. */
export function quotesCsv(rows: QuoteRow[]): string {
  return stringify(rows, { ...options, columns: columnNames })
}

/** Makes rows of a quote bank that are streamed into it the same, a few at a time. */
export function bankCsv(): Stringifier {
  const columns = columnNames.filter((name): name is keyof BankRow => name !== 'note')
  return stringifyRows({ ...options, columns })
}
