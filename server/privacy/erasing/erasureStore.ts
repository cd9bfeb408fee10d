import { model, Schema } from 'mongoose'
import { addMissing } from '../../database/addMissing.ts'

/**
 * That a response was erased, or is to be: remembered by ids alone, so that a restored backup erases it again.
 * `pending` until it is done.
 */
export type Erasure = { _id: string; consultation: string; at: Date; pending: 'erase'[] }

const schema = new Schema<Erasure>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    at: { type: Date, required: true },
    pending: { type: [String], required: true },
  },
  { versionKey: false },
)
schema.index({ pending: 1 })
schema.index({ consultation: 1 })

const Erasures = model('Erasure', schema, 'erasures')

/** The queries behind the jobs, for the test that holds each to its index. */
export const hotErasures = {
  waiting: () => Erasures.find({ pending: 'erase' }),
  of: (consultation: string) => Erasures.find({ consultation }),
}

/** Asks for responses to be erased; one that was asked for before stays as it is. */
export async function addErasures(erasures: Omit<Erasure, 'pending'>[]): Promise<void> {
  if (erasures.length === 0) return
  await addMissing(
    Erasures.collection,
    erasures.map(each => ({ ...each, pending: ['erase'] })),
  )
}

export function waitingErasures(): Promise<Erasure[]> {
  return hotErasures.waiting().limit(100).lean<Erasure[]>().exec()
}

export function findErasure(id: string): Promise<Erasure | null> {
  return Erasures.findById(id).lean<Erasure>().exec()
}

export async function doneErasing(id: string): Promise<void> {
  await Erasures.updateOne({ _id: id }, { $set: { pending: [] } })
}

/** Has some that are done be done again, where what they erased is there again. */
export async function eraseAgain(ids: string[]): Promise<void> {
  if (ids.length > 0) await Erasures.updateMany({ _id: { $in: ids } }, { $set: { pending: ['erase'] } })
}

/** All of them, the oldest first. */
export function allErasures(): Promise<Erasure[]> {
  return Erasures.find().sort({ _id: 1 }).lean<Erasure[]>().exec()
}

export function countErasures(consultation: string): Promise<number> {
  return hotErasures.of(consultation).countDocuments().exec()
}
