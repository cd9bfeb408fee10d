import { model, Schema } from 'mongoose'
import { addMissing } from '../addMissing.ts'

/** What is sealed apart: whoever comes by the key of one opens nothing of the other. */
export const purposes = ['identities', 'attachments', 'pseudonyms'] as const
export type Purpose = (typeof purposes)[number]

/** A key that seals what is stored, itself wrapped by a key outside the database. */
export type WrappedKey = {
  /** `purpose.number` */
  _id: string
  purpose: Purpose
  /** The highest of a purpose seals what is new. */
  number: number
  /** The mark of the outer key that wraps it. */
  by: string
  wrapped: string
  madeAt: Date
}

const schema = new Schema<WrappedKey>(
  {
    _id: { type: String, required: true },
    purpose: { type: String, enum: purposes, required: true },
    number: { type: Number, required: true },
    by: { type: String, required: true },
    wrapped: { type: String, required: true },
    madeAt: { type: Date, required: true },
  },
  { versionKey: false },
)
schema.index({ purpose: 1, number: -1 })
const DataKeys = model('DataKey', schema, 'dataKeys')

/** All of them: a few for each purpose. */
export function allKeys(): Promise<WrappedKey[]> {
  return DataKeys.find().sort({ _id: 1 }).lean<WrappedKey[]>().exec()
}

export function findKey(purpose: Purpose, number: number): Promise<WrappedKey | null> {
  return DataKeys.findById(keyId(purpose, number)).lean<WrappedKey>().exec()
}

export function newestKey(purpose: Purpose): Promise<WrappedKey | null> {
  return DataKeys.findOne({ purpose }).sort({ number: -1 }).lean<WrappedKey>().exec()
}

/** Adds a key; where another process added the same meanwhile, that one stands. */
export async function addKey(key: WrappedKey): Promise<void> {
  await addMissing(DataKeys.collection, [key])
}

/** Puts a key that was wrapped anew in the place of what it was; false where another process did so. */
export async function replaceWrapping(
  { _id, wrapped: before }: WrappedKey,
  change: Pick<WrappedKey, 'by' | 'wrapped'>,
): Promise<boolean> {
  return (await DataKeys.updateOne({ _id, wrapped: before }, { $set: change })).matchedCount === 1
}

export function keyId(purpose: Purpose, number: number): string {
  return `${purpose}.${number}`
}
