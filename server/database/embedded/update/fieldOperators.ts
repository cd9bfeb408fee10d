import { Double, Int32, Long, Timestamp } from 'bson'
import { MongoError } from '../errors.ts'
import { compare } from '../values/compare.ts'
import { add, multiply, toInteger } from '../values/numbers.ts'
import { show } from '../values/show.ts'
import { isDocument, isNumber, type Maybe, type Num, typeName, type Value } from '../values/types.ts'

/** The new value of a field from its old one, undefined to leave it as it is. */
export type Change = (old: Maybe, path: string) => Maybe

/** Makes the change that an operator's operand means. @throws MongoError at an operand of the wrong type */
export type FieldOperator = (operand: Value) => Change

export const fieldOperators = new Map<string, FieldOperator>([
  ['$set', operand => () => operand],
  ['$inc', operand => arithmetic('$inc', operand, add, number => number)],
  ['$mul', operand => arithmetic('$mul', operand, multiply, zeroLike)],
  ['$min', operand => old => (old === undefined || compare(operand, old) < 0 ? operand : undefined)],
  ['$max', operand => old => (old === undefined || compare(operand, old) > 0 ? operand : undefined)],
  ['$currentDate', currentDate],
  ['$bit', bit],
])

function arithmetic(
  operator: string,
  operand: Value,
  combine: (a: Num, b: Num) => Num | undefined,
  initial: (operand: Num) => Num,
): Change {
  if (!isNumber(operand)) {
    const verb = operator === '$inc' ? 'increment' : 'multiply'
    throw new MongoError('TypeMismatch', `Cannot ${verb} with non-numeric argument: ${show(operand)}`)
  }
  return (old, path) => {
    if (old === undefined) return initial(operand)
    if (!isNumber(old)) {
      throw new MongoError(
        'TypeMismatch',
        `Cannot apply ${operator} to a value of non-numeric type. The field '${path}' is of type ${typeName(old)}`,
      )
    }
    const result = combine(old, operand)
    if (result === undefined) {
      throw new MongoError(
        'BadValue',
        `Failed to apply ${operator} to the field '${path}': a long cannot hold the result`,
      )
    }
    return result
  }
}

/** $mul gives a field that is not there zero, of the operand's type. */
function zeroLike(operand: Num): Num {
  return (
    multiply(
      operand instanceof Double && !Number.isFinite(operand.value) ? new Double(0) : operand,
      new Int32(0),
    ) ?? operand
  )
}

function currentDate(operand: Value): Change {
  const type =
    isDocument(operand) && operand.size === 1 ? operand.get('$type') : operand === true ? 'date' : undefined
  if (type === 'date') return () => new Date()
  if (type === 'timestamp') return () => new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 })
  throw new MongoError(
    'BadValue',
    `${show(operand)} is not valid for $currentDate: use true, or a $type of 'timestamp' or 'date'`,
  )
}

const bitwise: Record<string, (a: bigint, b: bigint) => bigint> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
}

function bit(operand: Value): Change {
  const steps = isDocument(operand) ? [...operand] : []
  if (steps.length === 0)
    throw new MongoError('BadValue', `$bit needs a document such as {and: 10}: ${show(operand)}`)
  for (const [name, mask] of steps) {
    if (!bitwise[name] || !isInteger(mask)) {
      throw new MongoError(
        'BadValue',
        `$bit takes and, or, xor with an int or long: {${name}: ${show(mask)}}`,
      )
    }
  }
  return (old, path) => {
    let value: Int32 | Long = new Int32(0)
    if (old !== undefined) {
      if (!isInteger(old)) {
        throw new MongoError('BadValue', `Cannot apply $bit to the field '${path}' of type ${typeName(old)}`)
      }
      value = old
    }
    for (const [name, mask] of steps) {
      if (isInteger(mask)) value = applyBits(value, mask, bitwise[name] ?? bitwise.and)
    }
    return value
  }
}

function applyBits(
  value: Int32 | Long,
  mask: Int32 | Long,
  operation: ((a: bigint, b: bigint) => bigint) | undefined,
): Int32 | Long {
  const result = operation?.(toInteger(value) ?? 0n, toInteger(mask) ?? 0n) ?? 0n
  return value instanceof Long || mask instanceof Long ? Long.fromBigInt(result) : new Int32(Number(result))
}

function isInteger(value: Value): value is Int32 | Long {
  return value instanceof Int32 || (value instanceof Long && !(value instanceof Timestamp))
}
