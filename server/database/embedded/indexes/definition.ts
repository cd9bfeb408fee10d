import { MongoError, unsupported } from '../errors.ts'
import type { Filter } from '../query/filter.ts'
import { matches } from '../query/matches.ts'
import { truthy } from '../query/operators.ts'
import { parseFilter } from '../query/parseFilter.ts'
import { parseCollation, withCollation } from '../values/collation.ts'
import { toNumber } from '../values/numbers.ts'
import { positionOf } from '../values/paths.ts'
import { type Document, documentOf, isDocument, isNumber, typeName, type Value } from '../values/types.ts'

export type KeyField = { path: string; parts: string[]; direction: 1 | -1 }

export type Index = {
  /** Names its table, `i<id>`. */
  id: number
  name: string
  key: KeyField[]
  unique: boolean
  sparse: boolean
  /** Kept, but used by no search. */
  hidden: boolean
  /** Only documents that match are in the index. */
  partial: Filter | undefined
  expireAfterSeconds: number | undefined
  /** As listIndexes tells it. */
  spec: Document
  /** The paths at which some document holds or held an array. */
  arrays: Set<string>
}

/** What changes nothing of an index, and is told of it as it was given. */
const idle = ['background', 'dropDups']

/** Options of kinds of index that MongoDB has and this server has not. */
const refusedIndexOptions = new Set([
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'wildcardProjection',
  'storageEngine',
  'prepareUnique',
  'clustered',
])

const known = new Set([
  'key',
  'name',
  'unique',
  'sparse',
  'hidden',
  'partialFilterExpression',
  'expireAfterSeconds',
  ...idle,
  'v',
  'ns',
  'collation',
])

/** An index without what MongoDB has no such option for. */
export function knownOptions(source: Document): Document {
  return new Map([...source].filter(([option]) => known.has(option) || refusedIndexOptions.has(option)))
}

/** Reads an index as createIndexes gives it. @throws MongoError at what is malformed, unknown or not supported */
export function parseIndex(source: Document, id: number, arrays: Iterable<string> = []): Index {
  for (const option of source.keys()) {
    if (refusedIndexOptions.has(option)) throw unsupported(`the index option '${option}'`)
    if (!known.has(option)) {
      throw new MongoError(
        'InvalidIndexSpecificationOption',
        `The field '${option}' is not valid for an index specification.`,
      )
    }
  }
  const keyDocument = source.get('key')
  if (!isDocument(keyDocument) || keyDocument.size === 0) {
    throw new MongoError('CannotCreateIndex', 'Index keys cannot be empty')
  }
  const name = source.get('name')
  if (typeof name !== 'string' || name === '') {
    throw new MongoError('FailedToParse', "The 'name' field is a required property of an index specification")
  }
  const key = [...keyDocument].map(([path, order]) => parseKeyField(path, order))
  const isId = isIdKey(key)
  const partialSource = source.get('partialFilterExpression')
  if (partialSource !== undefined && !isDocument(partialSource)) {
    throw new MongoError('CannotCreateIndex', "'partialFilterExpression' for an index has to be a document")
  }
  const index: Index = {
    id,
    name,
    key,
    unique: isId || flag(source, 'unique'),
    sparse: flag(source, 'sparse'),
    hidden: flag(source, 'hidden'),
    partial: partialSource && parseFilter(partialSource),
    expireAfterSeconds: parseExpiry(source, key),
    spec: new Map(),
    arrays: new Set(arrays),
  }
  if (index.sparse && index.partial) {
    throw new MongoError('CannotCreateIndex', "cannot mix 'partialFilterExpression' and 'sparse' options")
  }
  index.spec = documentOf({
    v: 2,
    key: keyDocument,
    name,
    ...Object.fromEntries(idle.map(option => [option, source.get(option)])),
    unique: !isId && index.unique ? true : undefined,
    sparse: index.sparse || undefined,
    hidden: index.hidden || undefined,
    partialFilterExpression: partialSource,
    expireAfterSeconds: index.expireAfterSeconds,
    collation: collationOf(source, index.unique && !isId),
  })
  return index
}

/** Kinds of index that MongoDB has and this server has not. */
const refusedKinds = new Set(['text', '2d', '2dsphere', 'hashed'])

function parseKeyField(path: string, order: Value): KeyField {
  if (typeof order === 'string') {
    if (refusedKinds.has(order)) throw unsupported(`an index of type '${order}'`)
    throw new MongoError('CannotCreateIndex', `Unknown index plugin '${order}'`)
  }
  if (/(^|\.)\$\*\*$/.test(path)) throw unsupported(`a wildcard index ('${path}')`)
  const direction = isNumber(order) ? Math.sign(toNumber(order)) : 0
  if (direction !== 1 && direction !== -1) {
    throw new MongoError('CannotCreateIndex', `Values in the index key pattern must be 1 or -1: ${path}`)
  }
  const parts = path.split('.')
  if (parts.some(part => part === '' || part.startsWith('$'))) {
    throw new MongoError('CannotCreateIndex', `Index key contains an illegal field name: '${path}'`)
  }
  if (parts.some(part => positionOf(part) >= 0))
    throw unsupported(`an index on an array position ('${path}')`)
  return { path, parts, direction }
}

/** Keys are in the order of code points whatever the collation, so no index may be unique by one. */
function collationOf(source: Document, unique: boolean): Document | undefined {
  const collation = parseCollation(source.get('collation'))
  if (collation && unique) throw unsupported('a unique index with a collation')
  return collation?.spec
}

/** Whether these are the fields of the index that every collection has. */
export function isIdKey(key: KeyField[]): boolean {
  return key.length === 1 && key[0]?.path === '_id'
}

function flag(source: Document, name: string): boolean {
  const value = source.get(name)
  return value !== undefined && truthy(value)
}

function parseExpiry(source: Document, key: KeyField[]): number | undefined {
  const value = source.get('expireAfterSeconds')
  if (value === undefined) return undefined
  if (!isNumber(value)) {
    throw new MongoError(
      'TypeMismatch',
      `The field 'expireAfterSeconds' must be a number, but got ${typeName(value)}`,
    )
  }
  const seconds = toNumber(value)
  if (!(seconds >= 0 && seconds <= 0x7fffffff)) {
    throw new MongoError('CannotCreateIndex', 'TTL index needs expireAfterSeconds from 0 to 2147483647')
  }
  if (key.length !== 1 || key[0]?.path === '_id') {
    throw new MongoError('CannotCreateIndex', 'TTL indexes are single-field indexes, and not on _id')
  }
  return seconds
}

/** Whether the index holds keys of this document at all. */
export function covers(index: Index, document: Document): boolean {
  const { partial } = index
  return !partial || withCollation(undefined, () => matches(partial, document))
}

/** The index that every collection has, with the collection's collation. */
export function idIndexOf(collation: Value | undefined): Document {
  return documentOf({ key: { _id: 1 }, name: '_id_', collation })
}
