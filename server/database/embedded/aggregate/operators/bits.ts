import { Int32, Long, Timestamp } from 'bson'
import { type Maybe, typeName } from '../../values/types.ts'
import { isNothing, of, type ParseOperator, wrongOperand } from './define.ts'

type Whole = Int32 | Long

/** Of int and long only; null and missing give null. */
function bitwise(initial: number, combine: (a: bigint, b: bigint) => bigint): ParseOperator {
  return of(0, Number.POSITIVE_INFINITY, (values, name) => {
    if (values.some(isNothing)) return null
    const numbers = values.map(value => wholeOf(name, value))
    return numbers.reduce<Whole>((a, b) => {
      const bits = combine(BigInt(a.toString()), BigInt(b.toString()))
      return a instanceof Long || b instanceof Long ? Long.fromBigInt(bits) : new Int32(Number(bits))
    }, new Int32(initial))
  })
}

function wholeOf(name: string, value: Maybe): Whole {
  if (value instanceof Int32 || (value instanceof Long && !(value instanceof Timestamp))) return value
  throw wrongOperand(name, 'int or long', `${typeName(value)}`)
}

export const bitOperators: Record<string, ParseOperator> = {
  $bitAnd: bitwise(-1, (a, b) => a & b),
  $bitOr: bitwise(0, (a, b) => a | b),
  $bitXor: bitwise(0, (a, b) => a ^ b),
  $bitNot: of(1, 1, ([value], name) => {
    if (isNothing(value)) return null
    const whole = wholeOf(name, value)
    return whole instanceof Long ? whole.not() : new Int32(~whole.value)
  }),
}
