import { type Problem, verifyQuote } from '../../../analysis/index.ts'
import type { Consultation } from '../../consultations/store.ts'
import { keepSaid } from '../../findings/quotes/guard.ts'
import { type QuoteSource, sourcesOf } from '../../findings/quotes/sources.ts'
import { lookAt, standingOf } from '../../findings/quotes/standing.ts'
import { approvalProblems } from '../approvals/sentences.ts'
import { gather } from '../gather.ts'
import { unmarkedProblems } from '../ledger/ledger.ts'
import type { Material } from '../material.ts'
import { restsProblems } from '../rests.ts'
import type { Report } from '../store.ts'
import { type Written, writeReport } from '../template/write.ts'
import type { PrintedQuote } from '../template/writing.ts'
import { leaksIn } from './leaks.ts'
import { markdownFile } from './markdown.ts'

/** A report that may leave the house, or everything that stands in its way. */
export type Exported = { ok: true; written: Written; material: Material } | { ok: false; problems: Problem[] }

/**
 * Writes a report for export, in which every sentence must be accounted for. After it is written, each quote's source and permission are read again: whoever
 * withdrew or narrowed their permission in the meantime stops it.
 */
export async function exportReport(consultation: Consultation, report: Report): Promise<Exported> {
  const material = await gather(consultation, report.template)
  const written = writeReport(report, material)
  const now = await sourcesOf(written.printed.map(({ source }) => source.quote))
  const problems = [
    ...written.problems,
    ...restsProblems(report, material),
    ...unmarkedProblems(written.ledger),
    ...changedSince(written.printed, now),
    ...approvalProblems(report._id, written, now),
    ...(await leaksIn(consultation._id, markdownFile(written), material.evidence.values())),
  ]
  if (problems.length > 0) return { ok: false, problems }
  await keepSaid(
    consultation._id,
    written.printed.map(({ speaker }) => speaker),
  )
  return { ok: true, written, material }
}

/** What no longer holds of the quotes as they were printed. */
function changedSince(printed: PrintedQuote[], now: QuoteSource[]): Problem[] {
  return now.flatMap((source, i) => {
    const was = printed[i]
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
  })
}
