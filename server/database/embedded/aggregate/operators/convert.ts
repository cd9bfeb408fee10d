import { Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson'
import { MongoError } from '../../errors.ts'
import { truthy } from '../../query/operators.ts'
import { asDecimal, exactNumber, toInteger, toNumber } from '../../values/numbers.ts'
import { show } from '../../values/show.ts'
import { isNumber, type Num, typeName, typeNamed, type Value } from '../../values/types.ts'
import { numberText } from './coerce.ts'
import { parseDate } from './dates/parse.ts'

type Present = Exclude<Value, null>

/** The types that a value can be converted to. */
const targets = ['double', 'string', 'objectId', 'bool', 'date', 'int', 'long', 'decimal'] as const
export type Target = (typeof targets)[number]

/** A type by its name or number. @throws MongoError where it is none, or nothing converts to it */
export function targetOf(to: Value): Target {
  const name =
    typeof to === 'string' ? typeNamed(to) : isNumber(to) ? typeNamed(exactNumber(to) ?? 0) : undefined
  const target = targets.find(each => each === name)
  if (!target) throw new MongoError('BadValue', `Unsupported 'to' type in $convert: ${show(to)}`)
  return target
}

/** @throws MongoError ConversionFailure */
export function convert(value: Present, to: Target, name: string): Value {
  const converted = conversions[to](value)
  if (converted === undefined) throw failure(name, value, to)
  return converted
}

const conversions: Record<Target, (value: Present) => Value | undefined> = {
  bool: value => truthy(value),
  string(value) {
    if (typeof value === 'string') return value
    if (typeof value === 'boolean') return String(value)
    if (value instanceof Timestamp) return undefined
    if (isNumber(value)) return numberText(value)
    if (value instanceof ObjectId) return value.toHexString()
    return value instanceof Date ? value.toISOString() : undefined
  },
  objectId(value) {
    if (value instanceof ObjectId) return value
    return typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value) ? new ObjectId(value) : undefined
  },
  int(value) {
    const whole = wholeOf(value)
    return whole !== undefined && BigInt.asIntN(32, whole) === whole ? new Int32(Number(whole)) : undefined
  },
  long(value) {
    if (value instanceof Date) return Long.fromNumber(value.getTime())
    const whole = wholeOf(value)
    return whole !== undefined && BigInt.asIntN(64, whole) === whole ? Long.fromBigInt(whole) : undefined
  },
  double(value) {
    if (value instanceof Date) return new Double(value.getTime())
    if (typeof value === 'boolean') return new Double(Number(value))
    if (typeof value === 'string') return decimalText.test(value) ? new Double(numberIn(value)) : undefined
    return numeric(value, number => new Double(toNumber(number)))
  },
  decimal(value) {
    if (value instanceof Date) return Decimal128.fromString(String(value.getTime()))
    if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0')
    if (typeof value === 'string')
      return decimalText.test(value) ? Decimal128.fromStringWithRounding(value) : undefined
    return numeric(value, asDecimal)
  },
  date(value) {
    if (value instanceof Date) return value
    if (value instanceof ObjectId) return value.getTimestamp()
    if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000)
    if (typeof value === 'string') return parseDate(value)
    if (!isNumber(value) || value instanceof Int32) return undefined
    const date = new Date(Math.trunc(toNumber(value)))
    return Number.isNaN(date.getTime()) ? undefined : date
  },
}

const decimalText = /^([+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|[+-]?inf(inity)?|nan)$/i

function numberIn(text: string): number {
  if (/nan/i.test(text)) return Number.NaN
  if (/inf/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return Number(text)
}

function numeric(value: Present, run: (number: Num) => Value): Value | undefined {
  return isNumber(value) && !(value instanceof Timestamp) ? run(value) : undefined
}

/** A number cut to a whole one; a string has to be one already. */
function wholeOf(value: Present): bigint | undefined {
  if (typeof value === 'boolean') return BigInt(value)
  if (typeof value === 'string') return /^[+-]?\d+$/.test(value) ? BigInt(value.replace('+', '')) : undefined
  return isNumber(value) && !(value instanceof Timestamp) ? toInteger(value) : undefined
}

function failure(name: string, value: Value, to: string): MongoError {
  return new MongoError(
    'ConversionFailure',
    `Failed to convert ${typeName(value)} to ${to} in ${name}: ${show(value)}`,
  )
}
