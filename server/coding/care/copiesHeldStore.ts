import { model, Schema } from 'mongoose'
import type { Span } from '../../../analysis/index.ts'
import type { HoldState } from '../../responses/care/hold.ts'

/**
 * Words of a letter that are held in the other copies of it too. Its id is that of the hold in every copy, so that what
 * is decided on one can be done to all.
 */
export type CopiesHeld = {
  _id: string
  consultation: string
  /** The copy in which they were held first, and where. */
  text: string
  span: Span
  /** The other copies, as they were known at that moment: once words are held, no search finds them alike. */
  copies: string[]
  /** What all of them are to become: `waiting` to be held; who decided so and why, where it was decided since. */
  wanted: { state: HoldState; by: string; reason: string }
  /** What is to be asked of the background work, and was not yet. */
  pending: 'ask'[]
}

const schema = new Schema<CopiesHeld>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    text: { type: String, required: true },
    span: { type: Schema.Types.Mixed, required: true },
    copies: { type: [String], required: true },
    wanted: { type: Schema.Types.Mixed, required: true },
    pending: { type: [String], required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ pending: 1 })

const Held = model('CopiesHeld', schema, 'copiesHeld')

/** The queries behind the jobs, for the test that holds each to its index. */
export const hotCopiesHeld = { awaiting: () => Held.find({ pending: 'ask' }, { _id: 1 }) }

export async function addCopiesHeld(held: CopiesHeld): Promise<void> {
  await Held.create(held)
}

export function findCopiesHeld(id: string): Promise<CopiesHeld | null> {
  return Held.findById(id).lean<CopiesHeld>().exec()
}

/** How many other copies the words of each of these holds are held in; of a hold of one answer alone there is no entry. */
export async function countsOfCopies(ids: string[]): Promise<Map<string, number>> {
  const found = await Held.find({ _id: { $in: ids } }, { copies: 1 })
    .lean<CopiesHeld[]>()
    .exec()
  return new Map(found.map(({ _id, copies }) => [_id, copies.length]))
}

/** Has all copies become what was decided on one. @returns whether there are any */
export async function wantOfCopies(id: string, wanted: CopiesHeld['wanted']): Promise<boolean> {
  const result = await Held.updateOne({ _id: id }, { $set: { wanted, pending: ['ask'] } })
  return result.matchedCount === 1
}

export async function copiesAwaitingWork(): Promise<string[]> {
  const found = await hotCopiesHeld.awaiting().lean<{ _id: string }[]>().exec()
  return found.map(({ _id }) => _id)
}

export async function copiesWorkAsked(id: string): Promise<void> {
  await Held.updateOne({ _id: id }, { $pull: { pending: 'ask' } })
}
