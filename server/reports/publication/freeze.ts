import type { Problem } from '../../../analysis/index.ts'
import type { Consultation } from '../../consultations/store.ts'
import { newId } from '../../database/ids.ts'
import { type PublishedFinding, toldByDifference } from '../../findings/publish.ts'
import type { ChosenQuote } from '../../findings/quotes/store.ts'
import { approvalsBehind } from '../approvals/sentences.ts'
import { exportReport } from '../export/exportReport.ts'
import { sha256 } from '../export/hash.ts'
import { heldNow } from '../export/heldNow.ts'
import { htmlFile } from '../export/htmlFile.ts'
import { markdownFile } from '../export/markdown.ts'
import { placeOf } from '../export/places.ts'
import { sidecar } from '../export/sidecar.ts'
import { findingById, type Material } from '../material.ts'
import { reportNameInSentence, reportSlug } from '../names.ts'
import { signatureProblems, signaturesOf } from '../sharing/signatures.ts'
import type { Report } from '../store.ts'
import type { Written } from '../template/write.ts'
import { noLongerAllowed } from './allowed.ts'
import { markWithdrawn } from './mark.ts'
import {
  addPublication,
  listPublications,
  type Publication,
  type PublicationLine,
  type PublishedQuote,
} from './store.ts'
import { withheldWords } from './withhold.ts'

export type Freezing = {
  /** The version of the report's source that its author saw. */
  seen: number
  /** The account of whoever publishes it. */
  by: string
  /** When it appears; `now` for at once. */
  publishAt: Date
  /** What was corrected, for readers of the version before; empty for the first. */
  correction: string
}

/** `withheld` names the quotes that were taken back in the very moment: they are shown to nobody. */
export type Frozen =
  | { ok: true; publication: Publication; withheld: string[] }
  | { ok: false; problems: Problem[] }

/**
 * Publishes a report: freezes it as it comes out at this moment, as its next version. What stands in
 * the way of an export stands in the way of this, and is read again here.
 *
 * Permissions and approvals are read last of all before the write, and once more behind it. So whoever takes something
 * back either comes before the first of these and stops it, or before the second and is withheld by it, or later, and
 * then finds the publication to be marked; and whatever came when, no page serves it without reading them again.
 */
export async function freeze(
  consultation: Consultation,
  report: Report,
  freezing: Freezing,
  now: Date,
): Promise<Frozen> {
  const all = await listPublications(consultation._id)
  const last = all.filter(each => each.report === report._id).at(-1)
  const problems = [
    ...orderProblems(report, freezing, all, last),
    ...(await correctionProblems(freezing, last)),
  ]
  const exported = await exportReport(consultation, report)
  if (!exported.ok) return { ok: false, problems: [...problems, ...exported.problems] }
  const { written, material } = exported
  const markdown = markdownFile(written)
  const hash = sha256(markdown)
  if (last?.hash === hash)
    problems.push({
      place: 'publish',
      message: `Nothing has changed since version ${last.version}, so there is nothing to correct.`,
    })
  const signatures = await signaturesOf(report, hash)
  const findings = findingsIn(written, material)
  problems.push(...signatureProblems(signatures), ...findings.flatMap(each => toldBy(each, material)))
  if (problems.length > 0) return { ok: false, problems }

  const [_id, version] = [newId(), (last?.version ?? 0) + 1]
  const key = sidecar(report, exported, now, { publication: _id, version })
  const publication: Publication = {
    _id,
    consultation: consultation._id,
    report: report._id,
    kind: report.kind,
    number: report.number,
    slug: last?.slug ?? freeSlug(report, all),
    version,
    reportVersion: report.version,
    title: report.title,
    subtitle: report.subtitle,
    written: { markdown: written.markdown, notes: written.notes, charts: written.charts },
    files: { markdown, html: htmlFile(report.title, written) },
    hash,
    quotes: publishedQuotes(report, written),
    findings,
    sidecar: `${JSON.stringify(key, null, 2)}\n`,
    correction: freezing.correction,
    signatures: signatures.map(({ name, as, signed }) => ({ name, as, at: signed?.at ?? now })),
    by: freezing.by,
    frozenAt: now,
    publishAt: freezing.publishAt,
    marks: [],
    pending: ['findings', 'notices'],
  }
  const { problems: late } = await heldNow(report._id, written)
  if (late.length > 0) return { ok: false, problems: late }
  if (!(await addPublication(publication)))
    return {
      ok: false,
      problems: [
        {
          place: 'publish',
          message: 'Someone else published it in the same moment. Look at what they published.',
        },
      ],
    }
  return { ok: true, publication, withheld: await markWithdrawn(publication) }
}

