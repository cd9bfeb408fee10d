import { model, Schema } from 'mongoose'

/** That somebody has a report open for editing, until it expires. */
export type Editing = {
  /** The report and the account. */
  _id: string
  report: string
  account: string
  since: Date
  expiresAt: Date
}

const schema = new Schema<Editing>(
  {
    _id: { type: String, required: true },
    report: { type: String, required: true },
    account: { type: String, required: true },
    since: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false },
)
schema.index({ report: 1, since: 1 })
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

const Editings = model('Editing', schema, 'editings')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotEditings = {
  ofReport: (report: string, now: Date) =>
    Editings.find({ report, expiresAt: { $gt: now } }).sort({ since: 1 }),
}

/**
 * Notes that somebody has a report open, for so many minutes from now; since when, is what it was while that has not
 * expired.
 */
export async function noteEditing(
  report: string,
  account: string,
  minutes: number,
  now: Date,
): Promise<void> {
  const _id = `${report}:${account}`
  const expiresAt = new Date(now.getTime() + minutes * 60_000)
  await Editings.deleteOne({ _id, expiresAt: { $lte: now } })
  await Editings.updateOne(
    { _id },
    { $set: { expiresAt }, $setOnInsert: { report, account, since: now } },
    { upsert: true },
  )
}

/** Who else has a report open for editing. */
export async function othersEditing(report: string, account: string, now: Date): Promise<Editing[]> {
  const all = await hotEditings.ofReport(report, now).lean<Editing[]>().exec()
  return all.filter(editing => editing.account !== account)
}
