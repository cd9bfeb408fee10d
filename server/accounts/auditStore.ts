import { model, Schema } from 'mongoose'

/** One thing that a person of the desk did, for those who must answer for it. */
export type AuditEvent = { at: Date; account: string; what: string; on: string }

const schema = new Schema<AuditEvent>(
  {
    at: { type: Date, required: true },
    account: { type: String, required: true },
    what: { type: String, required: true },
    on: { type: String, required: true },
  },
  { versionKey: false },
)
schema.index({ at: -1 })
const Audit = model('AuditEvent', schema, 'audit')

/** Adds to the trail; nothing in it is ever changed. */
export async function record(account: string, what: string, on: string): Promise<void> {
  await Audit.create({ at: new Date(), account, what, on })
}

export function latestEvents(limit = 100): Promise<AuditEvent[]> {
  return Audit.find().sort({ at: -1 }).limit(limit).lean<AuditEvent[]>().exec()
}
