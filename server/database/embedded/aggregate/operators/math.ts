import { Decimal128, Double, Int32, Long } from 'bson'
import { MongoError, unsupported } from '../../errors.ts'
import { formatDecimal, roundHalfEven } from '../../values/decimal.ts'
import { add, exactly, multiply, toInteger, toNumber, wholeNumber } from '../../values/numbers.ts'
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

/** One number to another, keeping int and long as they are where `keepsWhole`. */
function unary(run: (value: number) => number, keepsWhole: boolean): ParseOperator {
  return numeric(1, 1, ([value], name) => {
    const number = value as Num
    if (number instanceof Decimal128) throw unsupported(`${name} of a decimal`)
    return keepsWhole && !(number instanceof Double) ? number : new Double(run(toNumber(number)))
  })
}

export const mathOperators: Record<string, ParseOperator> = {
  $add: of(0, any, addAll),
  $subtract: of(2, 2, subtract),
  $multiply: numeric(0, any, values => values.reduce(product, new Int32(1))),
  $divide: numeric(2, 2, ([a, b], name) => {
    const [dividend, divisor] = doubles(name, a, b)
    if (divisor === 0) throw new MongoError('BadValue', "can't $divide by zero")
    return new Double(dividend / divisor)
  }),
  $mod: numeric(2, 2, modulo),
  $abs: numeric(1, 1, ([value]) => {
    const number = value as Num
    return toNumber(number) < 0 ? product(number, minusOne) : number
  }),
  $ceil: unary(Math.ceil, true),
  $floor: unary(Math.floor, true),
  $sqrt: unary(Math.sqrt, false),
  $round: numeric(1, 2, ([value, place]) => rounded(value as Num, place)),
  $trunc: unary(Math.trunc, true),
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

function modulo([a, b]: Num[], name: string): Maybe {
  const [dividend, divisor] = doubles(name, a, b)
  if (divisor === 0) throw new MongoError('BadValue', "can't $mod by zero")
  if (a instanceof Double || b instanceof Double) return new Double(dividend % divisor)
  const [whole, by] = [a && toInteger(a), b && toInteger(b)]
  const result = Long.fromBigInt((whole ?? 0n) % (by ?? 1n))
  return a instanceof Long || b instanceof Long ? result : new Int32(result.toNumber())
}

/** To `place` decimals (negative: tens, hundreds…), half to even. */
function rounded(value: Num, place: Num | undefined): Num {
  const places = place === undefined ? 0 : wholeNumber(place)
  if (places === undefined || places < -20 || places > 100) {
    throw new MongoError(
      'BadValue',
      'cannot apply $round with a place that is not a whole number from -20 to 100',
    )
  }
  const exact = exactly(value)
  if (typeof exact === 'number') return value
  const decimal = roundHalfEven(exact, -places)
  if (value instanceof Decimal128) return formatDecimal(decimal)
  const number = Number(`${decimal.coefficient}e${decimal.exponent}`)
  if (value instanceof Double) return new Double(number)
  return value instanceof Long ? Long.fromNumber(number) : new Int32(number)
}
