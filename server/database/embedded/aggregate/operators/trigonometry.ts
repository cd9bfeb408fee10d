import { Decimal128, Double } from 'bson'
import { MongoError, unsupported } from '../../errors.ts'
import { toNumber } from '../../values/numbers.ts'
import { isNumber, type Maybe } from '../../values/types.ts'
import { isNothing, of, type ParseOperator, wrongOperand } from './define.ts'

/** A function of doubles; outside `least` to `most` it is refused, as MongoDB does. */
function trigonometric(
  run: (...values: number[]) => number,
  { count = 1, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = {},
): ParseOperator {
  return of(count, count, (values, name) => {
    if (values.some(isNothing)) return null
    const numbers = values.map(value => numberOf(name, value))
    if (numbers.some(number => number < least || number > most)) {
      throw new MongoError('Location50989', `cannot apply ${name} outside of [${least},${most}]`)
    }
    return new Double(run(...numbers))
  })
}

function numberOf(name: string, value: Maybe): number {
  if (value instanceof Decimal128) throw unsupported(`${name} of a decimal`)
  if (!isNumber(value)) throw wrongOperand(name, 'a number', value)
  return toNumber(value)
}

const finite = { least: -Number.MAX_VALUE, most: Number.MAX_VALUE }
const unit = { least: -1, most: 1 }
const degree = Math.PI / 180

export const trigonometryOperators: Record<string, ParseOperator> = {
  $sin: trigonometric(Math.sin, finite),
  $cos: trigonometric(Math.cos, finite),
  $tan: trigonometric(Math.tan, finite),
  $asin: trigonometric(Math.asin, unit),
  $acos: trigonometric(Math.acos, unit),
  $atan: trigonometric(Math.atan),
  $atan2: trigonometric(Math.atan2, { count: 2 }),
  $sinh: trigonometric(Math.sinh),
  $cosh: trigonometric(Math.cosh),
  $tanh: trigonometric(Math.tanh),
  $asinh: trigonometric(Math.asinh),
  $acosh: trigonometric(Math.acosh, { least: 1 }),
  $atanh: trigonometric(Math.atanh, unit),
  $degreesToRadians: trigonometric(degrees => degrees * degree),
  $radiansToDegrees: trigonometric(radians => radians / degree),
}
