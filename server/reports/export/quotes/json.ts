import type { Report } from '../../store.ts'
import type { QuoteRow } from './rows.ts'

/** Quotes as JSON for programs, under the report's number and title. */
export function quotesJson({ number, title }: Pick<Report, 'number' | 'title'>, quotes: QuoteRow[]): string {
  return `${JSON.stringify({ report: { number, title }, quotes }, null, 2)}\n`
}
