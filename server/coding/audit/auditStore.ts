import { model, Schema } from 'mongoose'
import type { Span } from '../../../analysis/index.ts'
import { addMissing } from '../../database/addMissing.ts'

/** How many passages there were of each sort when a sample was drawn: what the drawn ones stand for. */
export type Strata = {
  /** Passages that the machine gave some theme that is asked about, and those that it gave none. */
  tagged: number
  untagged: number
  /** How many passages it gave each theme. */
  byTheme: { theme: string; passages: number }[]
}

/** One random sample of passages, drawn once to check what the machine suggests. */
export type Audit = {
  _id: string
  consultation: string
  /** The themes that are asked about: all that were in use, or one. */
  themes: string[]
  /** How many passages were asked for, half of each stratum. */
  size: number
  seed: number
  /** What made the tags that are checked, and when. */
  codebookVersion: number
  rulesVersion: number
  by: string
  at: Date
  /** Absent until it is drawn. */
  strata?: Strata
  /** Whether someone put an end to it: its other passages are asked about no more. */
  ended?: boolean
}

/** What a person says of a passage that was shown to them without marks. */
export type Answer = { themes: string[]; by: string; at: Date }

/** One passage of a sample: a sentence. It holds none of its words. */
export type AuditPassage = Span & {
  /** `audit|place` */
  _id: string
  audit: string
  /** From 1 on, in the random order in which they are shown. */
  place: number
  consultation: string
  respondent: string
  question: string
  text: string
  /** What the machine had given it; never shown before it is answered. */
  tagged: boolean
  tags: string[]
  answer?: Answer
}

const auditSchema = new Schema<Audit>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    themes: { type: [String], required: true },
    size: { type: Number, required: true },
    seed: { type: Number, required: true },
    codebookVersion: { type: Number, required: true },
    rulesVersion: { type: Number, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    strata: { type: Schema.Types.Mixed },
    ended: Boolean,
  },
  { versionKey: false, minimize: false },
)
auditSchema.index({ consultation: 1, at: -1 })

const passageSchema = new Schema<AuditPassage>(
  {
    _id: { type: String, required: true },
    audit: { type: String, required: true },
    place: { type: Number, required: true },
    consultation: { type: String, required: true },
    respondent: { type: String, required: true },
    question: { type: String, required: true },
    text: { type: String, required: true },
    start: { type: Number, required: true },
    end: { type: Number, required: true },
    tagged: { type: Boolean, required: true },
    tags: { type: [String], required: true },
    answer: { type: Schema.Types.Mixed },
  },
  { versionKey: false, minimize: false },
)
passageSchema.index({ audit: 1, place: 1 })

const Audits = model('Audit', auditSchema, 'audits')
const AuditPassages = model('AuditPassage', passageSchema, 'auditPassages')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotAudits = {
  newest: (consultation: string) => Audits.find({ consultation }).sort({ at: -1 }).limit(1),
  passages: (audit: string) => AuditPassages.find({ audit }).sort({ place: 1 }),
}

export async function addAudit(audit: Audit): Promise<void> {
  await Audits.create(audit)
}

export function findAudit(id: string): Promise<Audit | null> {
  return Audits.findById(id).lean<Audit>().exec()
}

/** The sample that is worked on: the newest. */
export async function newestAudit(consultation: string): Promise<Audit | undefined> {
  return (await hotAudits.newest(consultation).lean<Audit[]>().exec())[0]
}

/** The passages of a sample in the order in which they are shown. */
export function passagesOf(audit: string): Promise<AuditPassage[]> {
  return hotAudits.passages(audit).lean<AuditPassage[]>().exec()
}

export function passageId(audit: string, place: number): string {
  return `${audit}|${place}`
}

/** Writes what was drawn: its passages, and then, in one write by which it begins to be, how many there were. */
export async function keepDraw(id: string, passages: AuditPassage[], strata: Strata): Promise<void> {
  // Where another process took the job for left and drew it meanwhile, passages may be answered already.
  if (!(await Audits.exists({ _id: id, strata: { $exists: false } }))) return
  // What a killed run left may be of other passages.
  await AuditPassages.deleteMany({ audit: id })
  await addMissing(AuditPassages.collection, passages)
  await Audits.updateOne({ _id: id }, { $set: { strata } })
}

/** Puts an end to a sample; what was said of its passages stays. */
export async function endAudit(id: string): Promise<void> {
  await Audits.updateOne({ _id: id }, { $set: { ended: true } })
}

/** Keeps what a person says of a passage, in place of what was said before. */
export async function keepAnswer(id: string, answer: Answer): Promise<void> {
  await AuditPassages.updateOne({ _id: id }, { $set: { answer } })
}
