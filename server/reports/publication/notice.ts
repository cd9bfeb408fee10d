import type { PublishedQuote } from './store.ts'

/**
 * What makes the notice to somebody whom a report quotes this and no other: a later version that prints the same
 * words of them is no news.
 */
export function noticeCause(report: string, respondent: string, quotes: PublishedQuote[]): string {
  const printed = quotes
    .filter(quote => quote.respondent === respondent)
    .map(({ words, names }) => [words, ...names].join('\u0001'))
  return [report, respondent, ...printed].join('\u0000')
}
