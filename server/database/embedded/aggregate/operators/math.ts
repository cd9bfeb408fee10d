import { Decimal128, Double, Int32, Long } from 'bson'
import { MongoError, unsupported } from '../../errors.ts'
import {
  type Decimal,
  divideDecimals,
  floorDecimal,
  formatDecimal,
  remainderOfDecimals,
  roundHalfEven,
  truncateDecimal,
} from '../../values/decimal.ts'
import { add, asDecimal, exactly, multiply, toInteger, toNumber, wholeNumber } from '../../values/numbers.ts'
import { isNumber, type Maybe, type Num } from '../../values/types.ts'
import { isNothing, of, type ParseOperator, wrongOperand } from './define.ts'

const any = Number.POSITIVE_INFINITY
const minusOne = new Int32(-1)

/** Where a long overflows, aggregation goes on in double. */
export function sum(a: Num, b: Num): Num {
  return add(a, b) ?? new Double(toNumber(a) + toNumber(b))
}

function product(a: Num, b: Num): Num {
  return multiply(a, b) ?? new Double(toNumber(a) * toNumber(b))
}

function numberOperand(name: string, value: Maybe): Num {
  if (!isNumber(value)) throw wrongOperand(name, 'a number', value)
  return value
}

/** Of numbers only: null and missing give null. */
function numeric(least: number, most: number, run: (values: Num[], name: string) => Maybe): ParseOperator {
  return of(least, most, (values, name) => {
    if (values.some(isNothing)) return null
    return run(
      values.map(value => numberOperand(name, value)),
      name,
    )
  })
}

/** A whole number from any: int and long stay as they are. */
function whole(doubles: (value: number) => number, decimals: (value: Decimal) => Decimal): ParseOperator {
  return numeric(1, 1, ([value]) => {
    if (value instanceof Double) return new Double(doubles(value.value))
    if (!(value instanceof Decimal128)) return value
    const exact = exactly(value)
    return typeof exact === 'number' ? value : formatDecimal(decimals(exact))
  })
}

/** A function of doubles, refused where `isFit` says that it has no value. */
function real(
  run: (value: number) => number,
  code: `Location${number}` = 'Location28765',
  isFit: (value: number) => boolean = () => true,
): ParseOperator {
  return numeric(1, 1, ([value], name) => {
    const [number] = doubles(name, value)
    if (!isFit(number)) throw new MongoError(code, `${name}'s argument is out of range: ${number}`)
    return new Double(run(number))
  })
}

const isPositive = (value: number) => !(value <= 0)

export const mathOperators: Record<string, ParseOperator> = {
  $add: of(0, any, addAll),
  $subtract: of(2, 2, subtract),
  $multiply: numeric(0, any, values => values.reduce(product, new Int32(1))),
  $divide: numeric(2, 2, ([a, b]) => {
    if (isZero(b)) throw new MongoError('BadValue', "can't $divide by zero")
    return quotient(a as Num, b as Num)
  }),
  $mod: numeric(2, 2, modulo),
  $abs: numeric(1, 1, ([value]) => {
    const number = value as Num
    return toNumber(number) < 0 ? product(number, minusOne) : number
  }),
  $ceil: whole(Math.ceil, value => negative(floorDecimal(negative(value)))),
  $floor: whole(Math.floor, floorDecimal),
  $round: numeric(1, 2, ([value, place], name) => atPlace(name, value as Num, place, roundHalfEven)),
  $trunc: numeric(1, 2, ([value, place], name) => atPlace(name, value as Num, place, truncateDecimal)),
  $sqrt: real(Math.sqrt, 'Location28714', value => !(value < 0)),
  $exp: real(Math.exp),
  $ln: real(Math.log, 'Location28766', isPositive),
  $log10: real(Math.log10, 'Location28761', isPositive),
  $log: numeric(2, 2, ([value, base], name) => {
    const [number, by] = doubles(name, value, base)
    if (!isPositive(number))
      throw new MongoError('Location28758', "$log's argument must be a positive number")
    if (!isPositive(by) || by === 1)
      throw new MongoError('Location28759', "$log's base must be a positive number not equal to 1")
    return new Double(Math.log(number) / Math.log(by))
  }),
  $pow: numeric(2, 2, power),
  $rand: of(0, any, () => new Double(Math.random())),
}

function addAll(values: Maybe[], name: string): Maybe {
  if (values.some(isNothing)) return null
  const dates = values.filter(value => value instanceof Date)
  if (dates.length > 1) throw new MongoError('TypeMismatch', 'only one date allowed in an $add expression')
  const total = values.filter(value => !(value instanceof Date)).map(value => numberOperand(name, value))
  const result = total.reduce(sum, new Int32(0))
  const [date] = dates
  return date ? new Date(date.getTime() + Math.trunc(toNumber(result))) : result
}

