import mongoose from 'mongoose'
import { newSalt, plainPieceBytes, type SealedFile, sealedPieceBytes, sealPiece } from './pieces.ts'
import { sealFor } from './sealed.ts'

const { Binary } = mongoose.mongo
type Id = mongoose.mongo.ObjectId

/**
 * Encrypts the identities, the declarations of drafts and the attached files of earlier releases, one document in each write, and gives the room back
 * in which they stood. What is encrypted already is left as it is, so that it may be run again after a kill.
 */
export async function sealStored(): Promise<void> {
  await sealIdentities()
  await sealFiles()
  for (const name of ['drafts', 'staffEntries']) await sealDeclarations(name)
  await clearRoom()
}

type PlainIdentity = { _id: string; sealed?: string; unclaimed?: Date }

async function sealIdentities(): Promise<void> {
  const identities = mongoose.connection.collection<PlainIdentity>('identities')
  for await (const { _id, unclaimed, ...who } of identities.find({ sealed: { $exists: false } })) {
    const sealed = await sealFor('identities', ['identities', _id], who)
    await identities.replaceOne({ _id }, { sealed, ...(unclaimed ? { unclaimed } : {}) })
  }
}

type Plain = { _id: string; declaration?: unknown }

/** What was declared in a draft that is not sent yet. */
async function sealDeclarations(name: string): Promise<void> {
  const drafts = mongoose.connection.collection<Plain>(name)
  const some = { projection: { declaration: 1 } }
  for await (const { _id, declaration } of drafts.find({ declaration: { $type: 'object' } }, some)) {
    if (Object.keys(declaration as object).length === 0) continue
    const sealed = await sealFor('identities', [name, _id, 'declaration'], declaration)
    await drafts.updateOne({ _id }, { $set: { declaration: sealed } })
  }
}

type PlainFile = {
  _id: Id
  length: number
  chunkSize: number
  filename: string
  metadata?: { salt?: string; name?: string }
}
type Piece = { files_id: Id; n: number; data: InstanceType<typeof Binary>; sealed?: true }

const filesOf = () => mongoose.connection.collection<PlainFile>('attachments.files')
const piecesOf = () => mongoose.connection.collection<Piece>('attachments.chunks')

/** A file is encrypted piece by piece, and has its encrypted name when all of it is. */
async function sealFiles(): Promise<void> {
  for await (const file of filesOf().find({ 'metadata.name': { $exists: false } })) await sealFile(file)
}

async function sealFile({ _id, length, chunkSize, filename, metadata }: PlainFile): Promise<void> {
  if (chunkSize !== plainPieceBytes && chunkSize < length)
    throw new Error(
      `The attached file ${_id} is in pieces of ${chunkSize} bytes, which no release of Soundings wrote.`,
    )
  const salt = metadata?.salt ?? newSalt()
  if (!metadata?.salt) await filesOf().updateOne({ _id }, { $set: { 'metadata.salt': salt } })
  const file: SealedFile = { id: String(_id), salt }
  const count = Math.max(1, Math.ceil(length / plainPieceBytes))
  for (let n = 0; n < count; n++) await sealOnePiece(_id, file, n, n === count - 1)
  const name = await sealFor('attachments', ['attachments.files', String(_id), 'name'], filename)
  const added = sealedPieceBytes - plainPieceBytes
  await filesOf().updateOne(
    { _id },
    {
      $set: {
        ...{ filename: '', 'metadata.name': name },
        ...{ length: length + count * added, chunkSize: sealedPieceBytes },
      },
    },
  )
}

async function sealOnePiece(files_id: Id, file: SealedFile, n: number, last: boolean): Promise<void> {
  const stored = await piecesOf().findOne({ files_id, n })
  if (stored?.sealed) return
  // GridFS has no piece of an empty file.
  const plain = Buffer.from(stored?.data.buffer ?? [])
  const data = new Binary(await sealPiece(file, n, last, plain))
  await piecesOf().updateOne({ files_id, n }, { $set: { data, sealed: true } }, { upsert: true })
}

/** Whoever reads the file of an embedded database would find what stood in it before, until its room is used again. */
async function clearRoom(): Promise<void> {
  const { db } = mongoose.connection
  const { storageEngines } = (await db?.command({ buildInfo: 1 })) ?? {}
  if (storageEngines?.includes('sqlite')) await db?.command({ compact: 'schema' })
}
