import { model, Schema } from 'mongoose'

/** What somebody signed: the report as it came out then, and the version of its source. */
export type Signature = { hash: string; reportVersion: number; at: Date }

/** Somebody whose word a report waits for before it is published. */
export type SignOff = {
  _id: string
  consultation: string
  report: string
  /** The account that signs. */
  account: string
  /** In what office, such as `editor` or `lawyer`. */
  as: string
  askedAt: Date
  signed?: Signature
}

const schema = new Schema<SignOff>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    report: { type: String, required: true },
    account: { type: String, required: true },
    as: { type: String, required: true },
    askedAt: { type: Date, required: true },
    signed: { type: { _id: false, hash: String, reportVersion: Number, at: Date }, required: false },
  },
  { versionKey: false },
)
schema.index({ report: 1, account: 1, as: 1 }, { unique: true })

const SignOffs = model('SignOff', schema, 'signoffs')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotSignOffs = {
  ofReport: (report: string) => SignOffs.find({ report }).sort({ account: 1, as: 1 }),
}

export function signOffsOf(report: string): Promise<SignOff[]> {
  return hotSignOffs.ofReport(report).lean<SignOff[]>().exec()
}

export function findSignOff(report: string, id: string): Promise<SignOff | null> {
  return SignOffs.findOne({ _id: id, report }).lean<SignOff>().exec()
}

/** Asks for a signature; asked again it stands as it is. */
export async function addSignOff({ _id, ...signOff }: Omit<SignOff, 'signed'>): Promise<void> {
  const { report, account, as } = signOff
  await SignOffs.updateOne({ report, account, as }, { $setOnInsert: { _id, ...signOff } }, { upsert: true })
}

/** Signs as the account that was asked; nobody else can. */
export async function signAs(account: string, id: string, signed: Signature): Promise<boolean> {
  const result = await SignOffs.updateOne({ _id: id, account }, { $set: { signed } })
  return result.matchedCount === 1
}

export async function removeSignOff(report: string, id: string): Promise<void> {
  await SignOffs.deleteOne({ _id: id, report })
}
