import { model, Schema } from 'mongoose'

/** A backup that was made by itself. */
export type LastBackup = { at: Date; file: string; bytes: number; documents: number; encrypted: boolean }

/** When the next is due, and what became of the latest. One document for the site, whichever process makes it. */
export type Schedule = {
  _id: 'schedule'
  due: Date
  last?: LastBackup
  /** What went wrong since the last one that was made, for an administrator to read. */
  failed?: { at: Date; problem: string }
}

const schema = new Schema<Schedule>(
  {
    _id: { type: String, required: true },
    due: { type: Date, required: true },
    last: { at: Date, file: String, bytes: Number, documents: Number, encrypted: Boolean },
    failed: { at: Date, problem: String },
  },
  { versionKey: false, minimize: true },
)

const Schedules = model('BackupSchedule', schema, 'backupSchedules')

const _id = 'schedule' as const

/** What one process asks after another did is not taken for the clock of that being wrong. */
const clocksDifferByMs = 10 * 60 * 1000

/**
 * Whether a backup is due, told to one process alone: it is then due again after `everyMs`. A time further away than
 * that was set by a clock that was wrong.
 */
export async function takeDue(now: Date, everyMs: number): Promise<boolean> {
  const next = new Date(now.getTime() + everyMs)
  const wrong = new Date(next.getTime() + clocksDifferByMs)
  await Schedules.updateOne({ _id }, { $setOnInsert: { due: now } }, { upsert: true })
  const taken = await Schedules.findOneAndUpdate(
    { _id, $or: [{ due: { $lte: now } }, { due: { $gt: wrong } }] },
    { $set: { due: next } },
  ).lean()
  return taken !== null
}

export async function keepMade(last: LastBackup): Promise<void> {
  await Schedules.updateOne({ _id }, { $set: { last }, $unset: { failed: 1 } }, { upsert: true })
}

/** @param again when it is tried again at the latest */
export async function keepFailed(at: Date, problem: string, again: Date): Promise<void> {
  const failed = { at, problem }
  await Schedules.updateOne({ _id }, { $set: { failed }, $min: { due: again } }, { upsert: true })
}

export function findSchedule(): Promise<Schedule | null> {
  return Schedules.findById(_id).lean<Schedule>().exec()
}
