import { stringify } from 'csv-stringify/sync'
import { columnNames, type QuoteRow } from './rows.ts'

/** Quotes as CSV for spreadsheets. A cell that one would run as a formula is disarmed by an apostrophe. */
export function quotesCsv(rows: QuoteRow[]): string {
  return stringify(rows, {
    header: true,
    columns: columnNames,
    escape_formulas: true,
    bom: true,
    record_delimiter: 'windows',
  })
}
