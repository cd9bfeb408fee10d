import { MongoError } from '../errors.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { parseProjection } from '../query/projection.ts'
import { parseSort } from '../query/sort.ts'
import { parseUpdate } from '../update/update.ts'
import { type Document, documentOf } from '../values/types.ts'
import { candidates, changeOne, insertUpserted, removeOne } from './change.ts'
import {
  arrayField,
  booleanField,
  type Command,
  type Context,
  collectionName,
  documentField,
  type Reply,
  variablesOf,
} from './command.ts'

export const findAndModifyCommand: Command = {
  kind: 'write',
  fields: [
    'query',
    'sort',
    'update',
    'remove',
    'new',
    'fields',
    'upsert',
    'arrayFilters',
    'hint',
    'bypassDocumentValidation',
    'let',
    'collation',
  ],
  run: findAndModify,
}

function findAndModify(context: Context): Reply {
  const { command } = context
  const name = collectionName(context)
  const filter = parseFilter(documentField(command, 'query') ?? new Map())
  const remove = booleanField(command, 'remove')
  const upsert = booleanField(command, 'upsert')
  const wantsNew = booleanField(command, 'new')
  if (remove === command.has('update')) {
    throw new MongoError(
      'FailedToParse',
      "Either an 'update' or 'remove'=true must be specified, and not both",
    )
  }
  if (remove && (upsert || wantsNew)) {
    throw new MongoError('FailedToParse', "Cannot specify 'upsert' or 'new' with 'remove'=true")
  }
  const change = remove ? undefined : parseUpdate(command.get('update'), arrayField(command, 'arrayFilters'))
  const projection = parseProjection(documentField(command, 'fields'), filter)
  const variables = variablesOf(command)
  const shown = (document: Document) => (projection ? projection(document, variables) : document)

  const collection = context.store.catalog.find(context.database, name)
  const search = {
    filter,
    sort: parseSort(command.get('sort') ?? undefined),
    skip: 0,
    limit: 1,
    hint: command.get('hint'),
    variables,
  }
  const [found] = candidates(context, collection, search, true)
  if (!found && !(change && upsert))
    return replyOf(null, { n: 0, updatedExisting: change ? false : undefined })
  // In one: where the projection fails on what was changed, nothing has been.
  return context.store.write(() => {
    if (!change) {
      if (found && collection) removeOne(context, collection, found)
      return replyOf(found ? shown(found.document) : null, { n: 1 })
    }
    if (found && collection) {
      const { after } = changeOne(context, collection, found, { filter, update: change, variables })
      return replyOf(shown(wantsNew ? after : found.document), { n: 1, updatedExisting: true })
    }
    const document = insertUpserted(context, name, { filter, update: change, variables })
    return replyOf(wantsNew ? shown(document) : null, {
      n: 1,
      updatedExisting: false,
      upserted: document.get('_id') ?? null,
    })
  })
}

function replyOf(value: Document | null, lastErrorObject: Parameters<typeof documentOf>[0]): Reply {
  return documentOf({ lastErrorObject, value })
}
