import { isDeepStrictEqual } from 'node:util'
import { model, Schema } from 'mongoose'
import { idOf } from '../../database/ids.ts'
import type { SearchForm } from '../forms.ts'

/** A search that the team kept: what is asked for, never what it found. */
export type SavedSearch = {
  /** Made of the consultation and the name, so that a name is taken once. */
  _id: string
  consultation: string
  name: string
  asks: SearchForm
  by: string
  at: Date
  /** Since it was deleted, which can be undone. */
  removed?: { by: string; at: Date }
}

const schema = new Schema<SavedSearch>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    name: { type: String, required: true },
    asks: { type: Schema.Types.Mixed, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    removed: { type: Schema.Types.Mixed },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, name: 1 })

const Saved = model('SavedSearch', schema, 'savedSearches')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotSaved = {
  all: (consultation: string) => Saved.find({ consultation, removed: { $exists: false } }).sort({ name: 1 }),
}

/** The saved searches of a consultation that were not deleted, by name. */
export function savedSearches(consultation: string): Promise<SavedSearch[]> {
  return hotSaved.all(consultation).lean<SavedSearch[]>().exec()
}

export function findSaved(consultation: string, id: string): Promise<SavedSearch | null> {
  return Saved.findOne({ _id: id, consultation }).lean<SavedSearch>().exec()
}

/** Keeps a search. The answer is false where another search has that name; doing it twice does it once. */
export async function keepSearch(saved: Omit<SavedSearch, '_id' | 'removed'>): Promise<boolean> {
  const _id = idOf('saved search', saved.consultation, saved.name.toLocaleLowerCase('en-GB'))
  try {
    await Saved.create({ ...saved, _id })
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code !== 11000) throw error
  }
  const replaced = await Saved.replaceOne({ _id, removed: { $exists: true } }, saved)
  if (replaced.matchedCount === 1) return true
  const before = await findSaved(saved.consultation, _id)
  return before !== null && isDeepStrictEqual(before.asks, saved.asks)
}

export async function removeSaved(consultation: string, id: string, by: string): Promise<void> {
  await Saved.updateOne(
    { _id: id, consultation, removed: { $exists: false } },
    { $set: { removed: { by, at: new Date() } } },
  )
}

export async function restoreSaved(consultation: string, id: string): Promise<void> {
  await Saved.updateOne({ _id: id, consultation }, { $unset: { removed: 1 } })
}
