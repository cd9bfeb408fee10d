import { MongoError, unsupported } from '../errors.ts'
import { covers, type Index } from '../indexes/definition.ts'
import { type Entry, keysOf } from '../indexes/keys.ts'
import { holdsText } from '../values/collation.ts'
import { show } from '../values/show.ts'
import type { Document, Value } from '../values/types.ts'
import type { Collection } from './catalog.ts'
import { isUniqueViolation } from './sql.ts'
import type { Store } from './store.ts'

/** A document with its number in the collection's table. */
export type Stored = { record: number; bytes: Buffer }

/**
 * Adds a document. Where it throws (11000 among others) it has undone what it did: by itself, or, where SQLite will
 * not have that, with the whole transaction.
 */
export function insertRecord(store: Store, collection: Collection, document: Document, bytes: Buffer): void {
  checkComparable(collection, document)
  const { lastInsertRowid } = store.sql.run(`INSERT INTO d${collection.id} (doc) VALUES (?)`, [bytes])
  const record = Number(lastInsertRowid)
  const begun: { index: Index; entries: Entry[] }[] = []
  try {
    for (const index of collection.indexes) {
      const entries = entriesOf(store, index, document)
      begun.push({ index, entries })
      addKeys(store, collection, index, entries, record)
    }
  } catch (error) {
    if (store.sql.inTransaction) undoInsert(store, collection, record, begun)
    throw error
  }
}

/** Keys are in the order of code points, so that by a collation no text among them can be told to be unique. */
function checkComparable({ options }: Collection, document: Document): void {
  if (options.has('collation') && holdsText(document.get('_id') ?? null))
    throw unsupported('text in the _id of a collection with a collation')
}

function undoInsert(
  store: Store,
  collection: Collection,
  record: number,
  begun: { index: Index; entries: Entry[] }[],
): void {
  try {
    for (const { index, entries } of begun) removeKeys(store, index, entries, record)
    store.sql.run(`DELETE FROM d${collection.id} WHERE id = ?`, [record])
  } catch {
    if (store.sql.inTransaction) store.sql.run('ROLLBACK')
  }
}

/** This and removing must run inside `store.write`, which undoes what they did when they throw. */
export function replaceRecord(
  store: Store,
  collection: Collection,
  record: number,
  before: Document,
  after: Document,
  bytes: Buffer,
): void {
  store.sql.run(`UPDATE d${collection.id} SET doc = ? WHERE id = ?`, [bytes, record])
  for (const index of collection.indexes) {
    const old = entriesOf(store, index, before)
    const now = entriesOf(store, index, after)
    removeKeys(store, index, without(old, now), record)
    addKeys(store, collection, index, without(now, old), record)
  }
}

export function removeRecord(store: Store, collection: Collection, record: number, document: Document): void {
  for (const index of collection.indexes) {
    removeKeys(store, index, entriesOf(store, index, document), record)
  }
  store.sql.run(`DELETE FROM d${collection.id} WHERE id = ?`, [record])
}

/** Adds a stored document to an index made later. */
export function indexRecord(
  store: Store,
  collection: Collection,
  index: Index,
  record: number,
  document: Document,
): void {
  addKeys(store, collection, index, entriesOf(store, index, document), record)
}

function entriesOf(store: Store, index: Index, document: Document): Entry[] {
  if (!covers(index, document)) return []
  const { entries, arrays } = keysOf(index, document)
  if (arrays.size > 0) store.catalog.noteArrays(index, arrays)
  return entries
}

function without(entries: Entry[], others: Entry[]): Entry[] {
  return entries.filter(({ key }) => !others.some(other => other.key.equals(key)))
}

function addKeys(store: Store, collection: Collection, index: Index, entries: Entry[], record: number): void {
  for (const entry of entries) {
    try {
      store.sql.run(`INSERT INTO i${index.id} (key, record) VALUES (?, ?)`, [entry.key, record])
    } catch (error) {
      if (isUniqueViolation(error)) throw duplicateKey(collection, index, entry)
      throw error
    }
  }
}

function removeKeys(store: Store, index: Index, entries: Entry[], record: number): void {
  for (const { key } of entries) {
    store.sql.run(`DELETE FROM i${index.id} WHERE key = ? AND record = ?`, [key, record])
  }
}

function duplicateKey(collection: Collection, index: Index, { values }: Entry): MongoError {
  const keyPattern = index.spec.get('key') as Document
  const keyValue: Document = new Map(
    index.key.map(({ path }, position): [string, Value] => {
      const value = values[position]
      return [path, typeof value === 'symbol' ? [] : (value ?? null)]
    }),
  )
  return new MongoError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${collection.database}.${collection.name} index: ${index.name} ` +
      `dup key: ${show(keyValue)}`,
    { keyPattern, keyValue },
  )
}
