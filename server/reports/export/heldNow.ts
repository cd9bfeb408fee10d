import { type Problem, verifyQuote } from '../../../analysis/index.ts'
import { type QuoteSource, sourcesOf } from '../../findings/quotes/sources.ts'
import { lookAt, standingOf } from '../../findings/quotes/standing.ts'
import { approvalProblems, type WithQuotes } from '../approvals/sentences.ts'
import type { PrintedQuote } from '../template/writing.ts'

/** The printed quotes with their sources as they are now, and what no longer holds of them as they were printed. */
export type HeldNow = { printed: PrintedQuote[]; problems: Problem[] }

/**
 * Reads again, after a report was written, what its respondents permit, what they approved, and what they wrote.
 *
 * @param report its id
 */
export async function heldNow(report: string, written: WithQuotes): Promise<HeldNow> {
  const sources = await sourcesOf(written.printed.map(({ source }) => source.quote))
  const printed = written.printed.map((quote, i) => ({ ...quote, source: sources[i] ?? quote.source }))
  const problems = [
    ...sources.flatMap((source, i) => changedSince(written.printed[i], source)),
    ...approvalProblems(report, { ...written, printed }),
  ]
  return { printed, problems }
}

function changedSince(was: PrintedQuote | undefined, source: QuoteSource): Problem[] {
  const standing = standingOf(source)
  const look = lookAt(standing)
  if (look) return [{ place: 'template', message: look }]
  const text = source.text && { id: source.text._id, text: source.text.text }
  const [problem] = verifyQuote(text, source.quote, was?.words)
  if (problem) return [{ place: 'template', message: `${standing.key}: ${problem.message}` }]
  if (standing.usable && standing.who !== was?.who)
    return [
      {
        place: 'template',
        message: `${standing.key}: what its respondent allows has just changed. Export again.`,
      },
    ]
  return []
}
