import { freemem } from 'node:os'
import { serialize } from 'bson'
import { databaseName } from '../../../server/database/embedded/start.ts'
import type { Collection } from '../../../server/database/embedded/storage/catalog.ts'
import { insertRecord } from '../../../server/database/embedded/storage/records.ts'
import { Store } from '../../../server/database/embedded/storage/store.ts'
import { decode } from '../../../server/database/embedded/values/decode.ts'

/** Enough for every index of 100,000 responses to be in memory while keys go into it in no order, where there is so much. */
const cacheKiB = Math.floor(Math.min(4 * 1024 ** 3, freemem() / 2) / 1024)

/**
 * Writes documents into the database of a folder that nothing serves, with their keys in all indexes that are there.
 * A kill leaves the folder of no use: nothing is kept safe on the way.
 *
 * @throws Error where a collection is not there
 */
export function writeAll(folder: string, documents: Iterable<[string, Record<string, unknown>]>): void {
  const store = new Store(folder)
  store.sql.once('PRAGMA journal_mode = OFF')
  store.sql.once('PRAGMA synchronous = OFF')
  store.sql.once(`PRAGMA cache_size = -${cacheKiB}`)
  const known = new Map<string, Collection>()
  try {
    store.writeUndoing(() => {
      for (const [name, document] of documents) {
        const bytes = Buffer.from(serialize(document, { ignoreUndefined: true }))
        insertRecord(store, collectionOf(store, known, name), decode(bytes), bytes)
      }
    })
    store.commit()
  } finally {
    store.close()
  }
}

function collectionOf(store: Store, known: Map<string, Collection>, name: string): Collection {
  const found = known.get(name) ?? store.catalog.find(databaseName, name)
  if (!found) throw new Error(`writeAll: there is no collection ${name}`)
  known.set(name, found)
  return found
}
