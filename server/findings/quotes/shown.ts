import { type PrintedRun, printedRuns, quotePieces } from '../../../analysis/application.ts'
import type { QuoteSource } from './sources.ts'
import type { Standing } from './standing.ts'

/** A quote as it is printed, in runs of which some are emphasised, and who said it. */
export function shownQuote(
  { quote, text, style }: QuoteSource,
  standing: Standing & { usable: true },
): PrintedRun[] {
  if (!text) throw new Error(`shownQuote: quote ${quote._id} has no text`)
  const runs = printedRuns(quotePieces(text.text, quote), style)
  return [...runs, { words: ` — ${standing.who}`, emphasis: false }]
}
