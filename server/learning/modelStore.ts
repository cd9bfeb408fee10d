import mongoose, { model, Schema } from 'mongoose'
import type { Quality } from '../../analysis/index.ts'
import { newId } from '../database/ids.ts'

/** What was learned from a consultation's codings: the numbers are a file of their own. */
export type Model = {
  _id: string
  consultation: string
  learnedAt: Date
  /** How many coded sentences it was learned from. */
  passages: number
  /** Who wrote them: when one withdraws, the model rests on words that may no longer be used. */
  respondents: string[]
  /** The texts that these sentences are from: when one is replaced, it rests on that too. A model of before has none. */
  texts?: string[]
  /** How well it does on sentences that it has not seen, by repeated cross-validation; themes by their ids. */
  quality: Quality
  file: mongoose.mongo.ObjectId
}

const schema = new Schema<Model>(
  {
    _id: { type: String, required: true },
    consultation: { type: String, required: true },
    learnedAt: { type: Date, required: true },
    passages: { type: Number, required: true },
    respondents: { type: [String], required: true },
    texts: { type: [String], default: undefined },
    quality: { type: Schema.Types.Mixed, required: true },
    file: { type: Schema.Types.ObjectId, required: true },
  },
  { versionKey: false, minimize: false },
)
schema.index({ consultation: 1 })

const Models = model('Model', schema, 'models')

function bucket(): mongoose.mongo.GridFSBucket {
  const { db } = mongoose.connection
  if (!db) throw new Error('modelStore: the database is not connected')
  return new mongoose.mongo.GridFSBucket(db, { bucketName: 'modelFiles' })
}

/** Keeps a model, its bytes first. @returns its id */
export async function addModel(learned: Omit<Model, '_id' | 'file'>, bytes: Uint8Array): Promise<string> {
  const upload = bucket().openUploadStream(learned.consultation)
  await new Promise<void>((resolve, reject) => {
    upload.once('finish', resolve)
    upload.once('error', reject)
    upload.end(bytes)
  })
  const _id = newId()
  await Models.create({ ...learned, _id, file: upload.id })
  return _id
}

export function findModel(id: string): Promise<Model | null> {
  return Models.findById(id).lean<Model>().exec()
}

/** Removes a consultation's models but the one in use, and what a killed process left of others. */
export async function removeOtherModels(consultation: string, used: string): Promise<void> {
  const kept = await findModel(used)
  await Models.deleteMany({ consultation, _id: { $ne: used } })
  for (const { _id } of await bucket().find({ filename: consultation }).toArray())
    if (!kept?.file.equals(_id)) await bucket().delete(_id)
}

let latest: { id: string; bytes: Promise<Uint8Array<SharedArrayBuffer>> } | undefined

/** The bytes of a model in memory that threads share; those asked for last stay there. */
export function sharedModel(id: string): Promise<Uint8Array<SharedArrayBuffer>> {
  if (latest?.id !== id) {
    latest = { id, bytes: read(id) }
    latest.bytes.catch(() => {
      latest = undefined
    })
  }
  return latest.bytes
}

async function read(id: string): Promise<Uint8Array<SharedArrayBuffer>> {
  const found = await findModel(id)
  if (!found) throw new Error(`sharedModel: there is no model ${id}`)
  const chunks: Buffer[] = []
  for await (const chunk of bucket().openDownloadStream(found.file)) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length))
  shared.set(bytes)
  return shared
}

/** Whether any model of a consultation was learned from the words of a respondent. */
export async function learnedFrom(
  consultation: string,
  respondent: string,
  texts: string[],
): Promise<boolean> {
  const rests = [{ respondents: respondent }, { texts: { $in: texts } }]
  return (await Models.findOne({ consultation, $or: rests }, { _id: 1 }).lean().exec()) !== null
}
