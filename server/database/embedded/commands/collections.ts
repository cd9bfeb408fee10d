import { Binary } from 'bson'
import { MongoError, unsupported } from '../errors.ts'
import { isIdKey, parseIndex } from '../indexes/definition.ts'
import { firstBatch, firstBatchSize } from '../query/cursors.ts'
import { matches } from '../query/matches.ts'
import { parseFilter } from '../query/parseFilter.ts'
import type { Collection } from '../storage/catalog.ts'
import { encode } from '../values/encode.ts'
import { type Document, documentOf, isDocument, type Value, wrap } from '../values/types.ts'
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
import { createFields, createOptions, ruleOptions, rulesIn } from './createOptions.ts'
import { databaseSize } from './stats.ts'

export const createCommand: Command = {
  kind: 'write',
  fields: createFields,
  run(context) {
    const { store, database, command } = context
    const name = collectionName(context)
    const options = createOptions(command)
    const existing = store.catalog.find(database, name)
    if (existing) {
      if (encode(existing.options).equals(encode(options))) return new Map()
      throw new MongoError('NamespaceExists', `Collection ${database}.${name} already exists.`)
    }
    store.write(() => store.catalog.create(database, name, options))
    return new Map()
  },
}

/** Changes a collection's rules, or when the documents of an index expire and whether searches use it. */
export const collModCommand: Command = {
  kind: 'write',
  fields: [
    ...ruleOptions,
    'index',
    'changeStreamPreAndPostImages',
    'viewOn',
    'pipeline',
    'expireAfterSeconds',
  ],
  run(context) {
    const { store, command, database } = context
    const collection = collectionOf(context)
    if (!collection) {
      throw new MongoError('NamespaceNotFound', `ns does not exist: ${database}.${collectionName(context)}`)
    }
    for (const option of ['changeStreamPreAndPostImages', 'viewOn', 'pipeline', 'expireAfterSeconds']) {
      if (command.has(option)) throw unsupported(`collMod with '${option}'`)
    }
    return store.write(() => {
      const rules = rulesIn(command)
      if (rules.size > 0) store.catalog.setOptions(collection, new Map([...collection.options, ...rules]))
      const index = documentField(command, 'index')
      return index ? changeIndex(context, collection, index) : new Map()
    })
  },
}

/** What of an index may be changed after it was made. */
const changeable = ['expireAfterSeconds', 'hidden']

function changeIndex({ store }: Context, collection: Collection, wanted: Document): Reply {
  const pattern = wanted.get('keyPattern')
  const index = collection.indexes.find(
    ({ name, spec }) =>
      name === wanted.get('name') ||
      (isDocument(pattern) && encode(spec.get('key') as Document).equals(encode(pattern))),
  )
  if (!index) throw new MongoError('IndexNotFound', 'cannot find the index of collMod')
  const unknown = [...wanted.keys()].find(key => !['name', 'keyPattern', ...changeable].includes(key))
  if (unknown !== undefined) throw unsupported(`collMod of an index's '${unknown}'`)
  if (isIdKey(index.key) && wanted.has('hidden')) throw new MongoError('BadValue', "can't hide _id index")
  const changes = changeable.filter(option => wanted.has(option))
  const spec: Document = new Map([
    ...index.spec,
    ...changes.map((option): [string, Value] => [option, wanted.get(option) ?? null]),
  ])
  const changed = parseIndex(spec, index.id)
  store.catalog.changeIndex(collection, index, spec)
  const hides = changed.hidden !== index.hidden
  return documentOf({
    expireAfterSeconds_old: changes.includes('expireAfterSeconds') ? index.expireAfterSeconds : undefined,
    expireAfterSeconds_new: changes.includes('expireAfterSeconds') ? changed.expireAfterSeconds : undefined,
    hidden_old: hides ? index.hidden : undefined,
    hidden_new: hides ? changed.hidden : undefined,
  })
}

/** On the database admin: from one namespace to another, perhaps of another database. */
export const renameCollectionCommand: Command = {
  kind: 'write',
  fields: ['to', 'dropTarget'],
  run({ store, database, command }) {
    if (database !== 'admin') {
      throw new MongoError('Unauthorized', 'renameCollection may only be run against the admin database.')
    }
    const from = namespaceOf(command.get('renameCollection'))
    const to = namespaceOf(command.get('to'))
    const collection = store.catalog.find(from.database, from.name)
    if (!collection) {
      throw new MongoError(
        'NamespaceNotFound',
        `Source collection ${from.database}.${from.name} does not exist`,
      )
    }
    const target = store.catalog.find(to.database, to.name)
    if (target === collection) throw new MongoError('IllegalOperation', "Can't rename a collection to itself")
    if (target && !booleanField(command, 'dropTarget'))
      throw new MongoError('NamespaceExists', 'target namespace exists')
    store.write(() => {
      if (target) store.catalog.drop(target)
      store.catalog.rename(collection, to.database, to.name)
    })
    return new Map()
  },
}

function namespaceOf(value: Value | undefined): { database: string; name: string } {
  const dot = typeof value === 'string' ? value.indexOf('.') : -1
  if (typeof value !== 'string' || dot < 1) {
    throw new MongoError('InvalidNamespace', `Invalid namespace specified '${String(value)}'`)
  }
  return { database: value.slice(0, dot), name: value.slice(dot + 1) }
}

/** Of a collection that is not there nothing is dropped, and MongoDB 7 calls that fine. */
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
    const listed = store.catalog.inDatabase(database).map(({ name, uuid, options }) => {
      const id = new Binary(Buffer.from(uuid.replaceAll('-', ''), 'hex'), Binary.SUBTYPE_UUID)
      const whole = documentOf({
        name,
        type: 'collection',
        options,
        info: { readOnly: false, uuid: id },
        idIndex: { v: 2, key: { _id: 1 }, name: '_id_', collation: options.get('collation') },
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
  kind: 'reader',
  fields: ['filter', 'nameOnly', 'authorizedDatabases'],
  run({ store, command }) {
    const filter = parseFilter(documentField(command, 'filter') ?? new Map())
    const names = [...new Set(store.catalog.all().map(({ database }) => database))].sort()
    if (booleanField(command, 'nameOnly')) {
      return documentOf({
        databases: names.map(name => documentOf({ name })).filter(each => matches(filter, each)),
      })
    }
    const sizes = names.map(name => databaseSize(store, name))
    const databases = names.map((name, at) =>
      documentOf({ name, sizeOnDisk: sizes[at], empty: sizes[at] === 0 }),
    )
    const totalSize = sizes.reduce((sum, size) => sum + size, 0)
    return documentOf({
      databases: databases.filter(each => matches(filter, each)),
      totalSize,
      totalSizeMb: wrap(Math.floor(totalSize / 1_048_576)),
    })
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
