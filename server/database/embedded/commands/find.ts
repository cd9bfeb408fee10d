import { MongoError, unsupported } from '../errors.ts'
import { firstBatch, firstBatchSize } from '../query/cursors.ts'
import { fieldsOfProjection } from '../query/fields.ts'
import { find, type Search } from '../query/find.ts'
import { keptFields } from '../query/keptFields.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { parseProjection } from '../query/projection.ts'
import { parseSort } from '../query/sort.ts'
import { encode } from '../values/encode.ts'
import type { Document } from '../values/types.ts'
import {
  booleanField,
  type Command,
  type Context,
  collectionName,
  countField,
  documentField,
  type Reply,
  variablesOf,
} from './command.ts'

export const findCommand: Command = {
  kind: 'read',
  fields: [
    'filter',
    'projection',
    'sort',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'hint',
    'noCursorTimeout',
    'allowPartialResults',
    'allowDiskUse',
    'tailable',
    'awaitData',
    'returnKey',
    'showRecordId',
    'min',
    'max',
    'oplogReplay',
    'let',
    'collation',
  ],
  run: findDocuments,
}

/** Options that change the answer, and that this server does not have. */
const refused = ['returnKey', 'showRecordId']

function findDocuments(context: Context): Reply {
  const { command, store, database, meter } = context
  checkTailable(command)
  for (const option of refused) {
    if (booleanField(command, option)) throw unsupported(`'${option}'`)
  }
  for (const option of ['min', 'max']) {
    if (command.has(option)) throw unsupported(`'${option}'`)
  }
  const name = collectionName(context)
  const asked = readSearch(command)
  const source = documentField(command, 'projection')
  const search = { ...asked, fields: fieldsOfProjection(source) }
  const collection = store.catalog.find(database, name)
  const projection = parseProjection(source, search.filter)
  const keep = keptFields(source)
  const documents = function* (): Generator<Buffer, undefined> {
    if (!collection) return
    for (const found of find(store, collection, search, meter)) {
      if (keep) yield keep(found.bytes)
      else yield projection ? encode(projection(found.document, search.variables)) : found.bytes
    }
  }
  return firstBatch(context.cursors, `${database}.${name}`, documents(), {
    batchSize: countField(command, 'batchSize') ?? firstBatchSize,
    single: booleanField(command, 'singleBatch'),
    stays: booleanField(command, 'noCursorTimeout'),
  })
}

/** No collection here is capped, and of others MongoDB follows no end. */
function checkTailable(command: Document): void {
  if (booleanField(command, 'tailable'))
    throw new MongoError('BadValue', 'tailable cursor requested on non capped collection')
  if (booleanField(command, 'awaitData'))
    throw new MongoError('FailedToParse', "Cannot set 'awaitData' without also setting 'tailable'")
}

/** What find, explain and others search for. */
export function readSearch(command: Document): Search {
  return {
    filter: parseFilter(documentField(command, 'filter') ?? new Map()),
    sort: parseSort(command.get('sort') ?? undefined),
    skip: countField(command, 'skip') ?? 0,
    limit: countField(command, 'limit') ?? 0,
    hint: command.get('hint') ?? undefined,
    variables: variablesOf(command),
  }
}
