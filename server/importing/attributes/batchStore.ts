import { model, Schema } from 'mongoose'
import type { Problem } from '../../../analysis/index.ts'

/**
 * Attributes that somebody of the team gives to responses that are there, from its preview on. It counts while it is
 * `applied`.
 */
export type AttributeBatch = {
  _id: string
  consultation: string
  by: string
  at: Date
  /** What it is called: the name of a file, or what was done by hand. */
  title: string
  /** The attributes that it gives. */
  names: string[]
  state: 'preview' | 'applying' | 'applied' | 'undoing' | 'undone'
  counts: {
    responses: number
    /** Of the values: those that are new, that take the place of others, and that are there already. */
    fresh: number
    replaced: number
    same: number
    faulty: number
  }
  /** The first of what is wrong, by row; `counts.faulty` says how many rows there are. */
  problems: Problem[]
  /** What it says of cases, of whichever responses these are then. */
  cases: { name: string; values: Record<string, string>; before?: Record<string, string | null> }[]
  pending: 'ask'[]
}

/** What one response is given: each value with what was there before; null: nothing was, or nothing is to be. */
export type AttributeChange = {
  /** `batch response` */
  _id: string
  batch: string
  response: string
  values: Record<string, { before: string | null; after: string | null }>
  /** Whether `before` is how it stood when it was applied, and no longer how it stood in the preview. */
  recorded: boolean
}

const batchSchema = new Schema<AttributeBatch>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    title: { type: String, required: true },
    names: { type: [String], required: true },
    state: { type: String, enum: ['preview', 'applying', 'applied', 'undoing', 'undone'], required: true },
    counts: { type: Schema.Types.Mixed, required: true },
    problems: { type: Schema.Types.Mixed, required: true },
    cases: { type: Schema.Types.Mixed, required: true },
    pending: { type: [String], required: true },
  },
  { versionKey: false, minimize: false },
)
batchSchema.index({ consultation: 1, at: -1 })
batchSchema.index({ pending: 1 })

const changeSchema = new Schema<AttributeChange>(
  {
    _id: { type: String, required: true },
    batch: { type: String, required: true },
    response: { type: String, required: true },
    values: { type: Schema.Types.Mixed, required: true },
    recorded: { type: Boolean, required: true },
  },
  { versionKey: false, minimize: false },
)
changeSchema.index({ batch: 1, _id: 1 })

const Batches = model('AttributeBatch', batchSchema, 'attributeBatches')
const Changes = model('AttributeChange', changeSchema, 'attributeChanges')

const writesAtOnce = 500

/** The queries behind the pages and the jobs, for the test that holds each to its index. */
export const hotAttributes = {
  latest: (consultation: string, limit: number) =>
    Batches.find({ consultation, state: { $ne: 'preview' } })
      .sort({ at: -1 })
      .limit(limit),
  changes: (batch: string, after: string, limit: number) =>
    Changes.find({ batch, _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(limit),
  awaiting: () => Batches.find({ pending: 'ask' }, { _id: 1 }),
}

/** Adds a batch with all that it changes. */
export async function addAttributeBatch(batch: AttributeBatch, changes: AttributeChange[]): Promise<void> {
  for (let from = 0; from < changes.length; from += writesAtOnce)
    await Changes.insertMany(changes.slice(from, from + writesAtOnce), { lean: true })
  await Batches.create(batch)
}

export function findAttributeBatch(id: string): Promise<AttributeBatch | null> {
  return Batches.findById(id).lean<AttributeBatch>().exec()
}

/** What was given lately, but for what was only looked at. */
export function latestAttributeBatches(consultation: string, limit = 20): Promise<AttributeBatch[]> {
  return hotAttributes.latest(consultation, limit).lean<AttributeBatch[]>().exec()
}

/** A page of what a batch changes, from after the one whose id is given. */
export function changesOf(batch: string, after: string, limit: number): Promise<AttributeChange[]> {
  return hotAttributes.changes(batch, after, limit).lean<AttributeChange[]>().exec()
}

/** Keeps how responses stood when they were given something. */
export async function recordBefore(changes: AttributeChange[]): Promise<void> {
  if (changes.length === 0) return
  await Changes.bulkWrite(
    changes.map(({ _id, values }) => ({
      updateOne: { filter: { _id, recorded: false }, update: { $set: { values, recorded: true } } },
    })),
  )
}

export async function keepCases(id: string, cases: AttributeBatch['cases']): Promise<void> {
  await Batches.updateOne({ _id: id }, { $set: { cases } })
}

/** Moves a batch on, in the background from then on. @returns whether it was in that state */
export async function moveBatch(
  { _id, consultation }: Pick<AttributeBatch, '_id' | 'consultation'>,
  from: 'preview' | 'applied',
): Promise<boolean> {
  const state = from === 'preview' ? 'applying' : 'undoing'
  const moved = await Batches.updateOne(
    { _id, consultation, state: from },
    { $set: { state, pending: ['ask'] } },
  )
  return moved.matchedCount === 1
}

export async function finishAttributes(id: string, state: 'applied' | 'undone'): Promise<void> {
  const from = state === 'applied' ? 'applying' : 'undoing'
  await Batches.updateOne({ _id: id, state: from }, { $set: { state } })
}

/** Removes what was looked at and left. */
export async function dropAttributes(id: string): Promise<void> {
  const dropped = await Batches.deleteOne({ _id: id, state: 'preview' })
  if (dropped.deletedCount === 1) await Changes.deleteMany({ batch: id })
}

/** Ids of what was looked at before then and left. */
export async function oldAttributes(before: Date): Promise<string[]> {
  const found = await Batches.find({ at: { $lt: before }, state: 'preview' }, { _id: 1 })
    .limit(100)
    .lean<{ _id: string }[]>()
    .exec()
  return found.map(({ _id }) => _id)
}

export async function attributesAwaitingWork(): Promise<string[]> {
  const found = await hotAttributes.awaiting().lean<{ _id: string }[]>().exec()
  return found.map(({ _id }) => _id)
}

export async function attributesWorkAsked(id: string): Promise<void> {
  await Batches.updateOne({ _id: id }, { $pull: { pending: 'ask' } })
}

/** Removes all that was said of single responses of a consultation: they are deleted. */
export async function removeChangesOf(consultation: string): Promise<void> {
  for (const { _id } of await Batches.find({ consultation }, { _id: 1 }).lean<{ _id: string }[]>().exec())
    await Changes.deleteMany({ batch: _id })
}
