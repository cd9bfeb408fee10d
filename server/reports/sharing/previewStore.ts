import { createHash } from 'node:crypto'
import { model, Schema } from 'mongoose'

/** A private link to a report as it comes out now, for somebody without an account, until it expires. */
export type Preview = {
  /** The hash of the link's token: the link itself is kept nowhere. */
  _id: string
  consultation: string
  report: string
  /** For whom it is, in its author's words. */
  who: string
  expiresAt: Date
}

const schema = new Schema<Preview>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    report: { type: String, required: true },
    who: { type: String, required: true },
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false },
)
schema.index({ report: 1, expiresAt: 1 })

const Previews = model('Preview', schema, 'previews')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotPreviews = {
  ofReport: (report: string, now: Date) =>
    Previews.find({ report, expiresAt: { $gt: now } }).sort({ expiresAt: 1 }),
}

function idOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** Keeps a link by its token's hash, and forgets those of its report that have expired. */
export async function addPreview(token: string, preview: Omit<Preview, '_id'>, now: Date): Promise<void> {
  await Previews.deleteMany({ report: preview.report, expiresAt: { $lte: now } })
  await Previews.create({ _id: idOf(token), ...preview })
}

/** What a link leads to; null where it was ended or has expired. */
export function findPreview(token: string, now: Date): Promise<Preview | null> {
  return Previews.findOne({ _id: idOf(token), expiresAt: { $gt: now } })
    .lean<Preview>()
    .exec()
}

/** The links to a report that still lead to it. */
export function previewsOf(report: string, now: Date): Promise<Preview[]> {
  return hotPreviews.ofReport(report, now).lean<Preview[]>().exec()
}

export async function removePreview(report: string, id: string): Promise<void> {
  await Previews.deleteOne({ _id: id, report })
}
