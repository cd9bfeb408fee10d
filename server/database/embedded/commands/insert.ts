import { BSONRegExp, ObjectId } from 'bson'
import { MongoError } from '../errors.ts'
import type { Collection } from '../storage/catalog.ts'
import { insertRecord } from '../storage/records.ts'
import { checkRules } from '../storage/rules.ts'
import type { Store } from '../storage/store.ts'
import { decode } from '../values/decode.ts'
import { encode } from '../values/encode.ts'
import { type Document, documentOf, isDocument, typeName, type Value } from '../values/types.ts'
import { maxDocumentBytes } from '../wire/frames.ts'
import { runBatch } from './batch.ts'
import {
  batchField,
  booleanField,
  type Command,
  type Context,
  collectionName,
  type Reply,
} from './command.ts'

export const insertCommand: Command = {
  kind: 'write',
  fields: ['documents', 'ordered', 'bypassDocumentValidation'],
  run: insert,
}

function insert(context: Context): Reply {
  const { store, database, command } = context
  const name = collectionName(context)
  let n = 0
  const bypasses = bypassesRules(command)
  const ordered = !command.has('ordered') || booleanField(command, 'ordered')
  const writeErrors = runBatch(batchField(context, 'documents'), ordered, source => {
    const { document, bytes } = storable(source)
    const collection = store.catalog.find(database, name)
    if (collection && !bypasses) checkRules(collection.rules, document)
    if (collection) store.writeUndoing(() => insertRecord(store, collection, document, bytes))
    else store.write(() => insertRecord(store, ensureCollection(store, database, name), document, bytes))
    n += 1
  })
  return documentOf({ n, writeErrors })
}

/** Whether the command asks to store what its collection's rules forbid. */
export function bypassesRules(command: Document): boolean {
  return booleanField(command, 'bypassDocumentValidation')
}

export function ensureCollection(store: Store, database: string, name: string): Collection {
  return store.catalog.find(database, name) ?? store.catalog.create(database, name)
}

/** A document as it is stored: with an _id, which comes first. Bytes that are so already are kept as they are. */
export function storable(source: Buffer | Value): { document: Document; bytes: Buffer } {
  const document = Buffer.isBuffer(source) ? decode(source) : source
  if (!isDocument(document)) throw new MongoError('TypeMismatch', 'only documents can be inserted')
  const [first] = document.keys()
  if (first === '_id') {
    checkId(document.get('_id') ?? null)
    checkDepth(document)
    const bytes = Buffer.isBuffer(source) ? source : encode(document)
    return { document, bytes: checkSize(bytes) }
  }
  const id = document.get('_id') ?? new ObjectId()
  checkId(id)
  const ordered: Document = new Map([['_id', document.has('_id') ? (document.get('_id') ?? null) : id]])
  for (const [key, value] of document) ordered.set(key, value)
  return { document: ordered, bytes: encodeStored(ordered) }
}

export function checkId(id: Value): void {
  if (Array.isArray(id) || id instanceof BSONRegExp) {
    throw new MongoError('InvalidIdField', `The '_id' value cannot be of type ${typeName(id)}`)
  }
  const isBad =
    isDocument(id) && [...id.keys()].some(key => key.startsWith('$') && !['$ref', '$id', '$db'].includes(key))
  if (isBad) throw new MongoError('DollarPrefixedFieldName', "_id fields may not contain '$'-prefixed fields")
}

/** The bytes of a document that is to be stored. @throws MongoError where it is too large or nests too deep */
export function encodeStored(document: Document): Buffer {
  checkDepth(document)
  return checkSize(encode(document))
}

/** MongoDB's limit for what is stored, which leaves room for the replies around it. */
const storedDepth = 180

function checkDepth(value: Value, depth = 1): void {
  if (!isDocument(value) && !Array.isArray(value)) return
  if (depth > storedDepth) {
    throw new MongoError('Overflow', `a document to be stored nests deeper than ${storedDepth} levels`)
  }
  for (const inner of value.values()) checkDepth(inner, depth + 1)
}

/** @throws MongoError BSONObjectTooLarge above 16 MB */
export function checkSize(bytes: Buffer): Buffer {
  if (bytes.length > maxDocumentBytes) {
    throw new MongoError(
      'BSONObjectTooLarge',
      `object to insert too large. size in bytes: ${bytes.length}, max size: ${maxDocumentBytes}`,
    )
  }
  return bytes
}
