import { type ComparedView, comparedView, listed } from '../../../analysis/application.ts'
import { validate } from '../../http/validate.ts'
import { reportForm } from '../forms.ts'
import type { Report, ReportChange } from '../store.ts'
import { authorNames } from './authors.ts'
import { bothChanges } from './together.ts'
import { versionOf, versionsBefore } from './versionStore.ts'

/** What an author wrote over a version that another has changed since, beside what that other made of it. */
export type Overtaken = {
  /** Who changed it since. */
  who: string
  /** The version that was written over, and the one that it has come to. */
  from: number
  to: number
  /** What they changed of the template; undefined where the version that was written over was not kept. */
  theirs: ComparedView[] | undefined
  /** What the author's template has otherwise than theirs. */
  mine: ComparedView[]
  /** What both changed of the rest, each in its own way. */
  fields: { label: string; theirs: string; mine: string }[]
  /** What to send to keep what both wrote, where they changed different words. */
  together: ReportChange | undefined
  /** What was entered, with what only the others changed. */
  values: Record<string, unknown>
}

const labels: [keyof ReportChange, string][] = [
  ['number', 'Number'],
  ['title', 'Title'],
  ['subtitle', 'Subtitle'],
  ['actions', 'What it asks for'],
  ['addressee', 'Of whom it asks that'],
  ['findings', 'Findings that it rests on'],
  ['evidence', 'Evidence that it rests on'],
]

/** Undefined where nobody changed the report since the author opened what they entered. */
export async function overtakenBy(
  report: Report,
  entered: Record<string, unknown>,
): Promise<Overtaken | undefined> {
  const from = Number(entered.version)
  if (!Number.isInteger(from) || from < 1 || from >= report.version) return undefined
  const form = validate(reportForm, entered)
  const typed = form.ok ? form.value.template : String(entered.template ?? '').replace(/\r\n?/g, '\n')
  const [base, since, nameOf] = await Promise.all([
    versionOf(report, from),
    versionsBefore(report._id, report.version),
    authorNames(),
  ])
  const makers = [report, ...since.filter(({ version }) => version > from)]
  const both = base && form.ok ? bothOf(base, report, form.value) : undefined
  return {
    who: listed([...new Set(makers.map(({ changed }) => nameOf(changed?.by)))]),
    from,
    to: report.version,
    theirs: base ? comparedView(base.template, report.template) : undefined,
    mine: comparedView(report.template, typed),
    fields: both?.fields ?? [],
    together: both?.together,
    values: { ...entered, ...both?.values },
  }
}

/** Field by field: what only one of the two changed is theirs or mine. */
function bothOf(base: ReportChange, theirs: ReportChange, mine: ReportChange) {
  const fields: Overtaken['fields'] = []
  const values: Partial<Record<keyof ReportChange, unknown>> = {}
  for (const [field, label] of labels) {
    const [was, is, will] = [base, theirs, mine].map(said => wordsOf(said[field]))
    values[field] = will === was ? theirs[field] : mine[field]
    if (will !== was && is !== was && will !== is) fields.push({ label, theirs: is ?? '', mine: will ?? '' })
  }
  const template =
    fields.length === 0 ? bothChanges(base.template, theirs.template, mine.template) : undefined
  const isMerged = template !== undefined && template !== mine.template
  return { fields, values, together: isMerged ? ({ ...values, template } as ReportChange) : undefined }
}

function wordsOf(said: ReportChange[keyof ReportChange]): string {
  return [said].flat().join('; ')
}
