import { type Binary, type BSONRegExp, BSONSymbol, type Code, type ObjectId, type Timestamp } from 'bson'
import { canonical } from '../values/collation.ts'
import { compareDecimals, type Decimal, exactDecimal } from '../values/decimal.ts'
import { exactly, exactNumber, toNumber } from '../values/numbers.ts'
import { emptyArray, type SortValue } from '../values/tuples.ts'
import { type Document, isNumber, type Num, rank, type Value } from '../values/types.ts'

/**
 * Index keys: bytes whose order is MongoDB's order of the values, and which are equal where the values are equal.
 *
 *     type (1 byte) · content        no encoding is a prefix of another, so that fields can follow each other
 *
 * A descending field has all its bytes inverted. No key begins with 0xff.
 */
export function encodeKey(values: SortValue[], directions: (1 | -1)[]): Buffer {
  const out = new KeyWriter()
  values.forEach((value, index) => {
    const start = out.length
    writeValue(out, value)
    if (directions[index] === -1) out.invert(start)
  })
  return out.finish()
}

export function encodeValue(value: SortValue): Buffer {
  const out = new KeyWriter()
  writeValue(out, value)
  return out.finish()
}

export type GroupKey = string | number

/** A key of a Map that is the same for values that are equal by the collation of the command that runs. */
export function groupKey(value: Value): GroupKey {
  if (isNumber(value)) {
    const number = exactNumber(value)
    if (number !== undefined) return number
  }
  const own = canonical(value instanceof BSONSymbol ? value.value : value)
  return typeof own === 'string' ? `s${own}` : `k${encodeValue(own).toString('latin1')}`
}

/** The byte with which every encoded value of a type begins. */
export function typeByte(value: SortValue): number {
  return value === emptyArray ? 4 : rank(value) + 2
}

/** The beginning of every string that begins with `prefix`. */
export function encodeStringPrefix(prefix: string): Buffer {
  return encodeValue(prefix).subarray(0, -2)
}

class KeyWriter {
  private bytes = Buffer.allocUnsafe(64)
  length = 0

  finish(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.length))
  }

  take(length: number): number {
    const at = this.length
    this.length += length
    if (this.length > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.length, this.bytes.length * 2))
      this.bytes.copy(larger, 0, 0, at)
      this.bytes = larger
    }
    return at
  }

  byte(value: number): void {
    const at = this.take(1)
    this.bytes[at] = value
  }

  raw(bytes: Uint8Array): void {
    const at = this.take(bytes.length)
    this.bytes.set(bytes, at)
  }

  uint(value: number): void {
    const at = this.take(4)
    this.bytes.writeUInt32BE(value, at)
  }

  uint64(value: bigint): void {
    const at = this.take(8)
    this.bytes.writeBigUInt64BE(value, at)
  }

  /** The bits of a double, such that unsigned order is numeric order; NaN is all zeros. */
  double(value: number): void {
    const at = this.take(8)
    if (Number.isNaN(value)) {
      this.bytes.fill(0, at, at + 8)
      return
    }
    this.bytes.writeDoubleBE(value === 0 ? 0 : value, at)
    if (value < 0) this.invert(at)
    else this.bytes[at] = (this.bytes[at] ?? 0) | 0x80
  }

  invert(start: number): void {
    for (let at = start; at < this.length; at++) this.bytes[at] = ~(this.bytes[at] ?? 0)
  }
}

function writeValue(out: KeyWriter, value: SortValue): void {
  out.byte(typeByte(value))
  if (value === undefined || value === null || typeof value === 'symbol') return
  content[rank(value)]?.(out, value)
}

const content: Record<number, (out: KeyWriter, value: Value) => void> = {
  10: (out, value) => writeNumber(out, value as Num),
  15: (out, value) => writeText(out, value instanceof BSONSymbol ? value.value : (value as string)),
  20: (out, value) => writeDocument(out, value as Document),
  25: (out, value) => {
    for (const element of value as Value[]) writeValue(out, element)
    out.byte(0)
  },
  30: (out, value) => {
    const binary = value as Binary
    out.uint(binary.position)
    out.byte(binary.sub_type)
    out.raw(binary.buffer.subarray(0, binary.position))
  },
  35: (out, value) => out.raw((value as ObjectId).id),
  40: (out, value) => out.byte(value ? 1 : 0),
  45: (out, value) => out.uint64(BigInt.asUintN(64, BigInt((value as Date).getTime()) + (1n << 63n))),
  47: (out, value) => out.uint64((value as Timestamp).toBigInt()),
  50: (out, value) => {
    writeText(out, (value as BSONRegExp).pattern)
    writeText(out, (value as BSONRegExp).options)
  },
  60: (out, value) => writeText(out, (value as Code).code),
  65: (out, value) => {
    writeText(out, (value as Code).code)
    writeDocument(out, (value as Code).scope as unknown as Document)
  },
}

/** NUL is written as 00 FF and the end as 00 00, so "a" sorts before "a\0". */
function writeText(out: KeyWriter, text: string): void {
  const bytes = Buffer.from(text, 'utf8')
  let from = 0
  for (let nul = bytes.indexOf(0); nul >= 0; nul = bytes.indexOf(0, from)) {
    out.raw(bytes.subarray(from, nul + 1))
    out.byte(0xff)
    from = nul + 1
  }
  out.raw(from === 0 ? bytes : bytes.subarray(from))
  out.byte(0)
  out.byte(0)
}

/** Each field as type, name, value, since documents compare in that order. */
function writeDocument(out: KeyWriter, document: Document): void {
  for (const [name, value] of document) {
    out.byte(typeByte(value))
    writeText(out, name)
    writeValue(out, value)
  }
  out.byte(0)
}

/**
 * The greatest double that is not above the number, then 0 where it is the number itself, else 1 and the number as a
 * decimal: so int, long, double and decimal share one order, to the last digit.
 */
function writeNumber(out: KeyWriter, value: Num): void {
  const double = exactNumber(value)
  if (double !== undefined) {
    out.double(double)
    out.byte(0)
    return
  }
  const exact = exactly(value) as Decimal
  const nearest = toNumber(value)
  const isAbove = Number.isFinite(nearest) ? compareDecimals(exactDecimal(nearest), exact) > 0 : nearest > 0
  out.double(isAbove ? below(nearest) : nearest)
  out.byte(1)
  writeDecimal(out, exact)
}

/** The next double down. */
function below(value: number): number {
  const bits = Buffer.allocUnsafe(8)
  if (value === 0) return -Number.MIN_VALUE
  bits.writeDoubleBE(value)
  bits.writeBigUInt64BE(bits.readBigUInt64BE() + (value > 0 ? -1n : 1n))
  return bits.readDoubleBE()
}

/** Sign, power of ten and 34 digits; inverted where negative. The number is not zero, which a double holds. */
function writeDecimal(out: KeyWriter, { coefficient, exponent }: Decimal): void {
  const negative = coefficient < 0n
  const digits = (negative ? -coefficient : coefficient).toString().replace(/0+$/, '')
  const power = exponent + (negative ? -coefficient : coefficient).toString().length
  out.byte(negative ? 0 : 1)
  const start = out.length
  out.uint(power + 0x8000)
  out.raw(Buffer.from(digits.padEnd(34, '0'), 'latin1'))
  if (negative) out.invert(start)
}
