import { model, Schema } from 'mongoose'
import type { Consultation } from '../store.ts'

/**
 * How long a consultation keeps names and addresses, in months after it closes. `version` is raised by each change, so
 * that two people cannot overwrite each other unseen.
 */
export type Retention = { _id: string; months: number | null; version: number }

const schema = new Schema<Retention>(
  {
    _id: { type: String, required: true },
    months: { type: Number },
    version: { type: Number, required: true },
  },
  { versionKey: false },
)

const Retentions = model('Retention', schema, 'retentions')

/** The longest that may be set, in months. */
export const mostMonths = 600

/** What an owner set; `months` is null where nobody said when names and addresses are deleted. */
export async function retentionOf(consultation: string): Promise<Retention> {
  const found = await Retentions.findById(consultation).lean<Retention>().exec()
  return found ?? { _id: consultation, months: null, version: 0 }
}

/** Changes the version that somebody saw; false when another changed it since. */
export async function changeRetention(
  consultation: string,
  seen: number,
  months: number | null,
): Promise<boolean> {
  const set = { months, version: seen + 1 }
  if (seen === 0) {
    const result = await Retentions.updateOne({ _id: consultation }, { $setOnInsert: set }, { upsert: true })
    return result.upsertedCount === 1
  }
  const result = await Retentions.updateOne({ _id: consultation, version: seen }, { $set: set })
  return result.matchedCount === 1
}

/** When names and addresses are deleted; undefined where nobody set that. */
export async function keptUntil({
  _id,
  closesAt,
}: Pick<Consultation, '_id' | 'closesAt'>): Promise<Date | undefined> {
  const { months } = await retentionOf(_id)
  return months === null ? undefined : monthsAfter(closesAt, months)
}

/** The same moment so many months later, on the last day of its month where that is shorter. */
export function monthsAfter(date: Date, months: number): Date {
  const later = new Date(date)
  later.setUTCDate(1)
  later.setUTCMonth(later.getUTCMonth() + months)
  const last = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate()
  later.setUTCDate(Math.min(date.getUTCDate(), last))
  return later
}
