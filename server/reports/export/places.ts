import type { Span } from '../../../analysis/index.ts'
import { asSet } from '../template/printedQuote.ts'
import type { PrintedQuote } from '../template/writing.ts'

/**
 * Where a quote stands in its report's Markdown: from its opening mark to behind its closing one.
 * @throws Error where it was printed otherwise than by `printWords`: a programmer's mistake
 */
export function placeOf({ key, at, printed }: PrintedQuote, markdown: string): Span {
  // A line break may have been put in between.
  const [first] = asSet(printed)
    .map(set => ({ start: markdown.indexOf(set, at), length: set.length }))
    .filter(({ start }) => start >= 0)
    .sort((a, b) => a.start - b.start)
  if (!first) throw new Error(`placeOf: ${key} does not stand where it was printed`)
  return { start: first.start, end: first.start + first.length }
}
