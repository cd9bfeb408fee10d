import { model, Schema } from 'mongoose'

/** By what responses were chosen to be assigned. */
export const waysToChoose = ['all', 'random', 'chosen', 'reassigned'] as const
export type WayToChoose = (typeof waysToChoose)[number]

/** One act of assigning, kept so that it can be told of and taken back. */
export type Assigning = {
  _id: string
  consultation: string
  by: string
  at: Date
  how: WayToChoose
  /** To whom, and for `reassigned` from whom. */
  coders: string[]
  from?: string
  /** What was asked for, in words: "Sector: health". Empty where all were. */
  filter: string
  /** What the lot was drawn by: the same seed gives the same draw from the same responses. */
  seed: number
  responses: number
  undone?: { by: string; at: Date }
}

const schema = new Schema<Assigning>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    how: { type: String, enum: waysToChoose, required: true },
    coders: { type: [String], required: true },
    from: String,
    filter: { type: String },
    seed: { type: Number, required: true },
    responses: { type: Number, required: true },
    undone: { type: Schema.Types.Mixed },
  },
  { versionKey: false },
)
schema.index({ consultation: 1, at: -1 })

const Assignings = model('Assigning', schema, 'assignings')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotAssignings = {
  latest: (consultation: string) => Assignings.find({ consultation }).sort({ at: -1 }).limit(10),
}

export async function addAssigning(assigning: Assigning): Promise<void> {
  await Assignings.create(assigning)
}

export function latestAssignings(consultation: string): Promise<Assigning[]> {
  return hotAssignings.latest(consultation).lean<Assigning[]>().exec()
}

export function findAssigning(consultation: string, id: string): Promise<Assigning | null> {
  return Assignings.findOne({ _id: id, consultation }).lean<Assigning>().exec()
}

/** Keeps that an act was taken back; false where it was before. */
export async function keepUndone(id: string, undone: NonNullable<Assigning['undone']>): Promise<boolean> {
  const result = await Assignings.updateOne({ _id: id, undone: { $exists: false } }, { $set: { undone } })
  return result.matchedCount === 1
}
