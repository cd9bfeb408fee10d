import { Binary } from 'bson'
import { MongoError } from '../errors.ts'
import { firstBatch, firstBatchSize } from '../query/cursors.ts'
import { matches } from '../query/matches.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { encode } from '../values/encode.ts'
import { documentOf } from '../values/types.ts'
import {
  booleanField,
  type Command,
  type Context,
  collectionName,
  collectionOf,
  countField,
  documentField,
  type Reply,
} from './command.ts'

export const createCommand: Command = {
  kind: 'write',
  fields: ['validationLevel', 'validationAction', 'idIndex', 'autoIndexId'],
  run(context) {
    const { store, database } = context
    const name = collectionName(context)
    if (store.catalog.find(database, name)) {
      throw new MongoError('NamespaceExists', `Collection ${database}.${name} already exists.`)
    }
    store.write(() => store.catalog.create(database, name))
    return new Map()
  },
}

export const dropCommand: Command = {
  kind: 'write',
  fields: [],
  run(context) {
    const collection = collectionOf(context)
    if (!collection) return new Map()
    const nIndexesWas = collection.indexes.length
    context.store.write(() => context.store.catalog.drop(collection))
    return documentOf({ nIndexesWas, ns: `${collection.database}.${collection.name}` })
  },
}

export const dropDatabaseCommand: Command = {
  kind: 'write',
  fields: [],
  run({ store, database }) {
    store.write(() => {
      for (const collection of store.catalog.inDatabase(database)) store.catalog.drop(collection)
    })
    return documentOf({ dropped: database })
  },
}

export const listCollectionsCommand: Command = {
  kind: 'read',
  fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  run(context) {
    const { store, database, command } = context
    const filter = parseFilter(documentField(command, 'filter') ?? new Map())
    const nameOnly = booleanField(command, 'nameOnly')
    const listed = store.catalog.inDatabase(database).map(({ name, uuid }) => {
      const id = new Binary(Buffer.from(uuid.replaceAll('-', ''), 'hex'), Binary.SUBTYPE_UUID)
      const whole = documentOf({
        name,
        type: 'collection',
        options: {},
        info: { readOnly: false, uuid: id },
        idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
      })
      return { whole, listed: nameOnly ? documentOf({ name, type: 'collection' }) : whole }
    })
    const found = listed.filter(({ whole }) => matches(filter, whole)).map(each => encode(each.listed))
    return batchOf(context, '$cmd.listCollections', found)
  },
}

export const listIndexesCommand: Command = {
  kind: 'read',
  fields: ['cursor'],
  run(context) {
    const collection = collectionOf(context)
    const name = collectionName(context)
    if (!collection) {
      throw new MongoError('NamespaceNotFound', `ns does not exist: ${context.database}.${name}`)
    }
    return batchOf(
      context,
      name,
      collection.indexes.map(index => encode(index.spec)),
    )
  },
}

export const listDatabasesCommand: Command = {
  kind: 'read',
  fields: ['filter', 'nameOnly', 'authorizedDatabases'],
  run({ store, command }) {
    const filter = parseFilter(documentField(command, 'filter') ?? new Map())
    const names = [...new Set(store.catalog.all().map(({ database }) => database))].sort()
    const databases = names.map(name => documentOf({ name, sizeOnDisk: 0, empty: false }))
    return documentOf({ databases: databases.filter(each => matches(filter, each)), totalSize: 0 })
  },
}

/** A list that is made at once, as a cursor. */
function batchOf(context: Context, name: string, documents: Buffer[]): Reply {
  const cursor = documentField(context.command, 'cursor') ?? new Map()
  return firstBatch(context.cursors, `${context.database}.${name}`, documents.values(), {
    batchSize: countField(cursor, 'batchSize') ?? Math.max(firstBatchSize, documents.length),
    single: false,
  })
}
