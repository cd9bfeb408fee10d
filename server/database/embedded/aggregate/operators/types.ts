import { Double, Int32, Long, ObjectId } from 'bson'
import { MongoError } from '../../errors.ts'
import { toInteger, toNumber } from '../../values/numbers.ts'
import { show } from '../../values/show.ts'
import { isNumber, type Maybe, typeName } from '../../values/types.ts'
import { isTrue } from './conditions.ts'
import { isNothing, of, type ParseOperator } from './define.ts'

/** null and missing convert to null. */
const conversion = (run: (value: Exclude<Maybe, null | undefined>, name: string) => Maybe): ParseOperator =>
  of(1, 1, ([value], name) => (isNothing(value) ? null : run(value, name)))

export const typeOperators: Record<string, ParseOperator> = {
  $literal: operand => () => operand,
  $type: of(1, 1, ([value]) => typeName(value)),
  $isNumber: of(1, 1, ([value]) => isNumber(value)),
  $toBool: conversion(isTrue),
  $toString: conversion((value, name) => {
    if (typeof value === 'string') return value
    if (typeof value === 'boolean' || isNumber(value)) return String(value)
    if (value instanceof ObjectId) return value.toHexString()
    if (value instanceof Date) return value.toISOString()
    throw cannotConvert(name, value)
  }),
  $toInt: conversion((value, name) => {
    const whole = integerOf(value, name)
    if (BigInt.asIntN(32, whole) !== whole) throw cannotConvert(name, value)
    return new Int32(Number(whole))
  }),
  $toLong: conversion((value, name) => Long.fromBigInt(integerOf(value, name))),
  $toDouble: conversion((value, name) => new Double(numberOf(value, name))),
  $toDate: conversion((value, name) => {
    const date = value instanceof ObjectId ? value.getTimestamp() : new Date(dateSource(value, name))
    if (Number.isNaN(date.getTime())) throw cannotConvert(name, value)
    return date
  }),
}

function integerOf(value: Maybe, name: string): bigint {
  if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) return BigInt(value.replace('+', ''))
  const whole = isNumber(value) ? toInteger(value) : typeof value === 'boolean' ? BigInt(value) : undefined
  if (whole === undefined) throw cannotConvert(name, value)
  return whole
}

function numberOf(value: Maybe, name: string): number {
  if (isNumber(value)) return toNumber(value)
  if (typeof value === 'boolean') return Number(value)
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)) return Number(value)
  throw cannotConvert(name, value)
}

function dateSource(value: Maybe, name: string): number | string | Date {
  if (isNumber(value)) return toNumber(value)
  if (value instanceof Date) return value
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(value)) return value
  throw cannotConvert(name, value)
}

function cannotConvert(name: string, value: Maybe): MongoError {
  return new MongoError('BadValue', `${name} cannot convert ${typeName(value)}: ${show(value)}`)
}
