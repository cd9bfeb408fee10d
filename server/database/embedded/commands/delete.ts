import { MongoError } from '../errors.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { withCollation } from '../values/collation.ts'
import { type Document, documentOf } from '../values/types.ts'
import { runBatch } from './batch.ts'
import { candidates, removeOne } from './change.ts'
import { collationOf } from './collationOf.ts'
import {
  batchField,
  booleanField,
  type Command,
  type Context,
  collectionName,
  countField,
  documentField,
  type Reply,
  variablesOf,
} from './command.ts'
import { readStatement } from './update.ts'

export const deleteCommand: Command = {
  kind: 'write',
  fields: ['deletes', 'ordered', 'let'],
  run: deleteDocuments,
}

function deleteDocuments(context: Context): Reply {
  const { command } = context
  let n = 0
  const ordered = !command.has('ordered') || booleanField(command, 'ordered')
  const name = collectionName(context)
  const batch = batchField(context, 'deletes')
  const writeErrors = runBatch(batch, ordered, source => {
    const statement = readStatement(source, 'delete.deletes', ['q', 'limit', 'collation', 'hint'])
    n += deleteMatching(context, name, statement, batch.length === 1)
  })
  return documentOf({ n, writeErrors })
}

/** Runs one statement of a delete, and tells how many documents it removed; `alone` where its command has no other. */
export function deleteMatching(context: Context, name: string, statement: Document, alone: boolean): number {
  const limit = countField(statement, 'limit')
  if (limit !== 0 && limit !== 1) {
    throw new MongoError('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`)
  }
  const collection = context.store.catalog.find(context.database, name)
  return withCollation(collationOf(context, name, statement), () => {
    const search = {
      filter: parseFilter(documentField(statement, 'q') ?? new Map()),
      sort: [],
      skip: 0,
      limit,
      hint: statement.get('hint'),
      variables: variablesOf(context.command),
    }
    const found = candidates(context, collection, search, alone)
    for (const each of found) if (collection) removeOne(context, collection, each)
    return found.length
  })
}
