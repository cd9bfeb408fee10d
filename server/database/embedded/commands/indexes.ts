import { MongoError } from '../errors.ts'
import { checkCreatable } from '../indexes/creatable.ts'
import { type Index, isIdKey, knownOptions, parseIndex } from '../indexes/definition.ts'
import { buildIndex } from '../storage/buildIndex.ts'
import type { Collection } from '../storage/catalog.ts'
import type { Store } from '../storage/store.ts'
import { encode } from '../values/encode.ts'
import { type Document, documentOf, isDocument, type Value } from '../values/types.ts'
import {
  arrayField,
  booleanField,
  type Command,
  type Context,
  collectionName,
  collectionOf,
  type Reply,
} from './command.ts'

export const createIndexesCommand: Command = {
  kind: 'write',
  fields: ['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions'],
  run: createIndexes,
}

function createIndexes(context: Context): Reply {
  const { store, database, command } = context
  const name = collectionName(context)
  const specs = arrayField(command, 'indexes')
  if (!specs || specs.length === 0)
    throw new MongoError('BadValue', 'Must specify at least one index to create')
  const existing = store.catalog.find(database, name)
  const numIndexesBefore = existing?.indexes.length ?? 1
  const made = store.write(() => {
    const collection = existing ?? store.catalog.create(database, name)
    const ignores = booleanField(command, 'ignoreUnknownIndexOptions')
    const asked = (spec: Value) => (ignores && isDocument(spec) ? knownOptions(spec) : spec)
    return specs.filter(spec => createIndex(store, collection, asked(spec))).length
  })
  return documentOf({
    numIndexesBefore,
    numIndexesAfter: numIndexesBefore + made,
    createdCollectionAutomatically: !existing,
    note: made === 0 ? 'all indexes already exist' : undefined,
  })
}

/** Makes and fills one index; false where the very same is there already. @throws MongoError where another is */
function createIndex(store: Store, collection: Collection, source: Value): boolean {
  if (!isDocument(source))
    throw new MongoError('TypeMismatch', 'The elements of the indexes array must be objects')
  const wanted = parseIndex(collated(collection, source), 0)
  checkCreatable(source, wanted)
  for (const index of collection.indexes) {
    if (isThere(index, wanted)) return false
  }
  buildIndex(store, collection, wanted.spec)
  return true
}

/** An index has its collection's collation where it is given none of its own. */
function collated({ options }: Collection, source: Document): Document {
  const collation = options.get('collation')
  return collation === undefined || source.has('collation')
    ? source
    : new Map([...source, ['collation', collation]])
}

/** Indexes that differ in one of these may stand beside each other. */
const distinguishing = ['key', 'unique', 'sparse', 'partialFilterExpression', 'collation']

/** Whether an index is the wanted one. @throws MongoError where it stands in the way of it */
function isThere(index: Index, wanted: Index): boolean {
  const same = (option: string) => encodedField(index, option).equals(encodedField(wanted, option))
  // The index on _id is there under its own name, whatever it is asked for as.
  const sameName = index.name === wanted.name || (index.name === '_id_' && same('key'))
  if (isIdKey(index.key) && isIdKey(wanted.key) && !same('collation'))
    throw new MongoError('BadValue', 'The _id index must have the same collation as the collection.')
  if (!distinguishing.every(same)) {
    if (!sameName) return false
    throw new MongoError(
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index, but another key or options: ${wanted.name}`,
    )
  }
  if (!same('expireAfterSeconds')) {
    throw new MongoError(
      'IndexOptionsConflict',
      `An equivalent index already exists with the same key but different options: ${index.name}`,
    )
  }
  if (sameName) return true
  throw new MongoError('IndexOptionsConflict', `Index already exists with a different name: ${index.name}`)
}

function encodedField({ spec }: Index, name: string): Buffer {
  return encode(new Map([['', spec.get(name) ?? null]]))
}

export const dropIndexesCommand: Command = {
  kind: 'write',
  fields: ['index'],
  run(context) {
    const { store, command, database } = context
    const collection = collectionOf(context)
    if (!collection)
      throw new MongoError('NamespaceNotFound', `ns not found ${database}.${collectionName(context)}`)
    const nIndexesWas = collection.indexes.length
    const dropped = indexesNamed(collection, command.get('index'))
    store.write(() => {
      for (const index of dropped) store.catalog.dropIndex(collection, index)
    })
    return documentOf({ nIndexesWas })
  },
}

/** `*` for all but that on _id, a name, a list of names, or a key. */
function indexesNamed(collection: Collection, wanted: Value | undefined): Index[] {
  if (wanted === '*') return collection.indexes.filter(({ name }) => name !== '_id_')
  const named = Array.isArray(wanted) ? wanted : [wanted ?? null]
  return named.map(each => {
    const index = collection.indexes.find(
      ({ name, spec }) =>
        name === each || (isDocument(each) && encode(spec.get('key') as Document).equals(encode(each))),
    )
    if (!index) throw new MongoError('IndexNotFound', `index not found with name [${String(each)}]`)
    if (index.name === '_id_') throw new MongoError('InvalidOptions', 'cannot drop _id index')
    return index
  })
}
