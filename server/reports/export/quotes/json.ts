import type { Report } from '../../store.ts'
import type { BankRow, QuoteRow } from './rows.ts'

/** Quotes as JSON for programs, under the report's number and title. */
export function quotesJson({ number, title }: Pick<Report, 'number' | 'title'>, quotes: QuoteRow[]): string {
  return `${JSON.stringify({ report: { number, title }, quotes }, null, 2)}\n`
}

/** Rows of a quote bank as one JSON document, a few at a time. */
export async function* bankJson(rows: AsyncIterable<BankRow>): AsyncGenerator<string> {
  let before = '{"quotes":['
  for await (const row of rows) {
    yield `${before}\n${JSON.stringify(row)}`
    before = ','
  }
  yield before === ',' ? '\n]}\n' : `${before}]}\n`
}
