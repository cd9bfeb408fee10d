import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'

/**
 * BSON in memory. Numbers keep their type (an update must not turn a double into an int), and documents are
 * Maps, which keep the order of every field name ("10" before "2", "__proto__") as plain objects do not.
 */
export type Document = Map<string, Value>
export type Num = Int32 | Double | Long | Decimal128
export type Value =
  | null
  | boolean
  | string
  | Date
  | Num
  | Document
  | Value[]
  | ObjectId
  | Binary
  | BSONRegExp
  | BSONSymbol
  | Timestamp
  | Code
  | MinKey
  | MaxKey
/** `undefined` stands for a field that is not there. */
export type Maybe = Value | undefined

export function isDocument(value: unknown): value is Document {
  return value instanceof Map
}

export function isNumber(value: unknown): value is Num {
  return (
    value instanceof Int32 ||
    value instanceof Double ||
    value instanceof Decimal128 ||
    // A Timestamp is a Long to JavaScript.
    (value instanceof Long && !(value instanceof Timestamp))
  )
}

/** MongoDB's order of types: a value of a lower rank sorts before any of a higher. Missing sorts as null. */
export function rank(value: Maybe): number {
  if (value === undefined || value === null) return 5
  if (typeof value === 'string') return 15
  if (typeof value === 'boolean') return 40
  if (value instanceof Int32) return 10
  if (value instanceof Map) return 20
  if (Array.isArray(value)) return 25
  if (value instanceof Date) return 45
  if (value instanceof ObjectId) return 35
  if (isNumber(value)) return 10
  if (value instanceof Timestamp) return 47
  if (value instanceof Binary) return 30
  if (value instanceof BSONRegExp) return 50
  if (value instanceof BSONSymbol) return 15
  if (value instanceof Code) return value.scope ? 65 : 60
  if (value instanceof MinKey) return -1
  if (value instanceof MaxKey) return 127
  throw new TypeError(`rank: not a BSON value: ${String(value)}`)
}

const names: [test: (value: Maybe) => boolean, name: string, number: number][] = [
  [v => v === undefined, 'missing', 0],
  [v => v === null, 'null', 10],
  [v => v instanceof Double, 'double', 1],
  [v => typeof v === 'string', 'string', 2],
  [isDocument, 'object', 3],
  [Array.isArray, 'array', 4],
  [v => v instanceof Binary, 'binData', 5],
  [v => v instanceof ObjectId, 'objectId', 7],
  [v => typeof v === 'boolean', 'bool', 8],
  [v => v instanceof Date, 'date', 9],
  [v => v instanceof BSONRegExp, 'regex', 11],
  [v => v instanceof Code, 'javascript', 13],
  [v => v instanceof BSONSymbol, 'symbol', 14],
  [v => v instanceof Int32, 'int', 16],
  [v => v instanceof Timestamp, 'timestamp', 17],
  [v => v instanceof Long, 'long', 18],
  [v => v instanceof Decimal128, 'decimal', 19],
  [v => v instanceof MinKey, 'minKey', -1],
  [v => v instanceof MaxKey, 'maxKey', 127],
]

/** The name that `$type` uses, and messages. */
export function typeName(value: Maybe): string {
  return names.find(([test]) => test(value))?.[1] ?? 'unknown'
}

/** The name of a type by its name or number, undefined where there is none. */
export function typeNamed(alias: string | number): string | undefined {
  return names.find(([, name, number]) => (name === alias || number === alias) && name !== 'missing')?.[1]
}

type Plain = Value | number | Plain[] | { [key: string]: Plain | undefined }

/** A document from a literal, for replies: whole numbers become int (or long), others double; undefined is left out. */
export function documentOf(fields: Record<string, Plain | undefined>): Document {
  const document: Document = new Map()
  for (const [key, value] of Object.entries(fields)) {
    if (value !== undefined) document.set(key, fromPlain(value))
  }
  return document
}

export function fromPlain(value: Plain): Value {
  if (typeof value === 'number') return wrap(value)
  if (Array.isArray(value)) return value.map(fromPlain)
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return documentOf(value as Record<string, Plain>)
  }
  return value as Value
}

/** The narrowest BSON number that holds a JavaScript number. */
export function wrap(value: number): Num {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return new Double(value)
  return value >= -0x80000000 && value <= 0x7fffffff ? new Int32(value) : Long.fromNumber(value)
}
