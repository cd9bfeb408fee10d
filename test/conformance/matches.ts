import { isDeepStrictEqual } from 'node:util'
import { BSON, type Document } from 'mongodb'

const bsonTypes: Record<string, (value: unknown) => boolean> = {
  int: value => Number.isInteger(value) || value instanceof BSON.Int32,
  long: value => Number.isInteger(value) || typeof value === 'bigint' || BSON.Long.isLong(value),
  double: value => typeof value === 'number' || value instanceof BSON.Double,
  string: value => typeof value === 'string',
  bool: value => typeof value === 'boolean',
  object: isDocument,
  array: Array.isArray,
  null: value => value === null,
  objectId: value => value instanceof BSON.ObjectId,
  date: value => value instanceof Date,
  binData: value => value instanceof BSON.Binary || Buffer.isBuffer(value),
}

/**
 * Compares by the rules of the unified test format: a document at the root may have more fields than is asked, one
 * inside may not; `$$exists`, `$$type`, `$$unsetOrMatches` ask what their names say.
 *
 * @returns what differs and where; undefined where nothing does
 */
export function difference(
  expected: unknown,
  actual: unknown,
  place = '',
  isRoot = true,
): string | undefined {
  if (isDocument(expected) && Object.keys(expected).length === 1) {
    const [[name = '', argument] = []] = Object.entries(expected)
    if (name.startsWith('$$')) return special(name, argument, actual, place, isRoot)
  }
  if (isDocument(expected)) {
    if (!isDocument(actual)) return differs(expected, actual, place)
    return differenceOfFields(expected, actual, place, isRoot)
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return differs(expected, actual, place)
    return first(
      expected.map((value, at) =>
        difference(value, actual[at], `${place}[${at}]`, isRoot && isDocument(value)),
      ),
    )
  }
  return isSame(expected, actual) ? undefined : differs(expected, actual, place)
}

function differenceOfFields(
  expected: Document,
  actual: Document,
  place: string,
  isRoot: boolean,
): string | undefined {
  const asked = Object.entries(expected)
  const more = isRoot
    ? []
    : Object.keys(actual).filter(key => !(key in expected) && actual[key] !== undefined)
  if (more.length > 0) return `${place || 'root'}: has ${more.join(', ')} besides`
  return first(asked.map(([key, value]) => difference(value, actual[key], `${place}.${key}`, false)))
}

function special(
  name: string,
  argument: unknown,
  actual: unknown,
  place: string,
  isRoot: boolean,
): string | undefined {
  if (name === '$$exists') {
    const isThere = actual !== undefined
    return isThere === argument ? undefined : `${place}: ${isThere ? 'is there' : 'is missing'}`
  }
  if (name === '$$unsetOrMatches')
    return actual === undefined || actual === null ? undefined : difference(argument, actual, place, isRoot)
  if (name === '$$type') {
    const types = [argument].flat() as string[]
    return types.some(type => bsonTypes[type]?.(actual))
      ? undefined
      : `${place}: is not ${types.join(' or ')}`
  }
  throw new Error(`${name} at ${place || 'root'} is not known to this runner`)
}

/** Whole numbers compare by their worth, whatever BSON type they have. */
function isSame(expected: unknown, actual: unknown): boolean {
  return isDeepStrictEqual(plain(expected), plain(actual))
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint' || BSON.Long.isLong(value)) return Number(value)
  if (value instanceof BSON.Int32 || value instanceof BSON.Double) return value.valueOf()
  return value === undefined ? undefined : BSON.EJSON.serialize({ value }).value
}

function isDocument(value: unknown): value is Document {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp) &&
    !Buffer.isBuffer(value) &&
    !('_bsontype' in value)
  )
}

function first(differences: (string | undefined)[]): string | undefined {
  return differences.find(found => found !== undefined)
}

function differs(expected: unknown, actual: unknown, place: string): string {
  return `${place || 'root'}: expected ${shown(expected)}, found ${shown(actual)}`
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : BSON.EJSON.stringify({ value }).slice(9, -1)
}
