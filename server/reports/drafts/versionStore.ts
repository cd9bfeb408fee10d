import { model, Schema } from 'mongoose'
import type { ChangedBy, Report, ReportChange } from '../store.ts'

/** A report as one of its versions had it. A version never changes, so that it may be kept twice without harm. */
export type DraftVersion = ReportChange & {
  /** The report and the number of the version. */
  _id: string
  consultation: string
  report: string
  version: number
  /** Who made it and when; unknown of versions from before this was kept. */
  changed?: ChangedBy
}

const schema = new Schema<DraftVersion>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    report: { type: String, required: true },
    version: { type: Number, required: true },
    number: { type: Number, required: true },
    title: { type: String, required: true },
    subtitle: String,
    actions: { type: [String], required: true },
    addressee: String,
    findings: { type: [String], required: true },
    evidence: { type: [String], required: true },
    template: String,
    changed: { type: { _id: false, by: String, at: Date }, required: false },
  },
  { versionKey: false },
)
schema.index({ report: 1, version: 1 }, { unique: true })

const Versions = model('DraftVersion', schema, 'draftVersions')

const line = { _id: 0, version: 1, title: 1, changed: 1 } as const

/** The queries behind the pages, for the test that holds each to its index. */
export const hotVersions = {
  before: (report: string, version: number) =>
    Versions.find({ report, version: { $lt: version } }, line).sort({ version: -1 }),
}

/** Keeps a report as it is now, before it is changed. */
export async function keepVersion(report: Report): Promise<void> {
  const { _id, consultation, version } = report
  const { number, title, subtitle, actions, addressee, findings, evidence, template, changed } = report
  const said = { number, title, subtitle, actions, addressee, findings, evidence, template }
  const kept = { consultation, report: _id, version, ...said, ...(changed ? { changed } : {}) }
  await Versions.updateOne({ _id: `${_id}:${version}` }, { $setOnInsert: kept }, { upsert: true })
}

export type VersionLine = Pick<DraftVersion, 'version' | 'title' | 'changed'>

/** The versions of a report before this one, the newest first, without their texts. */
export function versionsBefore(report: string, version: number): Promise<VersionLine[]> {
  return hotVersions.before(report, version).lean<VersionLine[]>().exec()
}

/** A report as this version of it has or had it; null where there is none. */
export async function versionOf(report: Report, version: number): Promise<DraftVersion | null> {
  if (version === report.version) {
    const { _id, createdAt: _, kind: __, ...said } = report
    return { ...said, _id: `${_id}:${version}`, report: _id }
  }
  return Versions.findOne({ report: report._id, version }).lean<DraftVersion>().exec()
}
