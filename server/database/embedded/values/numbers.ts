import { Decimal128, Double, Int32, Long } from 'bson'
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  exactDecimal,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
} from './decimal.ts'
import type { Num } from './types.ts'

const maxSafe = BigInt(Number.MAX_SAFE_INTEGER)

/** The nearest JavaScript number: exact for int and double, maybe not for long and decimal. */
export function toNumber(value: Num): number {
  if (value instanceof Int32 || value instanceof Double) return value.value
  return value instanceof Long ? value.toNumber() : Number(value.toString())
}

/** The JavaScript number that equals `value`, or undefined where no double does. */
export function exactNumber(value: Num): number | undefined {
  if (value instanceof Int32 || value instanceof Double) return value.value
  if (value instanceof Long) {
    const number = value.toNumber()
    return Number.isSafeInteger(number) || BigInt(number) === value.toBigInt() ? number : undefined
  }
  const decimal = parseDecimal(value)
  if (typeof decimal === 'number') return decimal
  const number = Number(value.toString())
  return Number.isFinite(number) && compareDecimals(exactDecimal(number), decimal) === 0 ? number : undefined
}

/** Any number as an exact decimal, or itself where it is NaN or infinite. */
export function exactly(value: Num): Decimal | number {
  if (value instanceof Decimal128) return parseDecimal(value)
  if (value instanceof Long) return { coefficient: value.toBigInt(), exponent: 0 }
  return Number.isFinite(value.value) ? exactDecimal(value.value) : value.value
}

/** Compares by value over all four types, exactly; NaN equals NaN and is below every other number. */
export function compareNumbers(a: Num, b: Num): number {
  const [x, y] = [exactNumber(a), exactNumber(b)]
  if (x !== undefined && y !== undefined) {
    if (x < y) return -1
    if (x > y) return 1
    if (x === y) return 0
    return Number.isNaN(x) ? (Number.isNaN(y) ? 0 : -1) : 1
  }
  const [left, right] = [exactly(a), exactly(b)]
  if (typeof left === 'number') return left > 0 ? 1 : -1
  if (typeof right === 'number') return right > 0 ? -1 : 1
  return compareDecimals(left, right)
}

/** a + b in the wider of the two types; undefined where a long overflows. */
export function add(a: Num, b: Num): Num | undefined {
  return combine(
    a,
    b,
    (x, y) => x + y,
    (x, y) => x + y,
    addDecimals,
  )
}

/** a × b in the wider of the two types; undefined where a long overflows. */
export function multiply(a: Num, b: Num): Num | undefined {
  return combine(
    a,
    b,
    (x, y) => x * y,
    (x, y) => x * y,
    multiplyDecimals,
  )
}

function combine(
  a: Num,
  b: Num,
  doubles: (x: number, y: number) => number,
  integers: (x: bigint, y: bigint) => bigint,
  decimals: (x: Decimal, y: Decimal) => Decimal,
): Num | undefined {
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    const [x, y] = [exactly(asDecimal(a)), exactly(asDecimal(b))]
    if (typeof x !== 'number' && typeof y !== 'number') return formatDecimal(decimals(x, y))
    return Decimal128.fromString(String(doubles(approximate(x), approximate(y))))
  }
  if (a instanceof Double || b instanceof Double) return new Double(doubles(toNumber(a), toNumber(b)))
  const result = integers(toBigInt(a), toBigInt(b))
  if (BigInt.asIntN(64, result) !== result) return undefined
  if (a instanceof Long || b instanceof Long || BigInt.asIntN(32, result) !== result) {
    return Long.fromBigInt(result)
  }
  return new Int32(Number(result))
}

/** MongoDB turns a double into the decimal of its shortest text with 15 digits, not of all its binary digits. */
export function asDecimal(value: Num): Decimal128 {
  if (value instanceof Decimal128) return value
  if (!(value instanceof Double)) return Decimal128.fromString(value.toString())
  if (!Number.isFinite(value.value)) return Decimal128.fromString(String(value.value))
  return Decimal128.fromString(value.value.toPrecision(15))
}

function approximate(value: Decimal | number): number {
  return typeof value === 'number' ? value : Number(value.coefficient)
}

function toBigInt(value: Int32 | Long): bigint {
  return value instanceof Long ? value.toBigInt() : BigInt(value.value)
}

/** The value as an integer (truncated), or undefined where it is none that a long can hold. */
export function toInteger(value: Num): bigint | undefined {
  const exact = exactly(value)
  if (typeof exact === 'number') return undefined
  const { coefficient, exponent } = exact
  const whole = exponent >= 0 ? coefficient * 10n ** BigInt(exponent) : coefficient / 10n ** BigInt(-exponent)
  return BigInt.asIntN(64, whole) === whole ? whole : undefined
}

/** A whole number that JavaScript holds exactly (a limit, a position), or undefined. */
export function wholeNumber(value: unknown): number | undefined {
  if (
    !(
      value instanceof Int32 ||
      value instanceof Double ||
      value instanceof Long ||
      value instanceof Decimal128
    )
  ) {
    return undefined
  }
  const number = exactNumber(value)
  return number !== undefined && Number.isInteger(number) && BigInt(number) <= maxSafe ? number : undefined
}
