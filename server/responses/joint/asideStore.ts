import { createHash } from 'node:crypto'
import { model, Schema } from 'mongoose'
import type { Draft } from '../draftStore.ts'

/**
 * Words that were not put into a draft, or were put out of it, because two people wrote at once or one person in two
 * tabs: kept until the response is sent, so that nobody loses any.
 */
export type Aside = {
  _id: string
  draft: string
  page: string
  questions: string[]
  /** What was entered to those questions, by field. */
  values: Draft['values']
  /** Who wrote it, of a joint response. */
  by?: string
  at: Date
  /** Whether somebody has chosen between it and what is in the draft. */
  settled: boolean
  /** Characters. */
  size: number
}

const schema = new Schema<Aside>(
  {
    _id: { type: String, required: true },
    draft: { type: String, required: true },
    page: { type: String, required: true },
    questions: { type: [String], required: true },
    values: { type: Schema.Types.Mixed, required: true },
    by: String,
    at: { type: Date, required: true },
    settled: { type: Boolean, required: true },
    size: { type: Number, required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ draft: 1, at: 1 })

const Asides = model('Aside', schema, 'asides')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotAsides = {
  ofDraft: (draft: string) => Asides.find({ draft }).sort({ at: 1 }),
}

/** Keeps words aside; the same words of the same opening of a page are kept once. @returns their id */
export async function addAside(aside: Omit<Aside, '_id' | 'size'>, tab: string | undefined): Promise<string> {
  const { draft, page, values } = aside
  const named = JSON.stringify([draft, page, tab ?? '', values])
  const _id = createHash('sha256').update(named).digest('base64url').slice(0, 22)
  const size = Object.values(values).reduce((sum, value) => sum + value.length, 0)
  await Asides.updateOne({ _id }, { $setOnInsert: { ...aside, size } }, { upsert: true })
  return _id
}

/** All that is kept aside of a draft, the oldest first. */
export function asidesOf(draft: string): Promise<Aside[]> {
  return hotAsides.ofDraft(draft).lean<Aside[]>().exec()
}

/** Characters that are kept aside of a draft. */
export async function asideSize(draft: string): Promise<number> {
  const found = await Asides.find({ draft }, { size: 1 }).lean<Pick<Aside, 'size'>[]>().exec()
  return found.reduce((sum, { size }) => sum + size, 0)
}

export function findAside(draft: string, id: string): Promise<Aside | null> {
  return Asides.findOne({ _id: id, draft }).lean<Aside>().exec()
}

export async function settleAside(draft: string, id: string): Promise<void> {
  await Asides.updateOne({ _id: id, draft }, { $set: { settled: true } })
}

export async function removeAsides(drafts: string[]): Promise<void> {
  await Asides.deleteMany({ draft: { $in: drafts } })
}

/** Removes what is kept aside of a draft, and of every draft whose id goes on from its with a stop. */
export async function removeAsidesUnder(draft: string): Promise<void> {
  // In the order of characters, the slash follows the stop.
  await Asides.deleteMany({ $or: [{ draft }, { draft: { $gt: `${draft}.`, $lt: `${draft}/` } }] })
}