function subtract([a, b]: Maybe[], name: string): Maybe {
  if (isNothing(a) || isNothing(b)) return null
  if (a instanceof Date) {
    return b instanceof Date
      ? Long.fromNumber(a.getTime() - b.getTime())
      : new Date(a.getTime() - Math.trunc(toNumber(numberOperand(name, b))))
  }
  return sum(numberOperand(name, a), product(numberOperand(name, b), minusOne))
}

function doubles(name: string, ...values: (Num | undefined)[]): [number, number] {
  if (values.some(value => value instanceof Decimal128)) throw unsupported(`${name} of a decimal`)
  const [a = Number.NaN, b = Number.NaN] = values.map(value => value && toNumber(value))
  return [a, b]
}

function isZero(value: Num | undefined): boolean {
  return value !== undefined && toNumber(value) === 0
}

function negative({ coefficient, exponent }: Decimal): Decimal {
  return { coefficient: -coefficient, exponent }
}

/** A double, or a decimal where one of the two is. */
export function quotient(a: Num, b: Num): Num {
  return ofDecimals(a, b, divideDecimals, (x, y) => x / y) ?? new Double(toNumber(a) / toNumber(b))
}

/** Undefined where neither is a decimal. What is not finite is worked out in doubles. */
function ofDecimals(
  a: Num,
  b: Num,
  exact: (x: Decimal, y: Decimal) => Decimal,
  otherwise: (x: number, y: number) => number,
): Decimal128 | undefined {
  if (!(a instanceof Decimal128) && !(b instanceof Decimal128)) return undefined
  const [x, y] = [exactly(asDecimal(a)), exactly(asDecimal(b))]
  if (typeof x !== 'number' && typeof y !== 'number') return formatDecimal(exact(x, y))
  return Decimal128.fromString(String(otherwise(toNumber(a), toNumber(b))))
}

function modulo([a, b]: Num[], name: string): Maybe {
  if (isZero(b)) throw new MongoError('Location16610', "can't $mod by zero")
  const decimal = ofDecimals(a as Num, b as Num, remainderOfDecimals, (x, y) => x % y)
  if (decimal) return decimal
  const [dividend, divisor] = doubles(name, a, b)
  if (a instanceof Double || b instanceof Double) return new Double(dividend % divisor)
  const [left, by] = [a && toInteger(a), b && toInteger(b)]
  const result = Long.fromBigInt((left ?? 0n) % (by ?? 1n))
  return a instanceof Long || b instanceof Long ? result : new Int32(result.toNumber())
}

/** Of whole numbers a whole number where a long holds it, else a double. */
function power([base, exponent]: Num[], name: string): Maybe {
  const [x, y] = doubles(name, base, exponent)
  if (x === 0 && y < 0)
    throw new MongoError('Location28764', '$pow cannot take a base of 0 and a negative exponent')
  const isWhole = !(base instanceof Double) && !(exponent instanceof Double) && (y >= 0 || Math.abs(x) === 1)
  if (!isWhole || (Math.abs(x) > 1 && y > 63)) return new Double(x ** y)
  const sign = x < 0 && Math.abs(y) % 2 === 1 ? -1n : 1n
  const result =
    Math.abs(x) <= 1 ? BigInt(y === 0 ? 1 : Math.abs(x)) * sign : (toInteger(base as Num) ?? 0n) ** BigInt(y)
  if (BigInt.asIntN(64, result) !== result) return new Double(x ** y)
  const isLong = base instanceof Long || exponent instanceof Long || BigInt.asIntN(32, result) !== result
  return isLong ? Long.fromBigInt(result) : new Int32(Number(result))
}

/** To `place` decimals (negative: tens, hundreds…). */
function atPlace(
  name: string,
  value: Num,
  place: Num | undefined,
  cut: (value: Decimal, exponent: number) => Decimal,
): Num {
  const places = place === undefined ? 0 : wholeNumber(place)
  if (places === undefined || places < -20 || places > 100) {
    throw new MongoError(
      'Location51083',
      `cannot apply ${name} with precision value that is not a whole number in [-20, 100]`,
    )
  }
  const exact = exactly(value)
  if (typeof exact === 'number') return value
  const decimal = cut(exact, -places)
  if (value instanceof Decimal128) return formatDecimal(decimal)
  if (value instanceof Double) return new Double(Number(`${decimal.coefficient}e${decimal.exponent}`))
  const result = decimal.coefficient * 10n ** BigInt(decimal.exponent)
  return value instanceof Long || BigInt.asIntN(32, result) !== result
    ? Long.fromBigInt(result)
    : new Int32(Number(result))
}
