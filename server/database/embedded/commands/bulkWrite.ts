import { Long } from 'bson'
import { MongoError } from '../errors.ts'
import { insertRecord } from '../storage/records.ts'
import { checkRules } from '../storage/rules.ts'
import { decode } from '../values/decode.ts'
import type { Encodable } from '../values/encode.ts'
import { wholeNumber } from '../values/numbers.ts'
import { type Document, documentOf, isDocument, type Value } from '../values/types.ts'
import { batchField, booleanField, type Command, type Context, type Reply } from './command.ts'
import { deleteMatching } from './delete.ts'
import { bypassesRules, ensureCollection, storable } from './insert.ts'
import { errorFields } from './reply.ts'
import { readStatement, updateOne } from './update.ts'

/** Writes to several collections, of several databases if wished, in one command on the database admin. */
export const bulkWriteCommand: Command = {
  kind: 'write',
  fields: ['ops', 'nsInfo', 'ordered', 'errorsOnly', 'bypassDocumentValidation', 'let', 'cursor'],
  run: bulkWrite,
}

type Counts = {
  nErrors: number
  nInserted: number
  nMatched: number
  nModified: number
  nUpserted: number
  nDeleted: number
}
type Target = { context: Context; name: string }

function bulkWrite(context: Context): Reply {
  const { command, database } = context
  if (database !== 'admin') {
    throw new MongoError('Unauthorized', 'bulkWrite may only be run against the admin database.')
  }
  const targets = batchField(context, 'nsInfo').map(source => targetOf(context, documentIn(source)))
  const ordered = !command.has('ordered') || booleanField(command, 'ordered')
  const errorsOnly = booleanField(command, 'errorsOnly')
  const counts: Counts = { nErrors: 0, nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 }
  const results: Document[] = []
  for (const [idx, source] of batchField(context, 'ops').entries()) {
    try {
      const done = runOperation(documentIn(source), targets, counts)
      if (!errorsOnly) results.push(new Map([...documentOf({ ok: 1, idx }), ...done]))
    } catch (error) {
      counts.nErrors += 1
      const { errmsg, code, ...details } = Object.fromEntries(errorFields(error)) as Record<string, Value>
      results.push(documentOf({ ok: 0, idx, code, errmsg, n: 0, ...details }))
      if (ordered) break
    }
  }
  const cursor: Encodable = new Map<string, Encodable>([
    ['id', Long.ZERO],
    ['firstBatch', results],
    ['ns', 'admin.$cmd.bulkWrite'],
  ])
  return new Map<string, Encodable>([['cursor', cursor], ...documentOf(counts)])
}

function documentIn(source: Buffer | Value): Document {
  const document = Buffer.isBuffer(source) ? decode(source) : source
  if (!isDocument(document))
    throw new MongoError('TypeMismatch', 'bulkWrite takes documents in ops and nsInfo')
  return document
}

function targetOf(context: Context, info: Document): Target {
  const namespace = info.get('ns')
  const dot = typeof namespace === 'string' ? namespace.indexOf('.') : -1
  if (typeof namespace !== 'string' || dot < 1) {
    throw new MongoError('InvalidNamespace', `Invalid namespace specified '${String(namespace)}'`)
  }
  return { context: { ...context, database: namespace.slice(0, dot) }, name: namespace.slice(dot + 1) }
}

/** What each kind of operation may say. */
const operationFields: Record<string, string[]> = {
  insert: ['insert', 'document'],
  update: [
    'update',
    'filter',
    'updateMods',
    'constants',
    'multi',
    'upsert',
    'collation',
    'arrayFilters',
    'hint',
    'sort',
  ],
  delete: ['delete', 'filter', 'multi', 'collation', 'hint'],
}

/** Runs one operation, adds to the counts, and gives what its result tells. */
function runOperation(operation: Document, targets: Target[], counts: Counts): Document {
  const [[kind, number] = ['', null]] = operation
  const fields = operationFields[kind]
  if (!fields) throw new MongoError('FailedToParse', `Unrecognized bulkWrite operation: ${kind}`)
  readStatement(operation, 'bulkWrite.ops', fields)
  const target = targets[wholeNumber(number) ?? -1]
  if (!target)
    throw new MongoError('BadValue', `BulkWrite ops entry has an invalid nsInfo index in '${kind}'`)
  const { context, name } = target
  if (kind === 'insert') {
    insertOne(context, name, operation.get('document') ?? null)
    counts.nInserted += 1
    return documentOf({ n: 1 })
  }
  const rest = [...operation].slice(1)
  if (kind === 'delete') {
    const n = deleteMatching(context, name, renamed(rest, { filter: 'q', multi: 'limit' }), false)
    counts.nDeleted += n
    return documentOf({ n })
  }
  const statement = renamed(rest, { filter: 'q', updateMods: 'u', constants: 'c' })
  const { n, nModified, upserted } = updateOne(context, name, statement, false)
  if (upserted === undefined) counts.nMatched += n
  else counts.nUpserted += 1
  counts.nModified += nModified
  return documentOf({
    n,
    nModified,
    upserted: upserted === undefined ? undefined : documentOf({ _id: upserted }),
  })
}

/** An operation's fields under the names that update and delete have for them. */
function renamed(fields: [string, Value][], names: Record<string, string>): Document {
  const statement: Document = new Map(fields.map(([field, value]) => [names[field] ?? field, value]))
  if (names.multi)
    statement.set('limit', documentOf({ n: statement.get('limit') === true ? 0 : 1 }).get('n') ?? null)
  return statement
}

function insertOne({ store, database, command }: Context, name: string, source: Value): void {
  const { document, bytes } = storable(source)
  store.write(() => {
    const collection = ensureCollection(store, database, name)
    if (!bypassesRules(command)) checkRules(collection.rules, document)
    insertRecord(store, collection, document, bytes)
  })
}
