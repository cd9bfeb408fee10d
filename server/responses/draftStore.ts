import { createHash, randomBytes } from 'node:crypto'
import { model, Schema } from 'mongoose'

/** A file that waits in GridFS to be sent, with what could be read of it. */
export type DraftFile = { file: string; name: string; bytes: number; words: number; notice?: string }

/** A response being written: what was entered, as entered, valid or not. */
export type Draft = {
  _id: string
  consultation: string
  version: number
  /** question id → what was entered; several of several is a list. */
  values: Record<string, string | string[]>
  files: Record<string, DraftFile>
  /** The declaration's fields, as entered. */
  declaration: Record<string, string>
  /** Pages that were sent at least once. */
  visited: string[]
  /** The response it became. */
  response?: string
  startedOn: Date
}

const schema = new Schema<Draft>(
  {
    // The hash of the private link's token: the link itself is kept nowhere.
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    version: { type: Number, required: true },
    values: { type: Schema.Types.Mixed, required: true },
    files: { type: Schema.Types.Mixed, required: true },
    declaration: { type: Schema.Types.Mixed, required: true },
    visited: { type: [String], required: true },
    response: String,
    startedOn: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
)
const Drafts = model('Draft', schema, 'drafts')

/** 144 random bits: the private link's token. */
export function newToken(): string {
  return randomBytes(18).toString('base64url')
}

export function draftIdOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

export async function addDraft(draft: Draft): Promise<void> {
  await Drafts.create(draft)
}

export function findDraft(token: string): Promise<Draft | null> {
  return Drafts.findById(draftIdOf(token)).lean<Draft>().exec()
}

/** What changes when one page is sent. */
export type DraftChange = {
  values?: Draft['values']
  files?: Draft['files']
  declaration?: Draft['declaration']
  removeFiles?: string[]
  visited?: string
}

/** Keeps what was entered; a draft that was sent stays as it was, and the answer is false. */
export async function changeDraft(id: string, change: DraftChange): Promise<boolean> {
  const set: Record<string, unknown> = {}
  for (const [question, value] of Object.entries(change.values ?? {})) set[`values.${question}`] = value
  for (const [question, file] of Object.entries(change.files ?? {})) set[`files.${question}`] = file
  if (change.declaration) set.declaration = change.declaration
  const unset = Object.fromEntries((change.removeFiles ?? []).map(question => [`files.${question}`, 1]))
  const result = await Drafts.updateOne(
    { _id: id, response: { $exists: false } },
    {
      ...(Object.keys(set).length > 0 ? { $set: set } : {}),
      ...(Object.keys(unset).length > 0 ? { $unset: unset } : {}),
      ...(change.visited ? { $addToSet: { visited: change.visited } } : {}),
    },
  )
  return result.matchedCount === 1
}

export async function markSent(id: string, response: string): Promise<void> {
  await Drafts.updateOne({ _id: id }, { $set: { response } })
}
