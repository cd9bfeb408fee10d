import { MongoError } from '../errors.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { parseSort } from '../query/sort.ts'
import { parseUpdate } from '../update/update.ts'
import { withCollation } from '../values/collation.ts'
import { decode } from '../values/decode.ts'
import { type Document, documentOf, isDocument, type Value } from '../values/types.ts'
import { runBatch } from './batch.ts'
import { candidates, changeOne, insertUpserted } from './change.ts'
import { collationOf } from './collationOf.ts'
import {
  arrayField,
  batchField,
  booleanField,
  type Command,
  type Context,
  collectionName,
  documentField,
  type Reply,
  variablesOf,
} from './command.ts'

export const updateCommand: Command = {
  kind: 'write',
  fields: ['updates', 'ordered', 'bypassDocumentValidation', 'let'],
  run: update,
}

const statementFields = ['q', 'u', 'c', 'multi', 'upsert', 'collation', 'arrayFilters', 'hint']

function update(context: Context): Reply {
  const { command } = context
  const tally = { n: 0, nModified: 0 }
  const upserted: Value[] = []
  const ordered = !command.has('ordered') || booleanField(command, 'ordered')
  const name = collectionName(context)
  const batch = batchField(context, 'updates')
  const writeErrors = runBatch(batch, ordered, (source, index) => {
    const statement = readStatement(source, 'update.updates', statementFields)
    const done = updateOne(context, name, statement, batch.length === 1)
    tally.n += done.n
    tally.nModified += done.nModified
    if (done.upserted !== undefined) upserted.push(documentOf({ index, _id: done.upserted }))
  })
  return documentOf({
    n: tally.n,
    upserted: upserted.length > 0 ? upserted : undefined,
    nModified: tally.nModified,
    writeErrors,
  })
}

/** One update or delete of a batch. @throws MongoError at a field that is unknown */
export function readStatement(source: Buffer | Value, name: string, fields: string[]): Document {
  const statement = Buffer.isBuffer(source) ? decode(source) : source
  if (!isDocument(statement)) throw new MongoError('TypeMismatch', `the entries of '${name}' must be objects`)
  for (const field of statement.keys()) {
    if (!fields.includes(field)) {
      throw new MongoError('Location40415', `BSON field '${name}.${field}' is an unknown field.`)
    }
  }
  return statement
}

/** What one statement did: how many it was about and changed, and the `_id` of what an upsert made. */
export type Updated = { n: number; nModified: number; upserted?: Value }

/** Runs one statement of an update; `alone` where its command has no other. */
export function updateOne(context: Context, name: string, statement: Document, alone: boolean): Updated {
  return withCollation(collationOf(context, name, statement), () =>
    runStatement(context, name, statement, alone),
  )
}

function runStatement(context: Context, name: string, statement: Document, alone: boolean): Updated {
  const filter = parseFilter(documentField(statement, 'q') ?? new Map())
  const change = parseUpdate(statement.get('u'), arrayField(statement, 'arrayFilters'))
  const multi = booleanField(statement, 'multi')
  if (multi && change.kind === 'replacement') {
    throw new MongoError('FailedToParse', 'multi update is not supported for replacement-style update')
  }
  const variables = variablesOf(context.command)
  const constants = statement.get('c')
  if (constants !== undefined) {
    if (!isDocument(constants) || change.kind !== 'pipeline') {
      throw new MongoError('Location51198', 'Constant values may only be specified for pipeline updates')
    }
    for (const [constant, value] of constants) variables.set(constant, value)
  }
  const sort = parseSort(statement.get('sort'))
  const search = { filter, sort, skip: 0, limit: multi ? 0 : 1, hint: statement.get('hint'), variables }
  const collection = context.store.catalog.find(context.database, name)
  const found = candidates(context, collection, search, alone)
  if (found.length === 0 && booleanField(statement, 'upsert')) {
    const document = insertUpserted(context, name, { filter, update: change, variables })
    return { n: 1, nModified: 0, upserted: document.get('_id') ?? null }
  }
  const updated = { n: 0, nModified: 0 }
  if (!collection) return updated
  for (const each of found) {
    const { modified } = changeOne(context, collection, each, { filter, update: change, variables })
    updated.n += 1
    if (modified) updated.nModified += 1
  }
  return updated
}
