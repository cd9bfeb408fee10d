import { serialize } from 'bson'
import { type ClientSession, type Db, type Document, type IndexDescription, MongoClient } from 'mongodb'
import { typed } from '../embedded/dump.ts'
import { batchBytes, isMoved, type Part } from './part.ts'

/** A single MongoDB cannot show what was there at one moment while others write. */
export class NoSnapshots extends Error {
  constructor() {
    super(
      'This MongoDB is a single server without a replica set, so it cannot show all as it was at one moment. Make it a replica set of one, or stop every Soundings on it and say so',
    )
  }
}

/**
 * The database of an address, all as it was at one moment: a replica set or a sharded cluster shows its snapshot
 * (readConcern "snapshot"), which it keeps for five minutes unless minSnapshotHistoryWindowInSeconds says longer.
 *
 * @param nobodyWrites whether the caller knows that nothing else writes meanwhile; then a single server will do
 * @throws NoSnapshots
 */
export async function* readMongo(uri: string, nobodyWrites: boolean): AsyncGenerator<Part> {
  const client = await MongoClient.connect(uri)
  try {
    const db = client.db()
    const hello = await db.admin().command({ hello: 1 })
    const shows = hello.setName !== undefined || hello.msg === 'isdbgrid'
    if (!shows && !nobodyWrites) throw new NoSnapshots()
    const session = nobodyWrites ? undefined : client.startSession({ snapshot: true })
    try {
      const names = (await db.listCollections({}, { nameOnly: false }).toArray()).filter(
        ({ name, type }) => type === 'collection' && isMoved(name),
      )
      names.sort((a, b) => (a.name < b.name ? -1 : 1))
      for (const { name, options = {} } of names) {
        const indexes = await db.collection(name).indexes()
        const specs = indexes.filter(index => index.name !== '_id_').map(({ ns: _, ...index }) => bson(index))
        yield { collection: { name, options: bson(options), indexes: specs } }
        yield* documentsOf(db, name, session)
      }
    } finally {
      await session?.endSession()
    }
  } finally {
    await client.close()
  }
}

async function* documentsOf(db: Db, name: string, session: ClientSession | undefined): AsyncGenerator<Part> {
  let documents: Buffer[] = []
  let bytes = 0
  const found = db.collection(name).find({}, { raw: true, ...(session && { session }) })
  for await (const document of found as unknown as AsyncIterable<Buffer>) {
    documents.push(document)
    bytes += document.length
    if (bytes < batchBytes) continue
    yield { documents }
    documents = []
    bytes = 0
  }
  if (documents.length > 0) yield { documents }
}

function bson(document: Document): Buffer {
  return Buffer.from(serialize(document))
}

/** While a restore is under way the version of what is stored says so, and no server starts on half of it. */
const unfinished = { _id: 'schema' as const, restoring: true }

type Schema = { _id: string; restoring?: boolean }

/**
 * Writes a database into an address whose own is empty, or holds what an earlier restore left that was killed.
 * What it wrote is removed where it fails, or `check` does, which is run before a server may start on it.
 * @throws where something else is there, or it cannot be written
 */
export async function writeMongo(
  uri: string,
  parts: AsyncIterable<Part>,
  check: () => Promise<void>,
): Promise<void> {
  const client = await MongoClient.connect(uri)
  try {
    const db = client.db()
    await makeRoom(db)
    await db.collection<Schema>('schema').insertOne(unfinished)
    let version: Document | undefined
    try {
      version = await writeParts(db, parts)
      await check()
    } catch (error) {
      await empty(db)
      throw error
    }
    // The very last write: from here on a server may start on it.
    if (version) await db.collection<Schema>('schema').replaceOne({ _id: 'schema' }, version)
  } finally {
    await client.close()
  }
}

async function makeRoom(db: Db): Promise<void> {
  const left = await db.collection<Schema>('schema').findOne({ _id: 'schema', restoring: true })
  if (left) return empty(db)
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray())
    if (isMoved(name) && (await db.collection(name).findOne({}, { projection: { _id: 1 } })))
      throw new Error(
        `The database ${db.databaseName} has documents already (in ${name}). Restore into an empty one: name another in MONGODB_URI.`,
      )
}

/** Removes every collection, the mark of the restore last. */
async function empty(db: Db): Promise<void> {
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name)
  const collections = names.filter(name => isMoved(name) && name !== 'schema')
  for (const name of [...collections, 'schema']) await db.collection(name).drop()
}

/** Writes all but the version of what is stored, and gives that. */
async function writeParts(db: Db, parts: AsyncIterable<Part>): Promise<Document | undefined> {
  let name = ''
  let indexes: IndexDescription[] = []
  let version: Document | undefined
  const finish = async () => {
    if (indexes.length > 0) await db.command({ createIndexes: name, indexes })
  }
  for await (const part of parts) {
    if ('collection' in part) {
      await finish()
      name = part.collection.name
      indexes = part.collection.indexes.map(index => typed(index) as IndexDescription)
      const known = await db.listCollections({ name }, { nameOnly: true }).toArray()
      if (known.length === 0) await db.createCollection(name, typed(part.collection.options))
    } else {
      const documents = part.documents.map(typed)
      version ??= name === 'schema' ? documents.find(({ _id }) => _id === 'schema') : undefined
      const others = documents.filter(document => document !== version)
      const collection = db.collection(name, { writeConcern: { w: 'majority' } })
      if (others.length > 0) await collection.insertMany(others, { bypassDocumentValidation: true })
    }
  }
  await finish()
  return version
}

/** Adds responses to those that the next server to start erases: what is known of them already stays as it is. */
export async function addErasures(
  uri: string,
  erasures: { response: string; consultation: string; at: string }[],
): Promise<void> {
  if (erasures.length === 0) return
  const client = await MongoClient.connect(uri)
  try {
    const collection = client.db().collection<{ _id: string }>('erasures')
    for (const { response, consultation, at } of erasures)
      await collection.updateOne(
        { _id: response },
        { $setOnInsert: { consultation, at: new Date(at), pending: ['erase'] } },
        { upsert: true },
      )
  } finally {
    await client.close()
  }
}
