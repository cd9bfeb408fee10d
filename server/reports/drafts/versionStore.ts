import { model, Schema } from 'mongoose'
import { saidFields } from '../saidFields.ts'
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
    ...saidFields,
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
  const { _id, ...kept } = asVersion(report)
  await Versions.updateOne({ _id }, { $setOnInsert: kept }, { upsert: true })
}

export type VersionLine = Pick<DraftVersion, 'version' | 'title' | 'changed'>

/** The versions of a report before this one, the newest first, without their texts. */
export function versionsBefore(report: string, version: number): Promise<VersionLine[]> {
  return hotVersions.before(report, version).lean<VersionLine[]>().exec()
}

/** A report as this version of it has or had it; null where there is none. */
export async function versionOf(report: Report, version: number): Promise<DraftVersion | null> {
  if (version === report.version) return asVersion(report)
  return Versions.findOne({ report: report._id, version }).lean<DraftVersion>().exec()
}

function asVersion({ _id, createdAt: _, kind: __, ...said }: Report): DraftVersion {
  return { ...said, _id: `${_id}:${said.version}`, report: _id }
}
