import type { Problem } from '../../../analysis/index.ts'
import type { Consultation } from '../../consultations/store.ts'
import { keepSaid } from '../../findings/quotes/guard.ts'
import { gather } from '../gather.ts'
import { unmarkedProblems } from '../ledger/ledger.ts'
import type { Material } from '../material.ts'
import { restsProblems } from '../rests.ts'
import type { Report } from '../store.ts'
import { type Written, writeReport } from '../template/write.ts'
import { heldNow } from './heldNow.ts'
import { leaksIn } from './leaks.ts'
import { markdownFile } from './markdown.ts'

/** A report that may leave the house, or everything that stands in its way. */
export type Exported = { ok: true; written: Written; material: Material } | { ok: false; problems: Problem[] }

/**
 * Writes a report for export, in which every sentence must be accounted for. After it is written, each quote's source,
 * permission and approval are read again: whoever withdrew or narrowed their permission in the meantime stops it. What
 * takes longer than this before it leaves the house reads them once more, by `heldNow`.
 */
export async function exportReport(consultation: Consultation, report: Report): Promise<Exported> {
  const material = await gather(consultation, report.template)
  const written = writeReport(report, material)
  const leaks = await leaksIn(
    consultation._id,
    markdownFile(written),
    [...material.evidence.values()],
    written.printed.map(({ words }) => words),
  )
  const { printed, problems: held } = await heldNow(report._id, written)
  const problems = [
    ...written.problems,
    ...restsProblems(report, material),
    ...unmarkedProblems(written.ledger),
    ...held,
    ...leaks,
  ]
  if (problems.length > 0) return { ok: false, problems }
  await keepSaid(
    consultation._id,
    written.printed.map(({ speaker }) => speaker),
  )
  return { ok: true, written: { ...written, printed }, material }
}
