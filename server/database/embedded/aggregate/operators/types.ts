import { Long, Timestamp } from 'bson'
import { MongoError } from '../../errors.ts'
import { isNumber, type Maybe, typeName } from '../../values/types.ts'
import { convert, type Target, targetOf } from './convert.ts'
import { isNothing, named, of, type ParseOperator, wrongOperand } from './define.ts'

/** null and missing convert to null. */
const conversion = (to: Target): ParseOperator =>
  of(1, 1, ([value], name) => (isNothing(value) ? null : convert(value, to, name)))

const timestamp = (run: (value: Timestamp) => Maybe): ParseOperator =>
  of(1, 1, ([value], name) => {
    if (isNothing(value)) return null
    if (!(value instanceof Timestamp)) throw wrongOperand(name, 'a timestamp', value)
    return run(value)
  })

export const typeOperators: Record<string, ParseOperator> = {
  $literal: operand => () => operand,
  $const: operand => () => operand,
  $type: of(1, 1, ([value]) => typeName(value)),
  $isNumber: of(1, 1, ([value]) => isNumber(value)),
  $toBool: conversion('bool'),
  $toString: conversion('string'),
  $toInt: conversion('int'),
  $toLong: conversion('long'),
  $toDouble: conversion('double'),
  $toDecimal: conversion('decimal'),
  $toDate: conversion('date'),
  $toObjectId: conversion('objectId'),
  $convert: named(['input', 'to'], ['onError', 'onNull'], parts => {
    const [onError, onNull] = [parts.get('onError'), parts.get('onNull')]
    return scope => {
      const [value, to] = [parts.get('input')?.(scope), parts.get('to')?.(scope)]
      if (isNothing(value)) return onNull ? onNull(scope) : null
      if (isNothing(to)) return null
      const target = targetOf(to)
      try {
        return convert(value, target, '$convert')
      } catch (error) {
        if (onError && error instanceof MongoError) return onError(scope)
        throw error
      }
    }
  }),
  $tsSecond: timestamp(value => Long.fromNumber(value.getHighBitsUnsigned())),
  $tsIncrement: timestamp(value => Long.fromNumber(value.getLowBitsUnsigned())),
}
