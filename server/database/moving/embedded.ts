import { existsSync } from 'node:fs'
import path from 'node:path'
import { serialize } from 'bson'
import Libsql from 'libsql'
import { databaseName } from '../embedded/start.ts'
import { buildIndex } from '../embedded/storage/buildIndex.ts'
import type { Collection } from '../embedded/storage/catalog.ts'
import { insertRecord } from '../embedded/storage/records.ts'
import { blob, type Row } from '../embedded/storage/sql.ts'
import { fileName, Store } from '../embedded/storage/store.ts'
import { decode } from '../embedded/values/decode.ts'
import { batchBytes, isMoved, type MovedCollection, type Part } from './part.ts'

/** How many documents are asked for at once; the first of a large kind say how many fit into a batch. */
const mostRows = 200

/**
 * The database of a folder as it was last committed when this began. The folder may be served meanwhile, by this process
 * or another, and its writes go on: all is read in one transaction, which holds up nothing but the clearing of the log.
 * A file of an older format is read as it is. It reads without pause: call it from a process or thread of its own.
 * @throws where the folder has no database, or a page of it is damaged
 */
export async function* readEmbedded(folder: string): AsyncGenerator<Part> {
  const file = path.join(folder, fileName)
  if (!existsSync(file)) throw new Error(`There is no database in ${folder}.`)
  const database = new Libsql(file)
  const rows = (source: string, parameters: (string | number)[] = []) =>
    database.prepare(source).all(parameters) as Row[]
  try {
    database.exec('PRAGMA busy_timeout = 10000; BEGIN')
    const collections = rows('SELECT * FROM collections WHERE database = ? ORDER BY name', [databaseName])
    for (const row of collections.filter(({ name }) => isMoved(String(name)))) {
      yield {
        collection: collectionOf(
          row,
          rows('SELECT spec FROM indexes WHERE collection = ? ORDER BY id', [Number(row.id)]),
        ),
      }
      yield* documentsOf(`d${row.id}`, rows)
    }
  } finally {
    database.close()
  }
}

function collectionOf({ name, options }: Row, indexes: Row[]): MovedCollection {
  const specs = indexes.map(({ spec }) => blob(spec))
  return {
    name: String(name),
    options: options === null || options === undefined ? Buffer.from(serialize({})) : blob(options),
    indexes: specs.filter(spec => decode(spec).get('name') !== '_id_'),
  }
}

function* documentsOf(table: string, rows: (source: string, parameters: number[]) => Row[]): Generator<Part> {
  let last = -1
  let atOnce = 20
  for (;;) {
    const found = rows(`SELECT id, doc FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`, [last, atOnce])
    const documents = found.map(({ doc }) => blob(doc))
    if (documents.length > 0) yield { documents }
    if (found.length < atOnce) return
    last = Number(found.at(-1)?.id)
    const bytes = documents.reduce((sum, { length }) => sum + length, 0)
    atOnce = Math.max(1, Math.min(mostRows, Math.floor((batchBytes * atOnce) / Math.max(1, bytes))))
  }
}

/** Writes a database anew into a folder that has none, whole with its indexes. @throws where it cannot be written */
export async function writeEmbedded(folder: string, parts: AsyncIterable<Part>): Promise<void> {
  if (existsSync(path.join(folder, fileName))) throw new Error(`There is a database in ${folder} already.`)
  const store = new Store(folder)
  let open: { collection: Collection; indexes: Buffer[] } | undefined
  const finish = () => {
    if (!open) return
    const { collection, indexes } = open
    store.write(() => {
      for (const spec of indexes) buildIndex(store, collection, decode(spec))
    })
    store.commit()
  }
  try {
    for await (const part of parts) {
      if ('collection' in part) {
        finish()
        const { name, options, indexes } = part.collection
        const collection = store.write(() => store.catalog.create(databaseName, name, decode(options)))
        open = { collection, indexes }
      } else {
        const { collection } = open ?? {}
        if (!collection) throw new Error('writeEmbedded: documents came before their collection')
        store.write(() => {
          for (const bytes of part.documents) insertRecord(store, collection, decode(bytes), bytes)
        })
      }
      store.commit()
    }
    finish()
    store.sql.once('PRAGMA wal_checkpoint(TRUNCATE)')
  } finally {
    store.close()
  }
}
