import { model, Schema } from 'mongoose'
import { type Consultation, graceEnds, isPublic } from '../store.ts'

/** What is deleted on a day of its own: who respondents are, the files that they attached, and all that they sent. */
export const datedKinds = ['names', 'files', 'whole'] as const
export type DatedKind = (typeof datedKinds)[number]

/** For each of these so many months after the close; null where nobody said. */
export type KeptMonths = { months: number | null; files: number | null; whole: number | null }

/** Days on which something is deleted, and is not before; absent where nobody set one. */
export type KeptDates = Partial<Record<DatedKind, Date>>

/**
 * How long a consultation keeps what respondents gave, in months after it closes; `months` is that of names and
 * addresses. `shown` are the earliest days that were told since it opened: nothing is kept for longer. `emptied` says when
 * all of it was deleted. `version` is raised by each change, so that two people cannot overwrite each other unseen.
 */
export type Retention = KeptMonths & { _id: string; shown?: KeptDates; emptied?: Date; version: number }

const schema = new Schema<Retention>(
  {
    _id: { type: String, required: true },
    months: { type: Number },
    files: { type: Number },
    whole: { type: Number },
    shown: { type: { _id: false, names: Date, files: Date, whole: Date }, required: false },
    emptied: Date,
    version: { type: Number, required: true },
  },
  { versionKey: false },
)

const Retentions = model('Retention', schema, 'retentions')

/** The longest that may be set, in months. */
export const mostMonths = 600

/** What an owner set; a number of months is null where nobody said when that is deleted. */
export async function retentionOf(consultation: string): Promise<Retention> {
  const found = await Retentions.findById(consultation).lean<Partial<Retention>>().exec()
  const { months = null, files = null, whole = null, version = 0, ...rest } = found ?? {}
  return { ...rest, _id: consultation, months, files, whole, version }
}

/** Changes the version that somebody saw; false when another changed it since. */
export async function changeRetention(
  consultation: string,
  seen: number,
  months: number | null,
  { files, whole }: Partial<KeptMonths> = {},
): Promise<boolean> {
  const set = {
    ...{ months, version: seen + 1 },
    ...(files === undefined ? {} : { files }),
    ...(whole === undefined ? {} : { whole }),
  }
  if (seen === 0) {
    const isNew = { $or: [{ version: { $exists: false } }, { version: 0 }] }
    await Retentions.updateOne({ _id: consultation }, { $setOnInsert: { version: 0 } }, { upsert: true })
    return (await Retentions.updateOne({ _id: consultation, ...isNew }, { $set: set })).matchedCount === 1
  }
  const result = await Retentions.updateOne({ _id: consultation, version: seen }, { $set: set })
  return result.matchedCount === 1
}

type Asking = Pick<Consultation, '_id' | 'closesAt'>

/** When what is deleted, by the months that are set: never later than was told since the consultation opened. */
export async function keptDates({ _id, closesAt }: Asking): Promise<KeptDates> {
  return datesOf(await retentionOf(_id), closesAt)
}

export function datesOf({ months, files, whole, shown = {} }: Retention, closesAt: Date): KeptDates {
  const set: Record<DatedKind, number | null> = { names: months, files, whole }
  const dates: KeptDates = {}
  for (const kind of datedKinds) {
    const after = set[kind]
    if (after !== null) dates[kind] = earliest(monthsAfter(closesAt, after), shown[kind])
  }
  return dates
}

function earliest(date: Date, other: Date | undefined): Date {
  return other && other < date ? other : date
}

/** When names and addresses are deleted; undefined where nobody set that. */
export async function keptUntil(consultation: Asking): Promise<Date | undefined> {
  return (await keptDates(consultation)).names
}

/** From when on all that respondents sent is deleted: not while somebody may still send what they had begun. */
export function wholeDue(dates: KeptDates, consultation: Consultation, now: Date): boolean {
  return dates.whole !== undefined && dates.whole <= now && graceEnds(consultation) <= now
}

/** Whether respondents were told of dates: since it opened, whoever answers has seen them. */
export function wereTold(consultation: Consultation, now: Date): boolean {
  return isPublic(consultation) && consultation.opensAt <= now
}

/** Keeps the days that respondents were told until now, before any of them changes: the earliest of each holds. */
export async function keepShown(consultation: Consultation, now: Date): Promise<void> {
  if (!wereTold(consultation, now)) return
  const dates = await keptDates(consultation)
  const earliestOf = Object.fromEntries(Object.entries(dates).map(([kind, date]) => [`shown.${kind}`, date]))
  if (Object.keys(earliestOf).length > 0)
    await Retentions.updateOne({ _id: consultation._id }, { $min: earliestOf })
}

/** Keeps that all that respondents sent was deleted. */
export async function keepEmptied(consultation: string, at: Date): Promise<void> {
  await Retentions.updateOne({ _id: consultation, emptied: { $exists: false } }, { $set: { emptied: at } })
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
