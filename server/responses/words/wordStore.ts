import { model, Schema } from 'mongoose'
import { addMissing } from '../../database/addMissing.ts'

/**
 * By what words a text is found. Derived from the text alone, which never changes: see `indexWords`. It says nothing
 * of whether the text may still be read; whoever searches asks its response.
 */
export type WordEntry = {
  /** The text's id. */
  _id: string
  consultation: string
  respondent: string
  /** Which `searchKeysVersion` made them. */
  made: number
  /** See `textKeys`. */
  keys: string[]
}

const schema = new Schema<WordEntry>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    respondent: { type: String, required: true },
    made: { type: Number, required: true },
    keys: { type: [String], required: true },
  },
  { versionKey: false },
)
// Ends in the respondent, so that a search goes from respondent to respondent without sorting.
schema.index({ consultation: 1, keys: 1, respondent: 1 })

const Entries = model('WordEntry', schema, 'wordEntries')

/** How many ids one query names. */
const idsAtOnce = 1000

/** The queries behind the pages, for the test that holds each to its index. */
export const hotWords = {
  withKey: (consultation: string, key: string, others: string[][], after: string, limit: number) =>
    Entries.find(
      {
        consultation,
        keys: key,
        respondent: { $gt: after },
        ...(others.length === 0 ? {} : { $and: others.map(group => ({ keys: { $in: group } })) }),
      },
      { _id: 0, respondent: 1 },
    )
      .sort({ respondent: 1 })
      .limit(limit),
  holding: (consultation: string, key: string) => Entries.find({ consultation, keys: key }),
  withAny: (consultation: string, keys: string[], limit: number) =>
    Entries.find({ consultation, keys: { $in: keys } }, { keys: 1 }).limit(limit),
}

/** Respondents after this one who wrote a text with a key, and with one of each other group; in order, some twice. */
export async function respondentsWith(
  consultation: string,
  key: string,
  others: string[][],
  after: string,
  limit: number,
): Promise<string[]> {
  const found = await hotWords
    .withKey(consultation, key, others, after, limit)
    .lean<Pick<WordEntry, 'respondent'>[]>()
    .exec()
  return found.map(({ respondent }) => respondent)
}

/** How many texts have a key. */
export function countWith(consultation: string, key: string): Promise<number> {
  return hotWords.holding(consultation, key).countDocuments().exec()
}

/** Some texts that have any of these keys, with all of their keys. */
export function entriesWith(
  consultation: string,
  keys: string[],
  limit: number,
): Promise<Pick<WordEntry, '_id' | 'keys'>[]> {
  return hotWords.withAny(consultation, keys, limit).lean<Pick<WordEntry, '_id' | 'keys'>[]>().exec()
}

/** Which of these texts have an entry of this version. */
export async function entered(texts: string[], made: number): Promise<Set<string>> {
  const found = new Set<string>()
  for (let from = 0; from < texts.length; from += idsAtOnce)
    for (const { _id } of await Entries.find(
      { _id: { $in: texts.slice(from, from + idsAtOnce) }, made },
      { _id: 1 },
    )
      .lean<Pick<WordEntry, '_id'>[]>()
      .exec())
      found.add(_id)
  return found
}

/** Writes entries; one that is there, as made by another version or another run, is put aside for the new one. */
export async function addEntries(entries: WordEntry[]): Promise<void> {
  if (entries.length === 0 || (await addMissing(Entries.collection, entries))) return
  await Entries.bulkWrite(
    entries.map(({ _id, ...entry }) => ({
      updateOne: { filter: { _id }, update: { $set: entry }, upsert: true },
    })),
    { ordered: false },
  )
}

/** A text that is gone takes its entry with it. */
export async function removeEntries(texts: string[]): Promise<void> {
  if (texts.length > 0) await Entries.deleteMany({ _id: { $in: texts } })
}

/** Some texts that have all of these keys. */
export async function textsWithAll(consultation: string, keys: string[], limit: number): Promise<string[]> {
  const [first = '', ...others] = keys
  const found = await hotWords
    .withKey(
      consultation,
      first,
      others.map(key => [key]),
      '',
      limit,
    )
    .select({ _id: 1 })
    .lean<Pick<WordEntry, '_id'>[]>()
    .exec()
  return found.map(({ _id }) => _id)
}
