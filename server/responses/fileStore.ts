import mongoose, { model, Schema, Types } from 'mongoose'
import { Tampered } from '../database/sealing/box.ts'
import { KeysUnusable } from '../database/sealing/keyFile.ts'
import { currentKey } from '../database/sealing/keyring.ts'
import {
  newSalt,
  openPiece,
  pieceSealedBy,
  plainPieceBytes,
  plainSize,
  type SealedFile,
  sealedPieceBytes,
  sealPiece,
  tampered,
} from '../database/sealing/pieces.ts'
import { openFrom, sealedBy, sealFor } from '../database/sealing/sealed.ts'
import type { SealedPart } from '../database/sealing/sealedPart.ts'

/** One file in GridFS, and the words that were read from it, kept beside it until a response is sent. */
export type KeptFile = { name: string; bytes: Buffer; text: string }

type Id = Types.ObjectId

/** A file as GridFS has it, its name and its pieces encrypted; `length` and `chunkSize` are of the encrypted bytes. */
type StoredFile = {
  _id: Id
  length: number
  chunkSize: number
  uploadDate: Date
  filename: string
  metadata: { draft?: string; text?: Id; salt: string; name: string }
}

type StoredPiece = { _id: Id; files_id: Id; n: number; data: { buffer: Uint8Array } }

const pieces = new Schema<StoredPiece>({}, { versionKey: false, strict: false })
pieces.index({ files_id: 1, n: 1 }, { unique: true })
const Pieces = model('AttachedPiece', pieces, 'attachments.chunks')
const files = new Schema<StoredFile>({}, { versionKey: false, strict: false })
files.index({ filename: 1, uploadDate: 1 })
const Files = model('AttachedFile', files, 'attachments.files')

const nameOf = (id: Id) => ['attachments.files', String(id), 'name']

/** Keeps a file for a draft or an import; the answer is its id. Its text is written first. */
export async function saveFile(owner: string, file: KeptFile): Promise<string> {
  const text = file.text === '' ? undefined : await write(owner, `${file.name}.txt`, Buffer.from(file.text))
  return String(await write(owner, file.name, file.bytes, text))
}

/** Its pieces come first: a file is there when all of it is. */
async function write(draft: string, name: string, bytes: Buffer, text?: Id): Promise<Id> {
  const _id = new Types.ObjectId()
  const file = { id: String(_id), salt: newSalt() }
  let length = 0
  const count = Math.max(1, Math.ceil(bytes.length / plainPieceBytes))
  for (let n = 0; n < count; n++) {
    const plain = bytes.subarray(n * plainPieceBytes, (n + 1) * plainPieceBytes)
    const data = await sealPiece(file, n, n === count - 1, plain)
    length += data.length
    await Pieces.collection.insertOne({ files_id: _id, n, data: new mongoose.mongo.Binary(data) } as object)
  }
  const sealedName = await sealFor('attachments', nameOf(_id), name)
  await Files.collection.insertOne({
    ...{ _id, length, chunkSize: sealedPieceBytes, uploadDate: new Date(), filename: '' },
    metadata: { draft, ...(text ? { text } : {}), salt: file.salt, name: sealedName },
  } as object)
  return _id
}

/** A file as it was sent. @throws Error when there is none of this id, Tampered where it was changed since */
export async function fileBytes(file: string): Promise<Buffer> {
  return read(await found(file))
}

/** The words that were read from a file; empty where it has none. @throws Error when there is no such file. */
export async function fileText(file: string): Promise<string> {
  const { text } = (await found(file)).metadata
  return text ? (await read(await found(String(text)))).toString('utf8') : ''
}

/** A file as it was sent, a piece at a time. @throws as {@link fileBytes} does */
export async function* fileContent(file: string): AsyncGenerator<Buffer> {
  yield* contentOf(await found(file))
}

/** The size of a file, and what it is called. @throws Error when there is none of this id */
export async function fileFacts(file: string): Promise<{ bytes: number; name: string }> {
  const stored = await found(file)
  return { bytes: plainSize(stored.length).bytes, name: await openName(stored) }
}

/** Removes a file and its words; one that is gone already is no error. */
export async function removeFile(file: string): Promise<void> {
  const stored = await find(file)
  if (!stored) return
  const { text } = stored.metadata
  for (const id of text ? [stored._id, text] : [stored._id]) {
    await Files.collection.deleteOne({ _id: id })
    await Pieces.collection.deleteMany({ files_id: id })
  }
}

