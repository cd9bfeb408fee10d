import { model, Schema } from 'mongoose'

/** How a piece of evidence bears on a finding. */
export const bearingKinds = ['supports', 'qualifies', 'contradicts'] as const
export type BearingKind = (typeof bearingKinds)[number]

/** That a piece of evidence bears on a finding, by its id. */
export type Bearing = { finding: string; how: BearingKind }

/** Something published elsewhere that a report cites. */
export type Evidence = {
  _id: string
  consultation: string
  /** The name by which templates call it, such as `audit-2024`. */
  key: string
  /** What it is, as a reader would look for it: author and title. */
  citation: string
  /** An http or https address. */
  link: string
  publisher: string
  year: number
  /** Where in it the excerpt stands, such as `14` or `14–16`; empty where it has no pages. */
  pages: string
  /** The day on which it was read there, as `2026-03-01`; empty where nobody said. */
  accessed: string
  bearings: Bearing[]
  /** The words that a report may print as a block quotation; empty where it is only cited. */
  excerpt: string
}

const schema = new Schema<Evidence>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    key: { type: String, required: true },
    citation: { type: String, required: true },
    link: { type: String, required: true },
    publisher: { type: String, required: true },
    year: { type: Number, required: true },
    pages: String,
    accessed: String,
    bearings: {
      type: [{ _id: false, finding: String, how: { type: String, enum: bearingKinds } }],
      required: true,
    },
    excerpt: String,
  },
  { versionKey: false },
)
schema.index({ consultation: 1, key: 1 }, { unique: true })

const EvidenceItems = model('Evidence', schema, 'evidence')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotEvidence = {
  all: (consultation: string) => EvidenceItems.find({ consultation }).sort({ key: 1 }),
}

export function listEvidence(consultation: string): Promise<Evidence[]> {
  return hotEvidence.all(consultation).lean<Evidence[]>().exec()
}

export function findEvidence(consultation: string, id: string): Promise<Evidence | null> {
  return EvidenceItems.findOne({ _id: id, consultation }).lean<Evidence>().exec()
}

/** Adds a piece of evidence; false when its name is taken. */
export async function addEvidence(evidence: Evidence): Promise<boolean> {
  const { _id, ...rest } = evidence
  const result = await EvidenceItems.updateOne(
    { consultation: evidence.consultation, key: evidence.key },
    { $setOnInsert: { _id, ...rest } },
    { upsert: true },
  )
  return result.upsertedCount === 1
}

/** Changes what is said of a piece of evidence; its name stays, since templates call it by that. */
export async function changeEvidence(
  consultation: string,
  id: string,
  change: Omit<Evidence, '_id' | 'consultation' | 'key'>,
): Promise<void> {
  await EvidenceItems.updateOne({ _id: id, consultation }, { $set: change })
}

export async function removeEvidence(consultation: string, id: string): Promise<void> {
  await EvidenceItems.deleteOne({ _id: id, consultation })
}
