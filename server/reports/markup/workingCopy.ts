import type { Problem } from '../../../analysis/index.ts'
import type { Consultation } from '../../consultations/store.ts'
import { notApproved } from '../../findings/approvals/approval.ts'
import { keepSaid } from '../../findings/quotes/guard.ts'
import { sourcesOf } from '../../findings/quotes/sources.ts'
import { standingOf } from '../../findings/quotes/standing.ts'
import { approvalsBehind, asReady } from '../approvals/sentences.ts'
import { leaksIn } from '../export/leaks.ts'
import { markdownFile } from '../export/markdown.ts'
import { gather } from '../gather.ts'
import type { Material } from '../material.ts'
import type { Report } from '../store.ts'
import { callsIn } from '../template/callsIn.ts'
import { readTemplate } from '../template/read.ts'
import { type Written, writeReport } from '../template/write.ts'
import { markUpFile } from './markUpFile.ts'

type WorkingCopy = { ok: true; bytes: Buffer } | { ok: false; problems: Problem[] }

/**
 * A report as a Word file to be marked up while it is still being worked on: findings need not be ready, nor sentences
 * marked. Quotes that may not be printed as they stand are left out, each with a sign in its place; who allows what is
 * read when the report is written and once more behind the file.
 *
 * @returns the file; or what it would give away, or why the template cannot be read
 */
export async function workingCopy(consultation: Consultation, report: Report): Promise<WorkingCopy> {
  const { parts, problems } = readTemplate(report.template)
  if (parts.length === 0 && problems.length > 0) return { ok: false, problems }
  const material = asReady(await gather(consultation, report.template))
  const whole = writeReport(report, material)
  const unfit = await unfitQuotes(report, whole)
  const written = writeReport(report, without(material, unfit))
  const leaks = await leaksIn(
    consultation._id,
    markdownFile(written),
    [...material.evidence.values()],
    written.printed.map(({ words }) => words),
  )
  if (leaks.length > 0) return { ok: false, problems: leaks }
  const called = callsIn(parts, 'all').map(({ key }) => key)
  const bytes = await markUpFile(report, written, leftOut([...called, ...unfit], written, material))
  const since = [...(await unfitQuotes(report, whole))].filter(key => !unfit.has(key))
  if (since.length > 0) return { ok: false, problems: since.map(changedSince) }
  await keepSaid(
    consultation._id,
    written.printed.map(({ speaker }) => speaker),
  )
  return { ok: true, bytes }
}

function changedSince(key: string): Problem {
  const message = `${key}: what its respondent allows has just changed. Export the copy again.`
  return { place: 'markups', message }
}

/** The quotes of a written report that may not be printed so now: not permitted, changed, or in a sentence that is not approved. */
async function unfitQuotes(report: Report, written: Written): Promise<Set<string>> {
  const sources = await sourcesOf(written.printed.map(({ source }) => source.quote))
  const printed = written.printed.map((quote, i) => ({ ...quote, source: sources[i] ?? quote.source }))
  const approvals = approvalsBehind(report._id, { ...written, printed })
  const unfit = printed.filter(({ source, words, who }, i) => {
    const standing = standingOf(source)
    const isChanged = !standing.usable || standing.who !== who || standing.words !== words
    const approval = approvals[i]
    return isChanged || (approval !== undefined && notApproved(approval ?? undefined) !== undefined)
  })
  return new Set(unfit.map(({ key }) => key))
}

function without(material: Material, unfit: Set<string>): Material {
  const why = 'may not be printed as it stands'
  const quotes = [...material.quotes].map(([key, quote]) =>
    unfit.has(key)
      ? ([key, { ...quote, standing: { key, usable: false as const, why } }] as const)
      : ([key, quote] as const),
  )
  return { ...material, quotes: new Map(quotes) }
}

/** Quotes that the report calls and does not print, in the order of their names. */
function leftOut(called: string[], { printed }: Written, { quotes }: Material): string[] {
  const shown = new Set(printed.map(({ key }) => key))
  return [...quotes.keys()].filter(key => called.includes(key) && !shown.has(key))
}
