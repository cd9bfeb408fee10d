import { model, Schema } from 'mongoose'
import type { Problem } from '../../analysis/index.ts'

/**
 * A project that was taken from a consultation, or brought to make one: what became of it, and what was lost or changed
 * on the way. Of one that is brought the file is kept until it is done.
 */
export type Transfer = {
  _id: string
  consultation: string
  direction: 'out' | 'in'
  /** The file as people know it. */
  name: string
  state: 'running' | 'done' | 'broken' | 'undoing' | 'undone'
  /** How far it has come. */
  done: number
  of: number
  /** What it holds, counted by its kind. */
  counts: Record<string, number>
  report: Problem[]
  account: string
  at: Date
  /** When it was last heard of while it ran. */
  heard: Date
}

const schema = new Schema<Transfer>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    direction: { type: String, enum: ['out', 'in'], required: true },
    name: { type: String, required: true },
    state: { type: String, enum: ['running', 'done', 'broken', 'undoing', 'undone'], required: true },
    done: { type: Number, required: true },
    of: { type: Number, required: true },
    counts: { type: Schema.Types.Mixed, required: true },
    report: { type: Schema.Types.Mixed, required: true },
    account: { type: String, required: true },
    at: { type: Date, required: true },
    heard: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, at: -1 })
const Transfers = model('Transfer', schema, 'transfers')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotTransfers = {
  latest: (consultation: string) => Transfers.find({ consultation }).sort({ at: -1 }).limit(20),
}

export async function addTransfer(transfer: Transfer): Promise<void> {
  await Transfers.create(transfer)
}

export function findTransfer(id: string): Promise<Transfer | null> {
  return Transfers.findById(id).lean<Transfer>().exec()
}

/** The latest transfers of a consultation, the newest first. */
export function latestTransfers(consultation: string): Promise<Transfer[]> {
  return hotTransfers.latest(consultation).lean<Transfer[]>().exec()
}

export async function changeTransfer(
  id: string,
  change: Partial<Pick<Transfer, 'state' | 'done' | 'of' | 'counts' | 'report'>>,
): Promise<void> {
  await Transfers.updateOne({ _id: id }, { $set: { ...change, heard: new Date() } })
}
