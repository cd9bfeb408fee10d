import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { finished } from 'node:stream/promises'
import { deserialize, EJSON } from 'bson'
import { type Db, type Document, type IndexDescription, MongoClient } from 'mongodb'

/**
 * Moves a database to a folder and back, in the form of `mongodump`: for each collection a file of its documents' BSON,
 * byte for byte, and one of its options and indexes. `mongorestore` reads what this writes, and this what `mongodump`
 * writes without --gzip. A client like any other: it works with a MongoDB as well.
 */

/** How many bytes of documents are inserted at once. */
const batchBytes = 4 * 1024 * 1024

type Metadata = {
  options?: Document
  indexes?: (IndexDescription & { ns?: string })[]
  collectionName?: string
}

/** Writes the address's database into `folder`/its name, and gives how many documents. What is there is overwritten. */
export async function dumpDatabase(uri: string, folder: string): Promise<number> {
  return withDatabase(uri, async db => {
    const own = path.join(folder, db.databaseName)
    await mkdir(own, { recursive: true, mode: 0o700 })
    let documents = 0
    for (const { name, type, options } of await db.listCollections({}, { nameOnly: false }).toArray()) {
      if (type !== 'collection' || name.startsWith('system.')) continue
      documents += await dumpCollection(db, name, path.join(own, fileNameOf(name)))
      const indexes = await db.collection(name).indexes()
      const metadata = { options, indexes, uuid: '', collectionName: name, type }
      await writeFile(
        path.join(own, `${fileNameOf(name)}.metadata.json`),
        EJSON.stringify(metadata, { relaxed: false }),
      )
    }
    return documents
  })
}

async function dumpCollection(db: Db, name: string, file: string): Promise<number> {
  const out = createWriteStream(`${file}.bson`, { mode: 0o600 })
  let documents = 0
  for await (const bytes of db.collection(name).find({}, { raw: true })) {
    documents += 1
    if (!out.write(bytes)) await once(out, 'drain')
  }
  out.end()
  await finished(out)
  return documents
}

/**
 * Reads a folder of one database, as dumped, into the address's database, and gives how many documents.
 * @throws where a collection has documents already, before anything is written
 */
export async function restoreDatabase(uri: string, folder: string): Promise<number> {
  return withDatabase(uri, async db => {
    const files = (await readdir(folder))
      .filter(file => file.endsWith('.bson'))
      .map(file => file.slice(0, -'.bson'.length))
    for (const file of files) {
      const name = nameOf(file)
      if (await db.collection(name).findOne({}, { projection: { _id: 1 } })) {
        throw new Error(
          `${name} in ${db.databaseName} has documents already. Restore into an empty database.`,
        )
      }
    }
    let documents = 0
    for (const file of files) documents += await restoreCollection(db, folder, file)
    return documents
  })
}

async function restoreCollection(db: Db, folder: string, file: string): Promise<number> {
  const { options = {}, indexes = [], collectionName = nameOf(file) } = await metadataOf(folder, file)
  await db.createCollection(collectionName, options)
  const collection = db.collection(collectionName)
  let documents = 0
  for await (const batch of batchesIn(path.join(folder, `${file}.bson`))) {
    await collection.insertMany(batch, { bypassDocumentValidation: true })
    documents += batch.length
  }
  // An index that is told without a collation has none, whatever its collection has.
  const own = options.collation === undefined ? {} : { collation: { locale: 'simple' } }
  const wanted = indexes
    .filter(({ name }) => name !== '_id_')
    .map(({ ns: _, ...index }) => ({ ...own, ...index }))
  if (wanted.length > 0) await db.command({ createIndexes: collectionName, indexes: wanted })
  return documents
}

async function metadataOf(folder: string, file: string): Promise<Metadata> {
  try {
    const text = await readFile(path.join(folder, `${file}.metadata.json`), 'utf8')
    return EJSON.parse(text, { relaxed: false }) as Metadata
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

/** Documents with the types of all their values, some megabytes at a time. */
async function* batchesIn(file: string): AsyncGenerator<Document[]> {
  let held: Buffer = Buffer.alloc(0)
  let batch: Document[] = []
  let bytes = 0
  for await (const chunk of createReadStream(file)) {
    held = Buffer.concat([held, chunk as Buffer])
    let at = 0
    while (held.length - at >= 4 && held.length - at >= held.readInt32LE(at)) {
      const size = held.readInt32LE(at)
      if (size < 5) throw new Error(`${file} is no BSON: a document of ${size} bytes.`)
      batch.push(typed(held.subarray(at, at + size)))
      at += size
      bytes += size
      if (bytes >= batchBytes) {
        yield batch
        batch = []
        bytes = 0
      }
    }
    held = held.subarray(at)
  }
  if (held.length > 0) throw new Error(`${file} is cut short: ${held.length} bytes of a document are left.`)
  if (batch.length > 0) yield batch
}

/** A document with the types of all its values. */
export function typed(bytes: Buffer): Document {
  return deserialize(bytes, {
    promoteValues: false,
    promoteLongs: false,
    promoteBuffers: false,
    bsonRegExp: true,
  })
}

/** A collection's name as a file's: what a path may not hold is written as mongodump does, in per cent. */
function fileNameOf(name: string): string {
  return name.replace(/[/\\%:*?"<>|]/g, character => encodeURIComponent(character).replace('*', '%2A'))
}

function nameOf(file: string): string {
  return decodeURIComponent(file)
}

async function withDatabase<T>(uri: string, run: (db: Db) => Promise<T>): Promise<T> {
  const client = await MongoClient.connect(uri)
  try {
    return await run(client.db())
  } finally {
    await client.close()
  }
}