/** Has files, and the words of each, name no draft any more, nor when in a day they came. */
export async function unlinkFiles(files: string[]): Promise<void> {
  for (const file of files) {
    const stored = await find(file)
    if (!stored) continue
    const { text } = stored.metadata
    const uploadDate = new Date(stored.uploadDate.toISOString().slice(0, 10))
    await Files.collection.updateMany(
      { _id: { $in: text ? [stored._id, text] : [stored._id] } },
      { $set: { uploadDate }, $unset: { 'metadata.draft': 1 } },
    )
  }
}

function find(file: string): Promise<StoredFile | null> {
  return Files.collection.findOne<StoredFile>({ _id: new Types.ObjectId(file) })
}

async function found(file: string): Promise<StoredFile> {
  const one = await find(file)
  if (!one) throw new Error(`FileNotFound: fileStore has no file ${file}`)
  return one
}

async function read(file: StoredFile): Promise<Buffer> {
  const read: Buffer[] = []
  for await (const piece of contentOf(file)) read.push(piece)
  return Buffer.concat(read)
}

async function openName({ _id, metadata }: StoredFile): Promise<string> {
  return (await openFrom('attachments', nameOf(_id), metadata.name)) as string
}

async function* contentOf(stored: StoredFile): AsyncGenerator<Buffer> {
  for await (const { plain } of openedPieces(stored)) yield plain
}

type OpenedPiece = { _id: Id; place: number; last: boolean; plain: Buffer; by: number }

async function* openedPieces({ _id, length, metadata }: StoredFile): AsyncGenerator<OpenedPiece> {
  const file: SealedFile = { id: String(_id), salt: metadata.salt }
  if (typeof file.salt !== 'string')
    throw new Tampered(`The attached file ${_id} is not encrypted, as it must be.`)
  const { pieces: count } = plainSize(length)
  let n = 0
  const stored = Pieces.collection.find<StoredPiece>({ files_id: _id }).sort({ n: 1 }).batchSize(4)
  for await (const { _id: id, data } of stored) {
    const sealed = Buffer.from(data.buffer)
    const last = n === count - 1
    const plain = await openPiece(file, n, last, sealed)
    yield { _id: id, place: n, last, plain, by: pieceSealedBy(sealed) }
    n++
  }
  if (n !== count) throw tampered(file)
}

/** All that is stored, for who looks whether it can be opened, or encrypts it by a new key. */
export const sealedFiles: SealedPart = {
  what: 'attached files and their words',
  async look(after, anew) {
    const behind = after === '' ? {} : { _id: { $gt: new Types.ObjectId(after) } }
    const [stored] = await Files.collection.find<StoredFile>(behind).sort({ _id: 1 }).limit(1).toArray()
    if (!stored) return undefined
    const last = String(stored._id)
    try {
      return { last, opened: 1, earlier: (await resealed(stored, anew)) ? 1 : 0, faults: [] }
    } catch (error) {
      // One that was removed meanwhile lacks pieces.
      const isFault = error instanceof Tampered || error instanceof KeysUnusable
      if (!isFault) throw error
      const isGone = (await find(last)) === null
      return { last, opened: 0, earlier: 0, faults: isGone ? [] : [last] }
    }
  },
}

/** Opens all of a file. @returns whether any of it was sealed by an earlier key @throws Tampered */
async function resealed(stored: StoredFile, anew: boolean): Promise<boolean> {
  const { number } = await currentKey('attachments')
  const { _id, metadata } = stored
  const file = { id: String(_id), salt: metadata.salt }
  const name = await openName(stored)
  let found = sealedBy(metadata.name) < number
  if (found && anew) {
    const sealed = await sealFor('attachments', nameOf(_id), name)
    await Files.collection.updateOne({ _id }, { $set: { 'metadata.name': sealed } })
  }
  for await (const { _id: piece, place, last, plain, by } of openedPieces(stored)) {
    if (by >= number) continue
    found = true
    if (!anew) continue
    const data = new mongoose.mongo.Binary(await sealPiece(file, place, last, plain))
    await Pieces.collection.updateOne({ _id: piece }, { $set: { data } })
  }
  return found
}
