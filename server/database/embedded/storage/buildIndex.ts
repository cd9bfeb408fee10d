import type { Index } from '../indexes/definition.ts'
import { decode } from '../values/decode.ts'
import type { Document } from '../values/types.ts'
import type { Collection } from './catalog.ts'
import { indexRecord } from './records.ts'
import { scan } from './scan.ts'
import type { Store } from './store.ts'

/** Makes an index and fills it from the documents that are there. @throws MongoError where two have one unique key */
export function buildIndex(store: Store, collection: Collection, spec: Document): Index {
  const index = store.catalog.addIndex(collection, spec)
  for (const { record, bytes } of scan(store, collection, { kind: 'collection' })) {
    indexRecord(store, collection, index, record, decode(bytes))
  }
  return index
}
