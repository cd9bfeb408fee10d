import { model, Schema } from 'mongoose'

/** That whoever has a draft's or a receipt's private link says that an address is theirs. */
export type AddressCheck = {
  /** The draft's. */
  _id: string
  /** The address, as `seal` left it; gone once the code was given. */
  sealed?: string
  /** The hash of the code that was sent to it. */
  code: string
  /** How often a code was tried since it was asked for, and how often one was asked for. */
  tries: number
  asked: number
  isDone: boolean
  expiresAt: Date
  /** When all of it is removed. */
  keptUntil: Date
}

const schema = new Schema<AddressCheck>(
  {
    _id: { type: String, required: true },
    sealed: String,
    code: { type: String, required: true },
    tries: { type: Number, required: true },
    asked: { type: Number, required: true },
    isDone: { type: Boolean, required: true },
    expiresAt: { type: Date, required: true },
    keptUntil: { type: Date, required: true },
  },
  { versionKey: false },
)
schema.index({ keptUntil: 1 }, { expireAfterSeconds: 0 })

const AddressChecks = model('AddressCheck', schema, 'addressChecks')

/** How often a code may be tried, and how often one may be asked for with the same private link before `keptUntil`. */
const mostTries = 5
export const mostAsked = 5

export function findCheck(draft: string): Promise<AddressCheck | null> {
  return AddressChecks.findById(draft).lean<AddressCheck>().exec()
}

/** Begins to check an address, in place of the one before; false where it was asked for too often. */
export async function beginCheck(
  draft: string,
  begun: Required<Pick<AddressCheck, 'sealed' | 'code' | 'expiresAt' | 'keptUntil'>>,
): Promise<boolean> {
  const { keptUntil, ...check } = begun
  return AddressChecks.updateOne(
    { _id: draft, asked: { $lt: mostAsked } },
    { $set: { ...check, tries: 0, isDone: false }, $inc: { asked: 1 }, $setOnInsert: { keptUntil } },
    { upsert: true },
  ).then(
    () => true,
    error => {
      if ((error as { code?: unknown }).code === 11000) return false
      throw error
    },
  )
}

/** Counts a try, and returns what it is held against; null where nothing may be tried any more. */
export function tryCheck(draft: string, now: Date): Promise<AddressCheck | null> {
  return AddressChecks.findOneAndUpdate(
    { _id: draft, tries: { $lt: mostTries }, expiresAt: { $gt: now } },
    { $inc: { tries: 1 } },
    { returnDocument: 'after' },
  )
    .lean<AddressCheck>()
    .exec()
}

/** Ends a check whose code was given, and forgets the address, unless another was begun meanwhile. */
export async function finishCheck({ _id, code }: AddressCheck): Promise<void> {
  await AddressChecks.updateOne({ _id, code }, { $set: { isDone: true }, $unset: { sealed: 1 } })
}

/** Removes the check of a draft's private link, with the address. */
export async function removeCheck(draft: string): Promise<void> {
  await AddressChecks.deleteOne({ _id: draft })
}
