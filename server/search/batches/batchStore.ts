import { model, Schema } from 'mongoose'
import type { Stance } from '../../../analysis/index.ts'
import type { SearchForm } from '../forms.ts'

/**
 * Passages that a search found, coded by one person in one go. Its id is also that of the action in the history of each
 * coding, and their `batch`. Its state follows what is done to it: it counts while its codings stand.
 */
export type CodingBatch = {
  _id: string
  consultation: string
  by: string
  at: Date
  asks: SearchForm
  theme: string
  stance: Stance
  /** The theme within whose passages it stays; empty: none. */
  within: string
  state: 'coding' | 'applied' | 'undoing' | 'undone' | 'redoing'
  /** How many passages were to be coded when it was asked for, and how many are. */
  expected: number
  coded: number
  /** What is to be asked of the background work, and was not yet. */
  pending: 'ask'[]
}

const schema = new Schema<CodingBatch>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    asks: { type: Schema.Types.Mixed, required: true },
    theme: { type: String, required: true },
    stance: { type: String, required: true },
    within: { type: String },
    state: { type: String, enum: ['coding', 'applied', 'undoing', 'undone', 'redoing'], required: true },
    expected: { type: Number, required: true },
    coded: { type: Number, required: true },
    pending: { type: [String], required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, at: -1 })
schema.index({ pending: 1 })

const Batches = model('CodingBatch', schema, 'codingBatches')

/** The queries behind the pages and the jobs, for the test that holds each to its index. */
export const hotBatches = {
  latest: (consultation: string, limit: number) =>
    Batches.find({ consultation }).sort({ at: -1 }).limit(limit),
  awaiting: () => Batches.find({ pending: 'ask' }, { _id: 1 }),
}

/** Adds a batch, to be done in the background; one that is there already stays as it is. */
export async function addBatch(batch: Omit<CodingBatch, 'state' | 'coded' | 'pending'>): Promise<void> {
  try {
    await Batches.create({ ...batch, state: 'coding', coded: 0, pending: ['ask'] })
  } catch (error) {
    if ((error as { code?: unknown }).code !== 11000) throw error
  }
}

export function findBatch(id: string): Promise<CodingBatch | null> {
  return Batches.findById(id).lean<CodingBatch>().exec()
}

export function latestBatches(consultation: string, limit = 10): Promise<CodingBatch[]> {
  return hotBatches.latest(consultation, limit).lean<CodingBatch[]>().exec()
}

/** Has a batch undone that its coder made and that is done. @returns whether there was one */
export function askToUndo(consultation: string, id: string, by: string): Promise<boolean> {
  return ask({ _id: id, consultation, by, state: 'applied' }, 'undoing')
}

/** Has a batch done again that its coder undid. @returns whether there was one */
export function askToRedo(consultation: string, id: string, by: string): Promise<boolean> {
  return ask({ _id: id, consultation, by, state: 'undone' }, 'redoing')
}

async function ask(
  batch: Pick<CodingBatch, '_id' | 'consultation' | 'by' | 'state'>,
  state: 'undoing' | 'redoing',
): Promise<boolean> {
  const asked = await Batches.updateOne(batch, { $set: { state, pending: ['ask'] } })
  return asked.matchedCount === 1
}

/** Says that what was under way is done. */
export async function finishBatch(
  { _id, state }: Pick<CodingBatch, '_id' | 'state'>,
  to: 'applied' | 'undone',
  coded: number,
): Promise<void> {
  await Batches.updateOne({ _id, state }, { $set: { state: to, coded } })
}

/** Ids of batches of which nobody has asked the background work yet. */
export async function awaitingWork(): Promise<string[]> {
  const found = await hotBatches.awaiting().lean<{ _id: string }[]>().exec()
  return found.map(({ _id }) => _id)
}

export async function workAsked(id: string): Promise<void> {
  await Batches.updateOne({ _id: id }, { $pull: { pending: 'ask' } })
}
