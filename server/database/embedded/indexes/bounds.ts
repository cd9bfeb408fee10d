import { MaxKey, MinKey } from 'bson'
import type { Test } from '../query/filter.ts'
import { literalPrefix } from '../query/regex.ts'
import { currentCollation, holdsText } from '../values/collation.ts'
import type { Value } from '../values/types.ts'
import { encodeStringPrefix, encodeValue, typeByte } from './keyEncoding.ts'

/**
 * The part of one field's keys in which every match lies. Each end is the beginning of a key: all keys that begin
 * so lie inside it where it is inclusive, outside where not. A `point` is the keys of one whole value.
 */
export type Interval = { low: End; high: End; point: boolean }
export type End = { bytes: Buffer; inclusive: boolean }

/** Keys from `low` (inclusive) to `high` (exclusive), over all fields of an index. */
export type Range = { low: Buffer; high: Buffer }

const nothing = Buffer.alloc(0)
export const everything: Interval = {
  low: { bytes: nothing, inclusive: true },
  high: { bytes: nothing, inclusive: true },
  point: false,
}

export function point(value: Value): Interval {
  const end = { bytes: encodeValue(value), inclusive: true }
  return { low: end, high: end, point: true }
}

/**
 * Where the keys of all values that pass a test lie; undefined where an index cannot help. The keys inside may hold
 * more than what passes, so that who reads them still asks the filter.
 */
export function intervalsOf(test: Test): Interval[] | undefined {
  if (currentCollation() && isAboutText(test)) return undefined
  switch (test.op) {
    case 'eq':
      // A document matches an array both as a whole and by an element that is that array.
      return Array.isArray(test.value) ? undefined : [point(test.value)]
    case 'in':
      return test.patterns.length > 0 || test.values.some(Array.isArray) ? undefined : points(test.values)
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return comparison(test.op, test.value)
    case 'regex': {
      const prefix = literalPrefix(test.pattern)
      if (prefix === undefined) return undefined
      const end = { bytes: encodeStringPrefix(prefix), inclusive: true }
      const regexes = { bytes: Buffer.of(typeByte(test.pattern.source)), inclusive: true }
      return [
        { low: end, high: end, point: false },
        { low: regexes, high: regexes, point: false },
      ]
    }
    default:
      return undefined
  }
}

/** An index has its strings in the order of code points, which is not that of a collation. */
function isAboutText(test: Test): boolean {
  if (test.op === 'in') return test.values.some(holdsText)
  return 'value' in test && holdsText(test.value)
}

function points(values: Value[]): Interval[] {
  const byKey = new Map(values.map(value => [encodeValue(value).toString('latin1'), value]))
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => point(value))
}

function comparison(op: 'gt' | 'gte' | 'lt' | 'lte', value: Value): Interval[] | undefined {
  if (Array.isArray(value) || value instanceof MinKey || value instanceof MaxKey) return undefined
  const wholeType: End = { bytes: Buffer.of(typeByte(value)), inclusive: true }
  const end: End = { bytes: encodeValue(value), inclusive: op === 'gte' || op === 'lte' }
  const upward = op === 'gt' || op === 'gte'
  return [{ low: upward ? end : wholeType, high: upward ? wholeType : end, point: false }]
}

/** The common part of two intervals, which may be empty. */
export function intersect(a: Interval, b: Interval): Interval {
  return {
    low: Buffer.compare(lowKey(a.low), lowKey(b.low)) >= 0 ? a.low : b.low,
    high: Buffer.compare(highKey(a.high), highKey(b.high)) <= 0 ? a.high : b.high,
    point: false,
  }
}

function lowKey({ bytes, inclusive }: End): Buffer {
  return inclusive ? bytes : pastAll(bytes)
}

function highKey({ bytes, inclusive }: End): Buffer {
  return inclusive ? pastAll(bytes) : bytes
}

/** The least bytes that are above all that begin with `prefix`. No key begins with 0xff, so it is above every key. */
function pastAll(prefix: Buffer): Buffer {
  let length = prefix.length
  while (length > 0 && prefix[length - 1] === 0xff) length -= 1
  if (length === 0) return Buffer.of(0xff)
  const bytes = Buffer.from(prefix.subarray(0, length))
  bytes[length - 1] = (bytes[length - 1] ?? 0) + 1
  return bytes
}

/** The range of an interval behind fixed earlier fields; a descending field runs from its high end, inverted. */
export function rangeOf(prefix: Buffer, { low, high }: Interval, direction: 1 | -1): Range {
  const [first, last] = direction === 1 ? [low, high] : [inverted(high), inverted(low)]
  const behind = ({ bytes, inclusive }: End): End => ({ bytes: Buffer.concat([prefix, bytes]), inclusive })
  return { low: lowKey(behind(first)), high: highKey(behind(last)) }
}

/** The key of one value behind those of earlier fields. */
export function keyBehind(prefix: Buffer, { low }: Interval, direction: 1 | -1): Buffer {
  const { bytes } = direction === 1 ? low : inverted(low)
  return prefix.length === 0 ? bytes : Buffer.concat([prefix, bytes])
}

function inverted({ bytes, inclusive }: End): End {
  return { bytes: Buffer.from(bytes.map(byte => ~byte)), inclusive }
}
