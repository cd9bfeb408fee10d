import { model, Schema } from 'mongoose'
import type { Tag } from '../../analysis/index.ts'
import { addMissing } from '../database/addMissing.ts'

/** All tags of one text under one version of the codebook. Derived: tagging the text again makes it anew. */
export type Tagging = {
  /** The text's id. */
  _id: string
  consultation: string
  respondent: string
  question: string
  codebookVersion: number
  /** Which `taggingEngine` made them; taggings from before it was kept have none. */
  engine?: number
  /** The codebook version under which the text was tagged for the first time; taggings from before it was kept have none. */
  first?: number
  tags: Tag[]
}

const schema = new Schema<Tagging>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    respondent: { type: String, required: true },
    question: { type: String, required: true },
    codebookVersion: { type: Number, required: true },
    engine: Number,
    first: Number,
    tags: { type: Schema.Types.Mixed, required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, codebookVersion: 1 })

const Taggings = model('Tagging', schema, 'taggings')

/** The queries behind the pages and the jobs, for the test that holds each to its index. */
export const hotTaggings = {
  ofTexts: (ids: string[]) => Taggings.find({ _id: { $in: ids } }),
  olderThan: (consultation: string, version: number, limit: number) =>
    Taggings.find({ consultation, codebookVersion: { $lt: version } }, { tags: 0 }).limit(limit),
}

/** The taggings of these texts; a text that is yet to be tagged has none. */
export function taggingsOf(texts: string[]): Promise<Tagging[]> {
  return hotTaggings.ofTexts(texts).lean<Tagging[]>().exec()
}

/** Marks taggings that another version of the codebook leaves as they are, unless they were made anew meanwhile. */
export async function markTaggings(texts: string[], from: number, to: number): Promise<void> {
  if (texts.length === 0) return
  await Taggings.updateMany({ _id: { $in: texts }, codebookVersion: from }, { $set: { codebookVersion: to } })
}

/** By which version each of these texts was tagged; a text that is yet to be tagged has none. */
export function taggingVersions(texts: string[]): Promise<Pick<Tagging, '_id' | 'codebookVersion'>[]> {
  return hotTaggings
    .ofTexts(texts)
    .select({ codebookVersion: 1 })
    .lean<Pick<Tagging, '_id' | 'codebookVersion'>[]>()
    .exec()
}

/** Some taggings, without their tags, that were made before this version of the codebook. */
export function outdated(
  consultation: string,
  version: number,
  limit: number,
): Promise<Omit<Tagging, 'tags'>[]> {
  return hotTaggings.olderThan(consultation, version, limit).lean<Omit<Tagging, 'tags'>[]>().exec()
}

export function countOutdated(consultation: string, version: number): Promise<number> {
  return Taggings.countDocuments({ consultation, codebookVersion: { $lt: version } }).exec()
}

/** The taggings, by place and theme alone, of texts that were tagged before a version of the codebook as well. */
export async function* taggingsBefore(
  consultation: string,
  version: number,
): AsyncGenerator<{ tags: Pick<Tag, 'theme' | 'start' | 'end'>[] }> {
  const found = Taggings.find<{ tags: Pick<Tag, 'theme' | 'start' | 'end'>[] }>(
    { consultation, $or: [{ first: { $exists: false } }, { first: { $lt: version } }] },
    { 'tags.theme': 1, 'tags.start': 1, 'tags.end': 1 },
  )
  // In small batches: a long one would hold up other requests while it is read.
  yield* found.lean().cursor({ batchSize: 500 })
}

/** Writes the taggings of texts that had none; where another run was faster, in place of its. */
export async function addTaggings(taggings: Tagging[]): Promise<void> {
  if (!(await addMissing(Taggings.collection, taggings))) await replaceTaggings(taggings)
}

/** Writes taggings in place of what was there. */
export async function replaceTaggings(taggings: Tagging[]): Promise<void> {
  if (taggings.length === 0) return
  await Taggings.bulkWrite(
    taggings.map(({ _id, ...tagging }) => ({
      updateOne: { filter: { _id }, update: { $set: tagging }, upsert: true },
    })),
    { ordered: false },
  )
}

/** A text that is gone takes its tags with it. */
export async function removeTaggings(texts: string[]): Promise<void> {
  if (texts.length > 0) await Taggings.deleteMany({ _id: { $in: texts } })
}
