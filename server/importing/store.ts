import { model, Schema } from 'mongoose'
import { capacities } from '../../analysis/application.ts'
import type { AttributionChoice, Capacity, Problem } from '../../analysis/index.ts'
import { amongPlaces, type Places } from '../accounts/people/places.ts'
import { type Channel, channels } from '../responses/byStaff/brought.ts'
import type { SaidInRow } from './rows.ts'

/** What a column of an imported table is. */
export const columnUses = [
  'text',
  'id',
  'role',
  'sector',
  'nation',
  'name',
  'organisation',
  'email',
  'language',
  'capacity',
  'people',
  'behalf',
  'source',
  'came',
  'choice',
  'basis',
  'attribute',
  'ignore',
] as const
export type ColumnUse = (typeof columnUses)[number]
/** It answers a question of the questionnaire, or one line of a matrix: `question:port`, `question:agree:heard`. */
export type QuestionUse = `question:${string}`

/** One of several documents that were brought, with what a table says of it; each becomes a response. */
export type BroughtDocument = {
  name: string
  /** Where its bytes are kept until the import is done. */
  file: string
  said?: SaidInRow
}

/** A table that was brought, from its preview to its last row; or several documents. */
export type Import = {
  _id: string
  /** The consultation that it makes; or that was there, whose questions of `into` it answers. */
  consultation: string
  /** The version of the questionnaire that it answers; absent where it makes a consultation of its own. */
  into?: number
  title: string
  /** The file as people know it, and where its bytes are kept until it is done. */
  name: string
  file: string
  encoding: string
  columns: { name: string; use: ColumnUse | QuestionUse; samples: string[] }[]
  /** How all of it may be quoted, and what that rests on. */
  choice: AttributionChoice
  basis: string
  /** Whether each sentence that quotes them waits for its respondent's approval. */
  approval?: boolean
  /** How all of it came, and on which day, as `2026-11-28`, where no column says so. */
  as?: Channel
  came?: string
  /** Whether answers may leave open what must be answered, and be longer than respondents may write. */
  asItCame?: boolean
  /** The documents, where it is no table; the question that their words answer; and whom they speak for, if not said. */
  documents?: BroughtDocument[]
  question?: string
  capacity?: Capacity
  /** The SHA-256 of the table, in hexadecimal. */
  hash?: string
  state: 'preview' | 'importing' | 'done' | 'undoing' | 'undone'
  /** Rows: taken, and left out because nothing was written in them or because they could not be read. */
  counts: { taken: number; empty: number; faulty: number }
  /** The first of them; `problemCount` says how many there are. */
  problems: Problem[]
  problemCount: number
  account: string
  at: Date
}

const schema = new Schema<Import>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    title: { type: String, required: true },
    name: { type: String, required: true },
    // Not `required`: Mongoose takes an empty string for a missing one, and documents are no one file.
    file: String,
    encoding: { type: String },
    columns: { type: Schema.Types.Mixed, required: true },
    choice: { type: String, required: true },
    basis: { type: String },
    approval: Boolean,
    into: Number,
    as: { type: String, enum: channels },
    came: String,
    asItCame: Boolean,
    hash: String,
    documents: { type: [Schema.Types.Mixed], default: undefined },
    question: String,
    capacity: { type: String, enum: capacities },
    state: { type: String, enum: ['preview', 'importing', 'done', 'undoing', 'undone'], required: true },
    counts: { type: Schema.Types.Mixed, required: true },
    problems: { type: Schema.Types.Mixed, required: true },
    problemCount: { type: Number, required: true },
    account: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ at: -1 })
schema.index({ hash: 1 })
const Imports = model('Import', schema, 'imports')

export async function addImport(record: Import): Promise<void> {
  await Imports.create(record)
}

export function findImport(id: string): Promise<Import | null> {
  return Imports.findById(id).lean<Import>().exec()
}

/** The latest imports into these consultations, and what an account looked at that is to make one, the newest first. */
export function listImports(places: Places, account: string): Promise<Import[]> {
  const own = { account, state: 'preview' as const, into: { $exists: false } }
  const settled = {
    ...amongPlaces(places),
    $or: [{ state: { $ne: 'preview' as const } }, { into: { $exists: true } }],
  }
  return Imports.find({ $or: [own, settled] }, { problems: 0, columns: 0, documents: 0 })
    .sort({ at: -1 })
    .limit(50)
    .lean<Import[]>()
    .exec()
}

export async function changeImport(id: string, change: Partial<Omit<Import, '_id'>>): Promise<void> {
  await Imports.updateOne({ _id: id }, { $set: change })
}

/** Starts an import that was previewed, into this consultation: true for one of those who press the button. */
export async function beginImport(
  id: string,
  change: Partial<
    Pick<
      Import,
      'columns' | 'choice' | 'basis' | 'approval' | 'as' | 'came' | 'asItCame' | 'question' | 'capacity'
    >
  >,
  consultation: string,
): Promise<boolean> {
  const result = await Imports.updateOne(
    { _id: id, state: 'preview' },
    { $set: { ...change, consultation, state: 'importing' } },
  )
  return result.modifiedCount === 1
}

/** An earlier import of the very same table into the same consultation that stands, or runs. */
export function findSame({ _id, hash, consultation, into }: Import): Promise<Import | null> {
  return Imports.findOne({
    ...{ hash, _id: { $ne: _id }, state: { $in: ['importing', 'done'] } },
    // Each import that makes a consultation makes another.
    ...(into === undefined ? {} : { consultation }),
  })
    .lean<Import>()
    .exec()
}

/** Begins to take an import back that is done: true for one of those who press the button. */
export async function beginUndo(id: string): Promise<boolean> {
  const result = await Imports.updateOne({ _id: id, state: 'done' }, { $set: { state: 'undoing' } })
  return result.modifiedCount === 1
}

/** Imports that were previewed before then and never begun. */
export function oldPreviews(before: Date): Promise<Import[]> {
  return Imports.find({ at: { $lt: before }, state: 'preview' })
    .limit(100)
    .lean<Import[]>()
    .exec()
}

export async function removeImport(id: string): Promise<void> {
  await Imports.deleteOne({ _id: id, state: 'preview' })
}

/** Takes what was shown of its rows out of the record of an import: a response that it brought is erased. */
export async function forgetSamples(id: string): Promise<void> {
  const found = await Imports.findById(id, { columns: 1, documents: 1 }).lean<Import>().exec()
  if (!found) return
  const columns = found.columns.map(column => ({ ...column, samples: [] }))
  const documents = found.documents?.map(({ file }) => ({ name: '', file }))
  await Imports.updateOne(
    { _id: id, state: { $ne: 'preview' } },
    { $set: { columns, problems: [], ...(documents ? { documents } : {}) } },
  )
}
