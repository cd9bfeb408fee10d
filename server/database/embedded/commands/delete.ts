import { MongoError } from '../errors.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { documentOf } from '../values/types.ts'
import { runBatch } from './batch.ts'
import { candidates, removeOne } from './change.ts'
import {
  batchField,
  booleanField,
  type Command,
  type Context,
  collectionOf,
  countField,
  documentField,
  type Reply,
} from './command.ts'
import { readStatement } from './update.ts'

export const deleteCommand: Command = {
  kind: 'write',
  fields: ['deletes', 'ordered'],
  run: deleteDocuments,
}

function deleteDocuments(context: Context): Reply {
  const { command } = context
  let n = 0
  const ordered = !command.has('ordered') || booleanField(command, 'ordered')
  const collection = collectionOf(context)
  const batch = batchField(context, 'deletes')
  const writeErrors = runBatch(batch, ordered, source => {
    const statement = readStatement(source, 'delete.deletes', ['q', 'limit', 'collation', 'hint'])
    const limit = countField(statement, 'limit')
    if (limit !== 0 && limit !== 1) {
      throw new MongoError('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`)
    }
    const filter = parseFilter(documentField(statement, 'q') ?? new Map())
    const search = { filter, sort: [], skip: 0, limit, hint: statement.get('hint') }
    const found = candidates(context, collection, search, batch.length === 1)
    for (const each of found) {
      if (collection) removeOne(context, collection, each)
      n += 1
    }
  })
  return documentOf({ n, writeErrors })
}
