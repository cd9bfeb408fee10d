import type { Report } from '../../store.ts'
import { type BankRow, forPrograms, type QuoteRow } from './rows.ts'

/** Quotes as JSON for programs, under the report's number and title. */
export function quotesJson({ number, title }: Pick<Report, 'number' | 'title'>, rows: QuoteRow[]): string {
  return `${JSON.stringify({ report: { number, title }, quotes: rows.map(forPrograms) }, null, 2)}\n`
}

/** Rows of a quote bank as one JSON document, a batch at a time. */
export async function* bankJson(batches: AsyncIterable<BankRow[]>): AsyncGenerator<string> {
  let before = '\n'
  yield '{"quotes":['
  for await (const rows of batches) {
    if (rows.length === 0) continue
    yield before + rows.map(row => JSON.stringify(forPrograms(row))).join(',\n')
    before = ',\n'
  }
  yield before === '\n' ? ']}\n' : '\n]}\n'
}
