import { BSONRegExp, BSONSymbol, Int32, MaxKey, MinKey } from 'bson'
import { evaluate, type Scope } from '../aggregate/expression.ts'
import { binaryBytes, bitsOf } from '../values/binary.ts'
import { currentCollation } from '../values/collation.ts'
import { compare, equal } from '../values/compare.ts'
import { toInteger, toNumber } from '../values/numbers.ts'
import { reaches } from '../values/paths.ts'
import {
  type Document,
  isDocument,
  isNumber,
  type Maybe,
  rank,
  typeName,
  type Value,
} from '../values/types.ts'
import type { Filter, Pattern, Test } from './filter.ts'
import { truthy } from './operators.ts'
import { fits } from './schema.ts'

/**
 * Whether a document passes a filter, by MongoDB's rules for arrays, missing fields, null and types. `variables` are
 * those that a $expr may use.
 */
export function matches(filter: Filter, document: Document, variables?: Scope): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every(part => matches(part, document, variables))
    case 'or':
      return filter.filters.some(part => matches(part, document, variables))
    case 'nor':
      return !filter.filters.some(part => matches(part, document, variables))
    case 'not':
      return !matches(filter.filter, document, variables)
    case 'expr': {
      const value = evaluate(filter.expression, document, variables)
      return value !== undefined && truthy(value)
    }
    case 'schema':
      return fits(filter.schema, document)
    case 'always':
      return filter.passes
    case 'sample':
      return Math.random() < filter.rate
    case 'field':
      return reaches(document, filter.parts, expands(filter.test), value => passes(filter.test, value))
  }
}

/** Tests about an array as a whole do not look at its elements in turn. */
function expands(test: Test): boolean {
  return !['exists', 'size', 'elemMatch', 'elemMatchValue'].includes(test.op)
}

/** Whether one value, or undefined where there is none, passes. */
export function passes(test: Test, value: Maybe): boolean {
  switch (test.op) {
    case 'eq':
      return equal(value, test.value)
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return inOrder(test.op, value, test.value)
    case 'in':
      return isAmong(value, test) || test.patterns.some(p => matchesPattern(p, value))
    case 'regex':
      return matchesPattern(test.pattern, value)
    case 'exists':
      return value !== undefined
    case 'type':
      return test.types.has(typeName(value))
    case 'size':
      return Array.isArray(value) && value.length === test.size
    case 'mod': {
      const integer = isNumber(value) ? toInteger(value) : undefined
      return integer !== undefined && integer % test.divisor === test.remainder
    }
    case 'bits':
      return hasBits(test, value)
    case 'elemMatch':
      return Array.isArray(value) && value.some(element => elementMatches(test.filter, element))
    case 'elemMatchValue':
      return Array.isArray(value) && value.some(element => elementPasses(test.tests, element))
  }
}

function isAmong(value: Maybe, { values, texts }: Test & { op: 'in' }): boolean {
  if (texts && typeof value === 'string' && !currentCollation()) return texts.has(value)
  return values.some(member => equal(value, member))
}

/** Only values of the operand's own type compare, save with MinKey and MaxKey; NaN is in order only with NaN. */
function inOrder(op: 'gt' | 'gte' | 'lt' | 'lte', value: Maybe, operand: Value): boolean {
  const areInts = value instanceof Int32 && operand instanceof Int32
  if (!areInts && !areComparable(value, operand)) return false
  const order = compare(value, operand)
  if (order === 0) return op === 'gte' || op === 'lte'
  return order < 0 ? op === 'lt' || op === 'lte' : op === 'gt' || op === 'gte'
}

function areComparable(value: Maybe, operand: Value): boolean {
  const anyType = operand instanceof MinKey || operand instanceof MaxKey
  if (!anyType && rank(value) !== rank(operand)) return false
  if (!isNumber(value) || !isNumber(operand)) return true
  return Number.isNaN(toNumber(value)) === Number.isNaN(toNumber(operand))
}

function matchesPattern({ source, regex }: Pattern, value: Maybe): boolean {
  if (typeof value === 'string') return regex.test(value)
  if (value instanceof BSONSymbol) return regex.test(value.value)
  return value instanceof BSONRegExp && equal(value, source)
}

function hasBits({ mask, want }: Test & { op: 'bits' }, value: Maybe): boolean {
  const bits = bitsIn(value)
  if (bits === undefined) return false
  const set = bits & mask
  if (want === 'allSet') return set === mask
  if (want === 'allClear') return set === 0n
  return want === 'anySet' ? set !== 0n : set !== mask
}

/** The bits of a whole number or of BinData. */
function bitsIn(value: Maybe): bigint | undefined {
  const bytes = binaryBytes(value)
  if (bytes) return bitsOf(bytes)
  const integer = isNumber(value) && toNumber(value) % 1 === 0 ? toInteger(value) : undefined
  return integer === undefined ? undefined : BigInt.asUintN(64, integer)
}

export function elementMatches(filter: Filter, element: Value): boolean {
  if (isDocument(element)) return matches(filter, element)
  if (!Array.isArray(element)) return false
  return matches(filter, new Map(element.map((value, index) => [String(index), value])))
}

/** Conditions on an element itself, parsed as conditions on a field without a name; an array is not gone into. */
export function elementPasses(tests: Filter[], element: Value): boolean {
  return tests.every(test => valuePasses(test, element))
}

function valuePasses(filter: Filter, value: Value): boolean {
  switch (filter.kind) {
    case 'field':
      return passes(filter.test, value)
    case 'and':
      return filter.filters.every(part => valuePasses(part, value))
    case 'not':
      return !valuePasses(filter.filter, value)
    default:
      throw new TypeError(`valuePasses: '${filter.kind}' is no condition on a value`)
  }
}
