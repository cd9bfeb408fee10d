import { model, Schema } from 'mongoose'
import { addMissing } from '../../database/addMissing.ts'

/** What a memo is about: the consultation as a whole (no id), a theme or a response. */
export const memoSubjects = ['whole', 'theme', 'response'] as const
export type MemoSubject = { kind: (typeof memoSubjects)[number]; id: string }

/** A researcher's dated note. An edit adds to its versions; none is ever changed or taken away. */
export type Memo = {
  _id: string
  consultation: string
  about: MemoSubject
  by: string
  /** When it was begun. */
  at: Date
  /** Oldest first; the last is what it says now. */
  versions: { at: Date; text: string }[]
  /** What brought it, where it was written in another program. */
  from?: string
}

const schema = new Schema<Memo>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    about: { kind: { type: String, enum: memoSubjects, required: true }, id: String },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    versions: [{ _id: false, at: Date, text: String }],
    from: String,
  },
  { versionKey: false },
)
schema.index({ consultation: 1, at: -1 })

const Memos = model('Memo', schema, 'memos')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotMemos = {
  all: (consultation: string) => Memos.find({ consultation }).sort({ at: -1 }),
}

export async function addMemo(memo: Memo): Promise<void> {
  await Memos.create(memo)
}

/** How many memos one write adds: other writes get their turn in between. */
const addedAtOnce = 500

/** Adds many memos at once, as an import does; those that are there already are left as they are. */
export async function addMemos(memos: Memo[]): Promise<void> {
  for (let from = 0; from < memos.length; from += addedAtOnce)
    await addMissing(Memos.collection, memos.slice(from, from + addedAtOnce))
}

export function findMemo(consultation: string, id: string): Promise<Memo | null> {
  return Memos.findOne({ _id: id, consultation }).lean<Memo>().exec()
}

/** A consultation's memos, the newest first. */
export function listMemos(consultation: string): Promise<Memo[]> {
  return hotMemos.all(consultation).lean<Memo[]>().exec()
}

/** Adds a version after those that its writer saw; false when another was added since. */
export async function reviseMemo(memo: Memo, seen: number, text: string, at: Date): Promise<boolean> {
  const { _id, consultation, by } = memo
  const result = await Memos.updateOne(
    { _id, consultation, by, versions: { $size: seen } },
    { $push: { versions: { at, text } } },
  )
  return result.matchedCount === 1
}
