import { MongoError } from '../../../errors.ts'
import { isDocument, type Maybe } from '../../../values/types.ts'
import type { Expression, Scope } from '../../expression.ts'
import { dateOperand } from '../coerce.ts'
import { isNothing, named, of, type ParseOperator, stringOperand } from '../define.ts'
import { localTime, utc, type Zone, zoneNamed } from './zone.ts'

/** The zone that an operator was given, UTC without; undefined where it is null or missing. */
export function zoneOf(expression: Expression | undefined, scope: Scope, name: string): Zone | undefined {
  if (!expression) return utc
  const zone = expression(scope)
  return isNothing(zone) ? undefined : zoneNamed(stringOperand(name, zone))
}

/** An operator of one date, given alone or as `{date, timezone}`, that reads its local time. */
export function ofLocalTime(run: (local: Date) => Maybe): ParseOperator {
  const alone = of(1, 1, ([value], name) => {
    return isNothing(value) ? null : run(localTime(dateOperand(name, value), utc))
  })
  return (operand, name) => {
    if (!isDocument(operand) || [...operand.keys()].some(key => key.startsWith('$')))
      return alone(operand, name)
    return named(['date'], ['timezone'], parts => scope => {
      const value = parts.get('date')?.(scope)
      const zone = zoneOf(parts.get('timezone'), scope, name)
      if (isNothing(value) || !zone) return null
      return run(localTime(dateOperand(name, value), zone))
    })(operand, name)
  }
}

export const units = [
  'year',
  'quarter',
  'month',
  'week',
  'day',
  'hour',
  'minute',
  'second',
  'millisecond',
] as const
export type Unit = (typeof units)[number]

export function unitOperand(name: string, value: Maybe): Unit {
  const unit = units.find(each => each === stringOperand(name, value))
  if (!unit) throw new MongoError('FailedToParse', `unknown time unit value: ${String(value)}, in ${name}`)
  return unit
}

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** 0 for Sunday, by a day's name or its first three letters. */
export function dayOperand(name: string, value: Maybe): number {
  const text = stringOperand(name, value).toLowerCase()
  const day = days.findIndex(each => each === text || each.slice(0, 3) === text)
  if (day < 0) throw new MongoError('FailedToParse', `unknown day of week value: ${text}, in ${name}`)
  return day
}
