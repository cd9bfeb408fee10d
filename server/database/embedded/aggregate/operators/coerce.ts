import { Code, Double, ObjectId, Timestamp } from 'bson'
import { MongoError } from '../../errors.ts'
import { exactNumber } from '../../values/numbers.ts'
import { show } from '../../values/show.ts'
import { isNumber, type Maybe, typeName, type Value } from '../../values/types.ts'
import { isNothing, wrongOperand } from './define.ts'

/** A value as the text that string operators read: numbers and dates are written out, null and missing are empty. */
export function textOperand(name: string, value: Maybe): string {
  if (isNothing(value)) return ''
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Code) return value.code
  if (isNumber(value)) return numberText(value)
  throw wrongOperand(name, 'a string', value)
}

/** A number as `$toString` writes it. */
export function numberText(value: Value): string {
  return value instanceof Double && Object.is(value.value, -0) ? '-0' : String(value)
}

/** A date, or what holds one: the time in an ObjectId or a Timestamp. */
export function dateOperand(name: string, value: Maybe): Date {
  if (value instanceof Date) return value
  if (value instanceof ObjectId) return value.getTimestamp()
  if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000)
  throw new MongoError(
    'Location16006',
    `can't convert from BSON type ${typeName(value)} to Date, in ${name}: ${show(value)}`,
  )
}

/** A whole number that JavaScript holds, within int32 unless `most` says otherwise. */
export function wholeOperand(name: string, value: Maybe, least = -0x80000000, most = 0x7fffffff): number {
  const number = isNumber(value) ? exactNumber(value) : undefined
  if (number === undefined || !Number.isInteger(number) || number < least || number > most) {
    throw wrongOperand(name, `a whole number from ${least} to ${most}`, value)
  }
  return number
}
