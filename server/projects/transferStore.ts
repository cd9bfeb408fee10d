import { model, Schema } from 'mongoose'
import type { AttributionChoice, Problem } from '../../analysis/index.ts'
import { amongPlaces, type Places } from '../accounts/people/places.ts'

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
  state: 'running' | 'done' | 'broken' | 'refused' | 'undoing' | 'undone'
  /** Of one that is brought: its file, until it is done, and what was said of it. */
  brought?: Brought
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

export type Brought = {
  file: string
  /** What the consultation is called that it makes. */
  title: string
  /** How all of it may be quoted at most, and what that rests on. */
  choice: AttributionChoice
  basis: string
  /** Whether each sentence that quotes it waits for its respondent's approval. */
  approval: boolean
}

const schema = new Schema<Transfer>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    direction: { type: String, enum: ['out', 'in'], required: true },
    name: { type: String, required: true },
    state: {
      type: String,
      enum: ['running', 'done', 'broken', 'refused', 'undoing', 'undone'],
      required: true,
    },
    brought: { type: Schema.Types.Mixed, required: false },
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
schema.index({ direction: 1, at: -1 })
const Transfers = model('Transfer', schema, 'transfers')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotTransfers = {
  latest: (consultation: string) => Transfers.find({ consultation }).sort({ at: -1 }).limit(20),
  brought: (places: Places) =>
    Transfers.find({ direction: 'in', ...amongPlaces(places) })
      .sort({ at: -1 })
      .limit(50),
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

/** The projects that were brought to make any of these consultations, the newest first. */
export function broughtProjects(places: Places): Promise<Transfer[]> {
  return hotTransfers.brought(places).lean<Transfer[]>().exec()
}

/**
 * Begins to take back what was brought: true for one of those who press the button.
 * @param from the state in which it stands
 */
export async function beginUndo(id: string, from: 'done' | 'running'): Promise<boolean> {
  const result = await Transfers.updateOne(
    { _id: id, direction: 'in', state: from },
    { $set: { state: 'undoing', heard: new Date() } },
  )
  return result.modifiedCount === 1
}

export async function changeTransfer(
  id: string,
  change: Partial<Pick<Transfer, 'state' | 'done' | 'of' | 'counts' | 'report'>>,
): Promise<void> {
  await Transfers.updateOne({ _id: id }, { $set: { ...change, heard: new Date() } })
}
