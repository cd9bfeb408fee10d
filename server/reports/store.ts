import { model, Schema } from 'mongoose'

/** One numbered recommendation: a template, and what its heading says. Everything else is worked out at each rendering. */
export type Report = {
  _id: string
  consultation: string
  number: number
  title: string
  subtitle: string
  /** Markdown with Handlebars helpers, LF line ends. */
  template: string
  /** Raised by each change, so that two authors cannot overwrite each other unseen. */
  version: number
  createdAt: Date
}

const schema = new Schema<Report>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    number: { type: Number, required: true },
    title: { type: String, required: true },
    subtitle: String,
    template: String,
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

/** Changes the version of a report that the author saw; false when someone changed it since. */
export async function changeReport(
  seen: Pick<Report, '_id' | 'consultation' | 'version'>,
  change: Pick<Report, 'number' | 'title' | 'subtitle' | 'template'>,
): Promise<boolean> {
  const { _id, consultation, version } = seen
  const result = await Reports.updateOne(
    { _id, consultation, version },
    { $set: change, $inc: { version: 1 } },
  )
  return result.matchedCount === 1
}
