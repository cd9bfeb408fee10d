import { MongoError } from '../errors.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { parseSort } from '../query/sort.ts'
import { parseUpdate } from '../update/update.ts'
import { decode } from '../values/decode.ts'
import { type Document, documentOf, isDocument, type Value } from '../values/types.ts'
import { runBatch } from './batch.ts'
import { candidates, changeOne, insertUpserted } from './change.ts'
import {
  arrayField,
  batchField,
  booleanField,
  type Command,
  type Context,
  checkCollation,
  collectionName,
  documentField,
  type Reply,
} from './command.ts'

export const updateCommand: Command = {
  kind: 'write',
  fields: ['updates', 'ordered', 'bypassDocumentValidation'],
  run: update,
}

const statementFields = ['q', 'u', 'multi', 'upsert', 'collation', 'arrayFilters', 'hint', 'sort']

type Tally = { n: number; nModified: number; upserted: Value[] }

function update(context: Context): Reply {
  const { command } = context
  const tally: Tally = { n: 0, nModified: 0, upserted: [] }
  const ordered = !command.has('ordered') || booleanField(command, 'ordered')
  const name = collectionName(context)
  const batch = batchField(context, 'updates')
  const writeErrors = runBatch(batch, ordered, (source, index) => {
    const statement = readStatement(source, 'update.updates', statementFields)
    runStatement(context, name, statement, { index, alone: batch.length === 1 }, tally)
  })
  const upserted = tally.upserted.length > 0 ? tally.upserted : undefined
  return documentOf({ n: tally.n, upserted, nModified: tally.nModified, writeErrors })
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
  checkCollation(statement)
  return statement
}

function runStatement(
  context: Context,
  name: string,
  statement: Document,
  { index, alone }: { index: number; alone: boolean },
  tally: Tally,
): void {
  const filter = parseFilter(documentField(statement, 'q') ?? new Map())
  const change = parseUpdate(statement.get('u'), arrayField(statement, 'arrayFilters'))
  const multi = booleanField(statement, 'multi')
  if (multi && change.kind === 'replacement') {
    throw new MongoError('FailedToParse', 'multi update is not supported for replacement-style update')
  }
  const sort = parseSort(statement.get('sort'))
  const search = { filter, sort, skip: 0, limit: multi ? 0 : 1, hint: statement.get('hint') }
  const collection = context.store.catalog.find(context.database, name)
  const found = candidates(context, collection, search, alone)
  if (found.length === 0 && booleanField(statement, 'upsert')) {
    const document = insertUpserted(context, name, filter, change)
    tally.upserted.push(documentOf({ index, _id: document.get('_id') }))
    tally.n += 1
    return
  }
  if (!collection) return
  for (const each of found) {
    const { modified } = changeOne(context, collection, each, filter, change)
    tally.n += 1
    if (modified) tally.nModified += 1
  }
}
