import type { Filter } from '../query/filter.ts'
import { type Found, find, type Search } from '../query/find.ts'
import type { Collection } from '../storage/catalog.ts'
import { insertRecord, removeRecord, replaceRecord } from '../storage/records.ts'
import { checkSameId, type Update, upserted } from '../update/update.ts'
import { encode } from '../values/encode.ts'
import type { Document } from '../values/types.ts'
import type { Context } from './command.ts'
import { checkId, checkSize, ensureCollection } from './insert.ts'

/**
 * All documents that a write is about, read before the first is changed: an update must not meet again, further along
 * the index, a document that it has just moved there.
 */
export function candidates(context: Context, collection: Collection | undefined, search: Search): Found[] {
  return collection ? [...find(context.store, collection, search, context.meter)] : []
}

/** Changes one stored document; `modified` tells whether a byte of it is different now. */
export function changeOne(
  context: Context,
  collection: Collection,
  { record, bytes, document }: Found,
  filter: Filter,
  update: Update,
): { after: Document; modified: boolean } {
  const after = update.apply(document, filter, false)
  const id = document.get('_id')
  if (id !== undefined) checkSameId(id, after.get('_id'))
  const encoded = checkSize(encode(after))
  if (encoded.equals(bytes)) return { after, modified: false }
  const { store } = context
  store.write(() => replaceRecord(store, collection, record, document, after, encoded))
  return { after, modified: true }
}

/** Inserts what an upsert makes where nothing matched. */
export function insertUpserted(context: Context, name: string, filter: Filter, update: Update): Document {
  const { store, database } = context
  const document = upserted(filter, update)
  checkId(document.get('_id') ?? null)
  const bytes = checkSize(encode(document))
  store.write(() => insertRecord(store, ensureCollection(store, database, name), document, bytes))
  return document
}

export function removeOne({ store }: Context, collection: Collection, { record, document }: Found): void {
  store.write(() => removeRecord(store, collection, record, document))
}
