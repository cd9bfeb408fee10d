import { model, Schema } from 'mongoose'
import { keepVersion } from './drafts/versionStore.ts'
import { saidFields } from './saidFields.ts'

/** What a report may be; recommendations are numbered together, and each other kind by itself. */
export const reportKinds = ['recommendation', 'summary', 'heard', 'quotes', 'method'] as const
export type ReportKind = (typeof reportKinds)[number]

export const kindNames: Record<ReportKind, string> = {
  recommendation: 'Recommendation',
  summary: 'Thematic summary',
  heard: 'You said, we heard',
  quotes: 'Quote bank',
  method: 'Method note',
}

/** Who made a version of a report, by their account, and when. */
export type ChangedBy = { by: string; at: Date }

/**
 * One report: a template, and what its heading says. A recommendation is a record besides: what it asks for, of whom,
 * and what it rests on. Everything else is worked out at each rendering.
 */
export type Report = {
  _id: string
  consultation: string
  kind: ReportKind
  /** Its place among the reports of its kind. */
  number: number
  title: string
  subtitle: string
  /** What it asks for, each in a line. */
  actions: string[]
  /** Of whom it asks that; empty where nobody is named. */
  addressee: string
  /** The findings and the evidence that it rests on, by the names that templates call them. */
  findings: string[]
  evidence: string[]
  /** Markdown with Handlebars helpers, LF line ends. */
  template: string
  /** Raised by each change, so that two authors cannot overwrite each other unseen. */
  version: number
  createdAt: Date
  /** Of this version; unknown of one that was made before this was kept, or that the software made. */
  changed?: ChangedBy
}

const schema = new Schema<Report>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    kind: { type: String, enum: reportKinds, required: true },
    ...saidFields,
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false },
)
schema.index({ consultation: 1, number: 1, _id: 1 })

const Reports = model('Report', schema, 'reports')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotReports = {
  all: (consultation: string) => Reports.find({ consultation }).sort({ number: 1, _id: 1 }),
}

export function findReport(consultation: string, id: string): Promise<Report | null> {
  return Reports.findOne({ _id: id, consultation }).lean<Report>().exec()
}

/** A consultation's reports in the order of their numbers. */
export function listReports(consultation: string): Promise<Report[]> {
  return hotReports.all(consultation).lean<Report[]>().exec()
}

export async function addReport(report: Report): Promise<void> {
  await Reports.create(report)
}

/** What an author may change of a report: all but its kind. */
export type ReportChange = Omit<Report, '_id' | 'consultation' | 'kind' | 'version' | 'createdAt' | 'changed'>

/**
 * Changes the version of a report that the author saw, which is kept first; false when someone changed it since.
 *
 * @param by the account that changes it; left out where the software does
 */
export async function changeReport(
  seen: Pick<Report, '_id' | 'consultation' | 'version'>,
  change: Partial<ReportChange>,
  by?: string,
): Promise<boolean> {
  const { _id, consultation, version } = seen
  const report = await Reports.findOne({ _id, consultation, version }).lean<Report>().exec()
  if (!report) return false
  await keepVersion(report)
  const result = await Reports.updateOne(
    { _id, consultation, version },
    {
      $set: { ...change, ...(by ? { changed: { by, at: new Date() } } : {}) },
      ...(by ? {} : { $unset: { changed: 1 } }),
      $inc: { version: 1 },
    },
  )
  return result.matchedCount === 1
}