/** What is wrong with its place among what was published before. */
function orderProblems(
  report: Report,
  { seen, publishAt }: Freezing,
  all: PublicationLine[],
  last: PublicationLine | undefined,
): Problem[] {
  const problems: Problem[] = []
  if (seen !== report.version)
    problems.push({
      place: 'publish',
      message: 'Someone changed the report while you looked at it. Read it again, then publish it.',
    })
  if (newestOfEach(all).some(each => each.report !== report._id && isSameName(each, report)))
    problems.push({
      place: 'publish',
      message: `Another report stands published as ${reportNameInSentence(report)}. Give this one a number of its own, or publish that one under its new number first.`,
    })
  if (last && publishAt < last.publishAt)
    problems.push({
      place: 'publishAt',
      message: `Version ${last.version} appears later than that. A correction of it cannot appear first.`,
    })
  return problems
}

/** The newest version of each report. */
function newestOfEach(all: PublicationLine[]): PublicationLine[] {
  return [...new Map(all.map(each => [each.report, each])).values()]
}

function isSameName(a: Pick<Report, 'kind' | 'number'>, b: Pick<Report, 'kind' | 'number'>): boolean {
  return a.kind === b.kind && a.number === b.number
}

/** An address that no other report has, although one may have been published under this number before. */
function freeSlug(report: Report, all: PublicationLine[]): string {
  const taken = new Set(all.map(each => each.slug))
  const name = reportSlug(report)
  for (let copy = 1; ; copy++) {
    const slug = copy === 1 ? name : `${name}-${copy}`
    if (!taken.has(slug)) return slug
  }
}

async function correctionProblems(
  { correction }: Freezing,
  last: PublicationLine | undefined,
): Promise<Problem[]> {
  if (!last) return []
  if (correction === '')
    return [
      { place: 'correction', message: `Say what was corrected, for those who read version ${last.version}` },
    ]
  const gone = await noLongerAllowed(last.quotes)
  if (withheldWords(correction, gone) === correction) return []
  return [
    {
      place: 'correction',
      message: 'This repeats words or a name that were withdrawn. Say what was corrected without them',
    },
  ]
}

/** What a report says of each finding that it names or quotes, with the table by sector that it may print. */
function findingsIn({ named, printed }: Written, { findings, sectors }: Material): PublishedFinding[] {
  const ids = new Set([
    ...named.map(({ finding }) => finding._id),
    ...printed.map(({ source }) => source.quote.finding),
  ])
  return Array.from(findings.values(), ({ finding }) => finding)
    .filter(finding => ids.has(finding._id))
    .map(({ _id, key, statement, text, themes, match, scope }) => {
      const table = sectors.get(key)
      return { _id, statement, text, themes, match, scope, tables: table ? [{ by: 'sector', table }] : [] }
    })
}

function toldBy({ _id, statement, tables }: PublishedFinding, material: Material): Problem[] {
  const counted = findingById(material, _id)
  return toldByDifference(counted?.finding.published, tables).map(({ message }) => ({
    place: 'publish',
    message: `“${statement}”, ${message}, or take its numbers by sector out of the report.`,
  }))
}

function publishedQuotes(report: Report, written: Written): Publication['quotes'] {
  const approvals = approvalsBehind(report._id, written)
  return written.printed.map((quote, i) => {
    const { key, note, words, who, speaker, source } = quote
    const approval = approvals[i]?._id
    const names = [speaker.name, speaker.organisation, speaker.behalf ?? ''].filter(
      name => name !== '' && who.includes(name),
    )
    return {
      ...placeOf(quote, written.markdown),
      key,
      note,
      respondent: speaker.respondent,
      text: source.quote.text,
      choice: speaker.choice,
      words,
      names,
      source: sourceOf(quote.source.quote),
      ...(approval ? { approval } : {}),
    }
  })
}

function sourceOf({ text, start, end, edits, question }: ChosenQuote): NonNullable<PublishedQuote['source']> {
  return { text, start, end, edits, question }
}
