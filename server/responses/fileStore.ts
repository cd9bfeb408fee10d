import mongoose from 'mongoose'

/** One file in GridFS, and the words that were read from it, kept beside it until a response is sent. */
export type KeptFile = { name: string; bytes: Buffer; text: string }

type Metadata = { draft?: string; text?: mongoose.mongo.ObjectId }

/** Files that respondents attach. */
function bucket(): mongoose.mongo.GridFSBucket {
  const { db } = mongoose.connection
  if (!db) throw new Error('fileStore: the database is not connected')
  return new mongoose.mongo.GridFSBucket(db, { bucketName: 'attachments' })
}

/** Keeps a file for a draft or an import; the answer is its id. Its text is written first. */
export async function saveFile(owner: string, file: KeptFile): Promise<string> {
  const metadata: Metadata = { draft: owner }
  if (file.text !== '')
    metadata.text = await write(`${file.name}.txt`, Buffer.from(file.text), { draft: owner })
  return String(await write(file.name, file.bytes, metadata))
}

async function write(name: string, bytes: Buffer, metadata: Metadata): Promise<mongoose.mongo.ObjectId> {
  const upload = bucket().openUploadStream(name, { metadata })
  await new Promise<void>((resolve, reject) => {
    upload.once('finish', resolve)
    upload.once('error', reject)
    upload.end(bytes)
  })
  return upload.id
}

/** A file as it was sent. @throws Error when there is none of this id. */
export async function fileBytes(file: string): Promise<Buffer> {
  return read(new mongoose.mongo.ObjectId(file))
}

/** The words that were read from a file; empty where it has none. @throws Error when there is no such file. */
export async function fileText(file: string): Promise<string> {
  const { text } = await metadataOf(file)
  return text ? (await read(text)).toString('utf8') : ''
}

/** The size of a file. @throws Error when there is none of this id */
export async function fileFacts(file: string): Promise<{ bytes: number }> {
  const { length } = await found(file)
  return { bytes: length }
}

/** Removes a file and its words; one that is gone already is no error. */
export async function removeFile(file: string): Promise<void> {
  const id = new mongoose.mongo.ObjectId(file)
  const [found] = await bucket().find({ _id: id }).toArray()
  if (!found) return
  const { text } = found.metadata as unknown as Metadata
  await bucket().delete(id)
  if (text) await bucket().delete(text)
}

/** Has files, and the words of each, name no draft any more, nor when in a day they came. */
export async function unlinkFiles(files: string[]): Promise<void> {
  for (const file of files) {
    const id = new mongoose.mongo.ObjectId(file)
    const [found] = await bucket().find({ _id: id }).toArray()
    if (!found) continue
    const { text } = found.metadata as unknown as Metadata
    const uploadDate = new Date(found.uploadDate.toISOString().slice(0, 10))
    await mongoose.connection
      .collection('attachments.files')
      .updateMany(
        { _id: { $in: text ? [id, text] : [id] } },
        { $set: { uploadDate }, $unset: { 'metadata.draft': 1 } },
      )
  }
}

async function metadataOf(file: string): Promise<Metadata> {
  return (await found(file)).metadata as unknown as Metadata
}

async function found(file: string): Promise<mongoose.mongo.GridFSFile> {
  const [one] = await bucket()
    .find({ _id: new mongoose.mongo.ObjectId(file) })
    .toArray()
  if (!one) throw new Error(`fileStore: there is no file ${file}`)
  return one
}

async function read(id: mongoose.mongo.ObjectId): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of bucket().openDownloadStream(id)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
