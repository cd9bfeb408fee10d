import { MongoError } from '../../errors.ts'
import { equal } from '../../values/compare.ts'
import { wholeNumber } from '../../values/numbers.ts'
import { type Maybe, wrap } from '../../values/types.ts'
import { arrayOperand, isNothing, of, type ParseOperator, wrongOperand } from './define.ts'
import { ofArrays } from './sets.ts'

const any = Number.POSITIVE_INFINITY

export const arrayOperators: Record<string, ParseOperator> = {
  $size: of(1, 1, ([value], name) => wrap(arrayOperand(name, value).length)),
  $isArray: of(1, 1, ([value]) => Array.isArray(value)),
  $arrayElemAt: of(2, 2, ([value, position], name) => {
    if (isNothing(value) || isNothing(position)) return null
    return arrayOperand(name, value).at(wholeOperand(name, position))
  }),
  $first: of(1, 1, ([value], name) => (isNothing(value) ? null : arrayOperand(name, value)[0])),
  $last: of(1, 1, ([value], name) => (isNothing(value) ? null : arrayOperand(name, value).at(-1))),
  $in: of(2, 2, ([value, list], name) => arrayOperand(name, list).some(member => equal(member, value))),
  $concatArrays: ofArrays(0, any, arrays => arrays.flat()),
  $reverseArray: ofArrays(1, 1, ([array]) => array?.toReversed()),
  $slice: of(2, 3, slice),
}

function slice([value, first, second]: Maybe[], name: string): Maybe {
  if (isNothing(value) || first === null || second === null) return null
  const array = arrayOperand(name, value)
  const number = wholeOperand(name, first)
  if (second === undefined) return number >= 0 ? array.slice(0, number) : array.slice(number)
  const count = wholeOperand(name, second)
  if (count <= 0) throw new MongoError('BadValue', 'Third argument to $slice must be positive')
  const start = number >= 0 ? number : Math.max(0, array.length + number)
  return array.slice(start, start + count)
}

function wholeOperand(name: string, value: Maybe): number {
  const whole = wholeNumber(value)
  if (whole === undefined) throw wrongOperand(name, 'a whole number', value)
  return whole
}
