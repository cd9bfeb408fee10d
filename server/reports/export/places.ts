import { inQuoteMarks } from '../../../analysis/application.ts'
import type { Span } from '../../../analysis/index.ts'
import { asMarkdown } from '../template/escape.ts'
import type { PrintedQuote } from '../template/writing.ts'

/**
 * Where a quote stands in its report's Markdown: from its opening mark to behind its closing one.
 * @throws Error where it was printed otherwise than by `printWords`: a programmer's mistake
 */
export function placeOf({ key, at, words }: PrintedQuote, markdown: string): Span {
  const printed = asMarkdown(inQuoteMarks(words))
  // A line break may have been put in between.
  const start = markdown.indexOf(printed, at)
  if (start < 0) throw new Error(`placeOf: ${key} does not stand where it was printed`)
  return { start, end: start + printed.length }
}
