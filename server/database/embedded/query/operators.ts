import { BSONRegExp } from 'bson'
import { MongoError } from '../errors.ts'
import { binaryBytes, bitsOf } from '../values/binary.ts'
import { toInteger, toNumber, wholeNumber } from '../values/numbers.ts'
import { type Document, isDocument, isNumber, typeNamed, type Value } from '../values/types.ts'
import type { Filter, Test } from './filter.ts'
import { isOperators, parseField, parseFilter } from './parseFilter.ts'
import { compileRegex, patternOf } from './regex.ts'

type Use = {
  operand: Value
  /** The whole operator document, since `$regex` and `$options` belong together. */
  siblings: Document
  /** Makes the condition that the field passes a test. */
  field: (test: Test) => Filter
  path: string
  depth: number
}

/** Each operator that may stand under a field, and the conditions that it means. */
export const operators = new Map<string, (use: Use) => Filter[]>([
  ['$eq', ({ operand, field }) => [field({ op: 'eq', value: noRegex('$eq', operand) })]],
  ['$ne', ({ operand, field }) => [not(field({ op: 'eq', value: noRegex('$ne', operand) }))]],
  ['$gt', ({ operand, field }) => [field({ op: 'gt', value: noRegex('$gt', operand) })]],
  ['$gte', ({ operand, field }) => [field({ op: 'gte', value: noRegex('$gte', operand) })]],
  ['$lt', ({ operand, field }) => [field({ op: 'lt', value: noRegex('$lt', operand) })]],
  ['$lte', ({ operand, field }) => [field({ op: 'lte', value: noRegex('$lte', operand) })]],
  ['$in', ({ operand, field }) => [field(parseIn('$in', operand))]],
  ['$nin', ({ operand, field }) => [not(field(parseIn('$nin', operand)))]],
  [
    '$exists',
    ({ operand, field }) => [truthy(operand) ? field({ op: 'exists' }) : not(field({ op: 'exists' }))],
  ],
  ['$type', ({ operand, field }) => [field({ op: 'type', types: parseTypes(operand) })]],
  ['$size', ({ operand, field }) => [field({ op: 'size', size: parseSize(operand) })]],
  ['$mod', ({ operand, field }) => [field(parseMod(operand))]],
  [
    '$regex',
    ({ operand, siblings, field }) => [
      field({ op: 'regex', pattern: patternOf(operand, siblings.get('$options')) }),
    ],
  ],
  [
    '$options',
    ({ siblings }) => {
      if (!siblings.has('$regex')) throw new MongoError('BadValue', '$options needs a $regex')
      return []
    },
  ],
  ['$all', parseAll],
  ['$elemMatch', ({ operand, field, depth }) => [field(parseElemMatch(operand, depth))]],
  ['$bitsAllSet', ({ operand, field }) => [field({ op: 'bits', mask: parseMask(operand), want: 'allSet' })]],
  [
    '$bitsAllClear',
    ({ operand, field }) => [field({ op: 'bits', mask: parseMask(operand), want: 'allClear' })],
  ],
  ['$bitsAnySet', ({ operand, field }) => [field({ op: 'bits', mask: parseMask(operand), want: 'anySet' })]],
  [
    '$bitsAnyClear',
    ({ operand, field }) => [field({ op: 'bits', mask: parseMask(operand), want: 'anyClear' })],
  ],
  ['$comment', () => []],
])

function not(filter: Filter): Filter {
  return { kind: 'not', filter }
}

function noRegex(operator: string, value: Value): Value {
  if (value instanceof BSONRegExp && operator !== '$eq') {
    throw new MongoError('BadValue', `Can't have RegEx as arg to predicate over field with ${operator}`)
  }
  return value
}

export function truthy(value: Value): boolean {
  if (isNumber(value)) return toNumber(value) !== 0
  return value !== false && value !== null
}

function parseIn(operator: string, operand: Value): Test {
  if (!Array.isArray(operand)) throw new MongoError('BadValue', `${operator} needs an array`)
  const values: Value[] = []
  const patterns = []
  for (const value of operand) {
    if (value instanceof BSONRegExp) patterns.push(compileRegex(value))
    else if (isOperators(value)) throw new MongoError('BadValue', `cannot nest $ under ${operator}`)
    else values.push(value)
  }
  const texts = values.every(value => typeof value === 'string') ? { texts: new Set(values) } : {}
  return { op: 'in', values, ...texts, patterns }
}

function parseTypes(operand: Value): Set<string> {
  const types = new Set<string>()
  for (const alias of Array.isArray(operand) ? operand : [operand]) {
    if (alias === 'number') {
      for (const name of ['int', 'long', 'double', 'decimal']) types.add(name)
      continue
    }
    const known =
      typeof alias === 'string' ? typeNamed(alias) : isNumber(alias) ? typeNamed(toNumber(alias)) : undefined
    if (known === undefined) throw new MongoError('BadValue', `Unknown type name alias: ${String(alias)}`)
    types.add(known)
  }
  if (types.size === 0) throw new MongoError('FailedToParse', '$type must match at least one type')
  return types
}

function parseSize(operand: Value): number {
  const size = wholeNumber(operand)
  if (size === undefined || size < 0) {
    throw new MongoError(
      'BadValue',
      `Failed to parse $size. Expected a non-negative whole number: ${String(operand)}`,
    )
  }
  return size
}

function parseMod(operand: Value): Test {
  if (!Array.isArray(operand) || operand.length !== 2) {
    throw new MongoError('BadValue', 'malformed mod, needs to be an array of divisor and remainder')
  }
  const [divisor, remainder] = operand.map(value => (isNumber(value) ? toInteger(value) : undefined))
  if (divisor === undefined || remainder === undefined) {
    throw new MongoError('BadValue', 'malformed mod, divisor or remainder is not a number')
  }
  if (divisor === 0n) throw new MongoError('BadValue', 'divisor cannot be 0')
  return { op: 'mod', divisor, remainder }
}

/** `$all: [a, b]` is the field having a and having b; an empty list matches nothing. */
function parseAll({ operand, field, path, depth }: Use): Filter[] {
  if (!Array.isArray(operand)) throw new MongoError('BadValue', '$all needs an array')
  if (operand.length === 0) return [field({ op: 'in', values: [], patterns: [] })]
  return operand.flatMap(value => {
    if (isOperators(value) && !value.has('$elemMatch'))
      throw new MongoError('BadValue', 'no $ expressions in $all')
    return parseField(path, value, depth)
  })
}

function parseElemMatch(operand: Value, depth: number): Test {
  if (!isDocument(operand)) throw new MongoError('BadValue', '$elemMatch needs an Object')
  const [first] = operand.keys()
  if (isOperators(operand) && !['$and', '$or', '$nor', '$expr', '$comment'].includes(first ?? '')) {
    return { op: 'elemMatchValue', tests: parseField('', operand, depth + 1) }
  }
  return { op: 'elemMatch', filter: parseFilter(operand, depth + 1) }
}

function parseMask(operand: Value): bigint {
  if (Array.isArray(operand)) {
    let mask = 0n
    for (const position of operand) {
      const bit = wholeNumber(position)
      if (bit === undefined || bit < 0)
        throw new MongoError('BadValue', 'bit positions must be whole and >= 0')
      mask |= 1n << BigInt(Math.min(bit, 63))
    }
    return mask
  }
  const bytes = binaryBytes(operand)
  if (bytes) return bitsOf(bytes)
  const mask = isNumber(operand) ? toInteger(operand) : undefined
  if (mask === undefined || mask < 0n)
    throw new MongoError('BadValue', 'a bit mask must be a whole number >= 0')
  return mask
}
