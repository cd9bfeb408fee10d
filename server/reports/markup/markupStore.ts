import { model, Schema } from 'mongoose'

export const decisions = ['waiting', 'accepted', 'refused'] as const
export type Decision = (typeof decisions)[number]

/** A change of an author's words: where in the template of the version that went out, and by what. */
export type MarkedChange = {
  start: number
  end: number
  before: string
  /** What it puts there, as typed in Word: words, and blank lines between paragraphs. */
  after: string
  /** As the Word file says; empty for a change that it did not track. */
  author: string
  date?: Date
  tracked: boolean
  /** Part of words that were moved from one place to another. */
  moved: boolean
  decision: Decision
}

/** Why a change cannot be taken over. */
export type RefusalReason = 'locked' | 'place' | 'join' | 'helper'

/** A change that is not offered. Of what it takes out only the length is kept, since it may be a respondent's words. */
export type RefusedChange = {
  why: RefusalReason
  /** The helper that wrote what it would change; empty where none did. */
  helper: string
  author: string
  putIn: string
  /** How many characters it takes out. */
  takenOut: number
}

/** A Word copy that came back, with what it would change. */
export type MarkUp = {
  /** Of the report and the file's bytes: the same file brought twice is one. */
  _id: string
  consultation: string
  report: string
  /** The version that went out. */
  version: number
  file: string
  by: string
  at: Date
  changes: MarkedChange[]
  refused: RefusedChange[]
  /** How many of its comments became comments of the report. */
  comments: number
  /** Changes in what is not read: notes, text boxes, and how words are set. */
  unread: { notes: number; boxes: number; settings: number }
}

const changeSchema = new Schema<MarkedChange>(
  {
    start: Number,
    end: Number,
    before: String,
    after: String,
    author: String,
    date: Date,
    tracked: Boolean,
    moved: Boolean,
    decision: { type: String, enum: decisions },
  },
  { _id: false },
)
const refusedSchema = new Schema<RefusedChange>(
  { why: String, helper: String, author: String, putIn: String, takenOut: Number },
  { _id: false },
)
const schema = new Schema<MarkUp>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    report: { type: String, required: true },
    version: { type: Number, required: true },
    file: String,
    by: { type: String, required: true },
    at: { type: Date, required: true },
    changes: [changeSchema],
    refused: [refusedSchema],
    comments: { type: Number, required: true },
    unread: { type: Schema.Types.Mixed, required: true },
  },
  { versionKey: false },
)
schema.index({ report: 1, at: -1 })

const MarkUps = model('MarkUp', schema, 'markups')

/** The queries behind the pages, for the test that holds each to its index. */
export const hotMarkUps = {
  ofReport: (report: string) => MarkUps.find({ report }).sort({ at: -1 }),
}

/** The copies of a report that came back, the newest first. */
export function markUpsOf(report: string): Promise<MarkUp[]> {
  return hotMarkUps.ofReport(report).lean<MarkUp[]>().exec()
}

export function findMarkUp(report: string, id: string): Promise<MarkUp | null> {
  return MarkUps.findOne({ _id: id, report }).lean<MarkUp>().exec()
}

/** Adds a copy, once; one that was brought before stays as it was decided upon. */
export async function addMarkUp({ _id, ...markUp }: MarkUp): Promise<void> {
  await MarkUps.updateOne({ _id }, { $setOnInsert: markUp }, { upsert: true })
}

/** Says of some changes, by their places in the list, what was decided. */
export async function decide(id: string, decided: Map<number, Decision>): Promise<void> {
  if (decided.size === 0) return
  const set = Object.fromEntries([...decided].map(([i, decision]) => [`changes.${i}.decision`, decision]))
  await MarkUps.updateOne({ _id: id }, { $set: set })
}
