import type { Scope } from '../aggregate/expression.ts'
import type { Filter } from '../query/filter.ts'
import { type Found, find, planFor, type Search } from '../query/find.ts'
import { matches } from '../query/matches.ts'
import { TooMuchWork } from '../query/meter.ts'
import type { Collection } from '../storage/catalog.ts'
import { insertRecord, removeRecord, replaceRecord } from '../storage/records.ts'
import { checkRules } from '../storage/rules.ts'
import { blob } from '../storage/sql.ts'
import type { Store } from '../storage/store.ts'
import { checkSameId, type Update, upserted } from '../update/update.ts'
import { decode } from '../values/decode.ts'
import type { Document } from '../values/types.ts'
import type { Context } from './command.ts'
import { bypassesRules, checkId, encodeStored, ensureCollection } from './insert.ts'

/** A collection whose numbers span more than this is scanned on a reader's thread. */
const smallCollection = 1000

/**
 * All documents that a write is about, read before the first is changed: an update must not meet again, further along
 * the index, a document that it has just moved there. A long scan is left to a reader's thread, where the write is
 * `alone` in its command; what it finds comes back in `context.records`, and is asked the filter again.
 * @throws TooMuchWork
 */
export function candidates(
  context: Context,
  collection: Collection | undefined,
  search: Search,
  alone: boolean,
): Found[] {
  const { store, records, meter } = context
  if (!collection) return []
  if (records) {
    const found = stillMatching(store, collection, records, search)
    if (found.length > 0 || records.length === 0) return found
  } else if (alone && planFor(collection, search).kind === 'collection' && isLarge(store, collection)) {
    throw new TooMuchWork()
  }
  return [...find(store, collection, search, meter)]
}

function isLarge(store: Store, { id }: Collection): boolean {
  const row = store.sql.get(`SELECT (SELECT max(id) FROM d${id}) - (SELECT min(id) FROM d${id}) AS span`)
  return Number(row?.span ?? 0) > smallCollection
}

function stillMatching(
  store: Store,
  collection: Collection,
  records: number[],
  { filter, limit, variables }: Search,
): Found[] {
  const found: Found[] = []
  for (const record of records) {
    if (limit > 0 && found.length === limit) break
    const row = store.sql.get(`SELECT doc FROM d${collection.id} WHERE id = ?`, [record])
    if (!row) continue
    const bytes = blob(row.doc)
    const document = decode(bytes)
    if (matches(filter, document, variables)) found.push({ record, bytes, document })
  }
  return found
}

/** An update as a statement asks for it: of what, and with which variables. */
export type Change = { filter: Filter; update: Update; variables?: Scope | undefined }

/** Changes one stored document; `modified` tells whether a byte of it is different now. */
export function changeOne(
  context: Context,
  collection: Collection,
  { record, bytes, document }: Found,
  { filter, update, variables }: Change,
): { after: Document; modified: boolean } {
  const after = update.apply(document, filter, false, variables)
  const id = document.get('_id')
  if (id !== undefined) checkSameId(id, after.get('_id'))
  const encoded = encodeStored(after)
  if (encoded.equals(bytes)) return { after, modified: false }
  const { store, command } = context
  if (!bypassesRules(command)) checkRules(collection.rules, after, document)
  store.write(() => replaceRecord(store, collection, record, document, after, encoded))
  return { after, modified: true }
}

/** Inserts what an upsert makes where nothing matched. */
export function insertUpserted(
  context: Context,
  name: string,
  { filter, update, variables }: Change,
): Document {
  const { store, database, command } = context
  const document = upserted(filter, update, variables)
  checkId(document.get('_id') ?? null)
  const bytes = encodeStored(document)
  if (!bypassesRules(command)) checkRules(store.catalog.find(database, name)?.rules, document)
  store.write(() => insertRecord(store, ensureCollection(store, database, name), document, bytes))
  return document
}

export function removeOne({ store }: Context, collection: Collection, { record, document }: Found): void {
  store.write(() => removeRecord(store, collection, record, document))
}
