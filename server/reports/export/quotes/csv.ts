import { type Options, stringify } from 'csv-stringify/sync'
import { type BankRow, bankColumnNames, columnNames, type QuoteRow } from './rows.ts'

const options = { escape_formulas: true, record_delimiter: 'windows' } as const satisfies Options

/** Quotes as CSV for spreadsheets. A cell that one would run as a formula is disarmed by an apostrophe. */
export function quotesCsv(rows: QuoteRow[]): string {
  return stringify(rows, { ...options, header: true, bom: true, columns: columnNames })
}

/** Rows of a quote bank, a batch at a time, as the same. */
export async function* bankCsv(batches: AsyncIterable<BankRow[]>): AsyncGenerator<string> {
  yield stringify([], { ...options, header: true, bom: true, columns: bankColumnNames })
  for await (const rows of batches) yield stringify(rows, { ...options, columns: bankColumnNames })
}
