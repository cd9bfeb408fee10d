import { model, Schema } from 'mongoose'
import type { Tag } from '../../analysis/index.ts'

/** All tags of one text under one version of the codebook. Derived: tagging the text again makes it anew. */
export type Tagging = {
  /** The text's id. */
  _id: string
  consultation: string
  respondent: string
  question: string
  codebookVersion: number
  tags: Tag[]
}

const schema = new Schema<Tagging>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    respondent: { type: String, required: true },
    question: { type: String, required: true },
    codebookVersion: { type: Number, required: true },
    tags: { type: Schema.Types.Mixed, required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1, codebookVersion: 1 })
schema.index({ consultation: 1, _id: 1 })

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

/** Every tagging of a consultation in the order of text ids, without holding them all. */
export function eachTagging(consultation: string): AsyncIterable<Tagging> {
  return Taggings.find({ consultation }).sort({ _id: 1 }).lean<Tagging>().cursor({ batchSize: 500 })
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

export async function saveTaggings(taggings: Tagging[]): Promise<void> {
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
  await Taggings.deleteMany({ _id: { $in: texts } })
}
