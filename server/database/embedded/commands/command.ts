import type { Scope } from '../aggregate/expression.ts'
import { parseLet } from '../aggregate/lookup.ts'
import { MongoError } from '../errors.ts'
import type { Cursors } from '../query/cursors.ts'
import type { Meter } from '../query/meter.ts'
import type { Collection } from '../storage/catalog.ts'
import { checkNames } from '../storage/catalog.ts'
import type { Store } from '../storage/store.ts'
import type { Encodable } from '../values/encode.ts'
import { wholeNumber } from '../values/numbers.ts'
import { type Document, isDocument, typeName, type Value } from '../values/types.ts'
import { documentsOf, type Request } from '../wire/opMsg.ts'

export type Reply = Map<string, Encodable>

export type Context = {
  store: Store
  database: string
  request: Request
  command: Document
  meter: Meter
  /** Only on a reader's thread: the writer's leaves whatever needs a cursor to a reader. */
  cursors: Cursors | undefined
  /** Of a write: what a reader's thread found for it. */
  records?: number[] | undefined
  connectionId: number
}

export type Command = {
  /**
   * `reader` runs on a reader's thread always, `read` where it is long; `output` is read there and written in pieces;
   * the rest run in the group commit.
   */
  kind: 'read' | 'write' | 'reader' | 'output'
  /** The fields that it understands, besides those that every command may have; a handshake takes any. */
  fields: string[] | 'any'
  /** Throws MongoError to refuse. */
  run: (context: Context) => Reply
  /** Another command that does what this one is asked, where its fields ask for what it cannot. */
  instead?: (command: Document) => Command | undefined
}

/** Fields that any command may carry, and that mean nothing on a single node. */
const anyCommand = new Set([
  '$db',
  '$readPreference',
  '$clusterTime',
  'lsid',
  'comment',
  'maxTimeMS',
  'readConcern',
  'writeConcern',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'txnNumber',
  'startTransaction',
  'autocommit',
])

/** @throws MongoError at a field that is unknown, or asks for what this server cannot do */
export function checkFields(
  name: string,
  { fields }: Command,
  { command, sequences }: Pick<Request, 'command' | 'sequences'>,
): void {
  for (const field of fields === 'any' ? [] : [...command.keys(), ...sequences.keys()]) {
    if (field !== name && !anyCommand.has(field) && !fields.includes(field)) {
      throw new MongoError('Location40415', `BSON field '${name}.${field}' is an unknown field.`)
    }
  }
  if (command.has('txnNumber') || command.has('startTransaction') || command.has('autocommit')) {
    throw new MongoError(
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    )
  }
  checkConcerns(command)
  checkMaxTime(command.get('maxTimeMS') ?? null)
}

function checkMaxTime(value: Value): void {
  if (value === null) return
  const number = wholeNumber(value)
  if (number === undefined) throw new MongoError('BadValue', 'maxTimeMS must be a number')
  if (number < 0 || number > 0x7fffffff)
    throw new MongoError('BadValue', `${number} value for maxTimeMS is out of range [0, 2147483647]`)
}

/** What an expression of the command may refer to: the time, and what its `let` names. */
export function variablesOf(command: Document): Scope {
  const variables: Scope = new Map([['NOW', new Date()]])
  return parseLet(command.get('let'))(new Map(), variables)
}

function checkConcerns(command: Document): void {
  const write = command.get('writeConcern')
  const w = isDocument(write) ? (write.get('w') ?? null) : null
  if (typeof w === 'string' ? w !== 'majority' : w !== null && (wholeNumber(w) ?? 2) > 1) {
    const what = typeof w === 'string' ? `non-majority 'w' mode ${w}` : "'w' > 1"
    throw new MongoError('BadValue', `cannot use ${what} when a host is not replicated`)
  }
  const read = command.get('readConcern')
  const level = isDocument(read) ? (read.get('level') ?? 'local') : 'local'
  if (level === 'linearizable' || level === 'snapshot') {
    throw new MongoError(
      'NotAReplicaSet',
      `node needs to be a replica set member to use readConcern: ${level}`,
    )
  }
  if (!['local', 'available', 'majority'].includes(String(level))) {
    throw new MongoError(
      'BadValue',
      `Enumeration value '${String(level)}' for field 'readConcern.level' is not a valid value.`,
    )
  }
}

/** The name of the collection that the command speaks of. */
export function collectionName({ command, database }: Context): string {
  const [name] = command.values()
  if (typeof name !== 'string') {
    throw new MongoError('InvalidNamespace', `collection name has invalid type ${typeName(name)}`)
  }
  checkNames(database, name)
  return name
}

export function collectionOf(context: Context): Collection | undefined {
  return context.store.catalog.find(context.database, collectionName(context))
}

/** A field that has to be a document where it is given. */
export function documentField(source: Document, name: string): Document | undefined {
  const value = source.get(name) ?? undefined
  if (value !== undefined && !isDocument(value)) throw wrongType(name, value, 'object')
  return value
}

export function arrayField(source: Document, name: string): Value[] | undefined {
  const value = source.get(name) ?? undefined
  if (value !== undefined && !Array.isArray(value)) throw wrongType(name, value, 'array')
  return value
}

export function wholeField(source: Document, name: string): number | undefined {
  const value = source.get(name) ?? undefined
  if (value === undefined) return undefined
  const number = wholeNumber(value)
  if (number === undefined) throw wrongType(name, value, 'long')
  return number
}

/** A whole number of at least 0 (a limit, a skip, a batch size). */
export function countField(source: Document, name: string): number | undefined {
  const number = wholeField(source, name)
  if (number !== undefined && number < 0)
    throw new MongoError('Location51024', `BSON field '${name}' value must be >= 0, actual value '${number}'`)
  return number
}

export function booleanField(source: Document, name: string): boolean {
  const value = source.get(name) ?? false
  if (typeof value === 'boolean') return value
  const number = wholeNumber(value)
  if (number === undefined) throw wrongType(name, value, 'bool')
  return number !== 0
}

/** The documents given under `name`, in the body or as a sequence, of which there must be 1 to 100,000. */
export function batchField({ request }: Context, name: string): (Buffer | Value)[] {
  const batch = documentsOf(request, name)
  if (!batch) throw new MongoError('Location40414', `BSON field '${name}' is missing but a required field`)
  if (batch.length === 0 || batch.length > 100_000) {
    throw new MongoError(
      'InvalidLength',
      `Write batch sizes must be between 1 and 100000. Got ${batch.length} operations.`,
    )
  }
  return batch
}

function wrongType(name: string, value: Value, wanted: string): MongoError {
  return new MongoError(
    'TypeMismatch',
    `BSON field '${name}' is the wrong type '${typeName(value)}', expected type '${wanted}'`,
  )
}
