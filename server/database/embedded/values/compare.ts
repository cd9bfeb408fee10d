import {
  type Binary,
  type BSONRegExp,
  BSONSymbol,
  type Code,
  Int32,
  type ObjectId,
  type Timestamp,
} from 'bson'
import { currentCollation } from './collation.ts'
import { compareNumbers } from './numbers.ts'
import { type Document, type Maybe, type Num, rank, type Value } from './types.ts'

/**
 * MongoDB's total order over all BSON values: by type, then within the type. Missing equals null.
 * Numbers compare by value over their four types; documents compare field by field in their own order.
 * Source: MongoDB manual, "Comparison/Sort Order".
 */
export function compare(a: Maybe, b: Maybe): number {
  // The most frequent by far, with the shortest way.
  if (a instanceof Int32 && b instanceof Int32) return a.value - b.value
  const left = rank(a)
  const right = rank(b)
  if (left !== right) return left - right
  return withinType[left]?.(a as Value, b as Value) ?? 0
}

export function equal(a: Maybe, b: Maybe): boolean {
  // Asked of every element of arrays of words; a collation may take other strings for the same.
  if (typeof a === 'string' && typeof b === 'string' && (a === b || !currentCollation())) return a === b
  return compare(a, b) === 0
}

const withinType: Record<number, (a: Value, b: Value) => number> = {
  10: (a, b) => compareNumbers(a as Num, b as Num),
  15: (a, b) => (currentCollation()?.compare ?? compareStrings)(text(a), text(b)),
  20: (a, b) => compareDocuments(a as Document, b as Document),
  25: (a, b) => compareArrays(a as Value[], b as Value[]),
  30: (a, b) => compareBinaries(a as Binary, b as Binary),
  35: (a, b) => Buffer.compare((a as ObjectId).id, (b as ObjectId).id),
  40: (a, b) => Number(a) - Number(b),
  45: (a, b) => (a as Date).getTime() - (b as Date).getTime(),
  47: (a, b) => (a as Timestamp).compare(b as Timestamp),
  50: (a, b) => compareRegexes(a as BSONRegExp, b as BSONRegExp),
  60: (a, b) => compareStrings((a as Code).code, (b as Code).code),
  65: (a, b) => compareScopes(a as Code, b as Code),
}

function text(value: Value): string {
  return value instanceof BSONSymbol ? value.value : (value as string)
}

/**
 * By Unicode code point, as UTF-8 bytes compare. JavaScript compares UTF-16 units, which puts the surrogates of an
 * emoji below U+E000 to U+FFFF.
 */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const x = a.charCodeAt(index)
    const y = b.charCodeAt(index)
    if (x !== y) return raised(x) - raised(y)
  }
  return a.length - b.length
}

function raised(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

function compareDocuments(a: Document, b: Document): number {
  const left = a.entries()
  const right = b.entries()
  for (;;) {
    const x = left.next()
    const y = right.next()
    if (x.done || y.done) return Number(Boolean(y.done)) - Number(Boolean(x.done))
    const [name, value] = x.value
    const [otherName, otherValue] = y.value
    const order =
      rank(value) - rank(otherValue) || compareStrings(name, otherName) || compare(value, otherValue)
    if (order !== 0) return order
  }
}

function compareArrays(a: Value[], b: Value[]): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const order = compare(a[index], b[index])
    if (order !== 0) return order
  }
  return a.length - b.length
}

function compareBinaries(a: Binary, b: Binary): number {
  return (
    a.position - b.position ||
    a.sub_type - b.sub_type ||
    Buffer.compare(a.buffer.subarray(0, a.position), b.buffer.subarray(0, b.position))
  )
}

function compareRegexes(a: BSONRegExp, b: BSONRegExp): number {
  return compareStrings(a.pattern, b.pattern) || compareStrings(a.options, b.options)
}

function compareScopes(a: Code, b: Code): number {
  return (
    compareStrings(a.code, b.code) ||
    compareDocuments(a.scope as unknown as Document, b.scope as unknown as Document)
  )
}
