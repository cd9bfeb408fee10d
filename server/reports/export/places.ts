import type { Span } from '../../../analysis/index.ts'
import { asSet } from '../template/printedQuote.ts'
import type { PrintedQuote } from '../template/writing.ts'

/**
 * Where a quote stands in its report's Markdown: from its opening mark to behind its closing one.
 * @throws Error where it was printed otherwise than by `printWords`: a programmer's mistake
 */
export function placeOf({ key, at, printed }: PrintedQuote, markdown: string): Span {
  // A line break may have been put in between.
  const near = markdown.slice(at, at + printed.length + 4)
  for (const set of asSet(printed)) {
    const found = near.indexOf(set)
    if (found >= 0) return { start: at + found, end: at + found + set.length }
  }
  throw new Error(`placeOf: ${key} does not stand where it was printed`)
}
