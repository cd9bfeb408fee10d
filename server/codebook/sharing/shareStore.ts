import { model, Schema } from 'mongoose'

/** Who owns the codebook of a consultation, and which other consultations may take a copy of it. */
export type Share = {
  /** The consultation. */
  _id: string
  /** An account. */
  owner: string
  /** Every consultation, or those that are named; none. */
  to: 'all' | string[]
  by: string
  at: Date
  /** Counts the changes, so that two at once are noticed. */
  changes: number
}

const schema = new Schema<Share>(
  {
    _id: { type: String, required: true },
    owner: { type: String },
    to: { type: Schema.Types.Mixed, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    changes: { type: Number, required: true },
  },
  { versionKey: false },
)
schema.index({ to: 1 })

const Shares = model('CodebookShare', schema, 'codebookShares')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotShares = {
  offeredTo: (consultation: string) => Shares.find({ to: { $in: ['all', consultation] } }),
}

export function findShare(consultation: string): Promise<Share | null> {
  return Shares.findById(consultation).lean<Share>().exec()
}

/** The codebooks that a consultation may take a copy of. */
export async function sharesWith(consultation: string): Promise<Share[]> {
  const found = await hotShares.offeredTo(consultation).lean<Share[]>().exec()
  // A consultation may be called “all”.
  return found.filter(({ _id, to }) => _id !== consultation && (to === 'all' || to.includes(consultation)))
}

/** Writes what is shared as its next change. The answer is false where somebody else changed it first. */
export async function saveShare(share: Share): Promise<boolean> {
  if (share.changes > 1) {
    const replaced = await Shares.replaceOne({ _id: share._id, changes: share.changes - 1 }, share)
    return replaced.matchedCount === 1
  }
  try {
    await Shares.create(share)
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code === 11000) return false
    throw error
  }
}
