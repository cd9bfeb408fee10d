import { Long } from 'bson'
import { MongoError } from '../../../errors.ts'
import type { Maybe } from '../../../values/types.ts'
import type { Expression, Scope } from '../../expression.ts'
import { dateOperand, wholeOperand } from '../coerce.ts'
import { isNothing, named, type ParseOperator } from '../define.ts'
import { dayOperand, type Unit, unitOperand, zoneOf } from './arguments.ts'
import { addMonths } from './calendar.ts'
import { dayMs, hourMs, instantOf, localTime, minuteMs, utcTime, type Zone } from './zone.ts'

const monthsIn: Partial<Record<Unit, number>> = { year: 12, quarter: 3, month: 1 }
const daysIn: Partial<Record<Unit, number>> = { week: 7, day: 1 }
const clockMs: Partial<Record<Unit, number>> = {
  hour: hourMs,
  minute: minuteMs,
  second: 1000,
  millisecond: 1,
}

/** Operators that count in units of time. Days and longer are those of the zone's calendar, whatever its clocks do. */
export const spanOperators: Record<string, ParseOperator> = {
  $dateAdd: adding(1),
  $dateSubtract: adding(-1),
  $dateDiff: named(['startDate', 'endDate', 'unit'], ['timezone', 'startOfWeek'], parts => scope => {
    const [start, end] = [parts.get('startDate')?.(scope), parts.get('endDate')?.(scope)]
    const setting = settingOf('$dateDiff', parts, scope)
    if (isNothing(start) || isNothing(end) || !setting) return null
    const count = (value: Maybe) => indexOf(dateOperand('$dateDiff', value), 1, setting)
    return Long.fromNumber(count(end) - count(start))
  }),
  $dateTrunc: named(['date', 'unit'], ['binSize', 'timezone', 'startOfWeek'], parts => scope => {
    const [value, bin] = [parts.get('date')?.(scope), parts.get('binSize')]
    const setting = settingOf('$dateTrunc', parts, scope)
    const size = bin ? bin(scope) : null
    if (isNothing(value) || !setting || (bin && isNothing(size))) return null
    const binSize = bin ? wholeOperand('$dateTrunc', size, 1, Number.MAX_SAFE_INTEGER) : 1
    return truncated(dateOperand('$dateTrunc', value), binSize, setting)
  }),
}

/** A unit of time in a zone; `startOfWeek` is 0 for Sunday. */
type Setting = { unit: Unit; zone: Zone; startOfWeek: number }

/** Undefined where an argument is null or missing. */
function settingOf(name: string, parts: Map<string, Expression>, scope: Scope): Setting | undefined {
  const unit = parts.get('unit')?.(scope)
  const zone = zoneOf(parts.get('timezone'), scope, name)
  const week = parts.get('startOfWeek')
  const day = week?.(scope)
  if (isNothing(unit) || !zone || (week && unit === 'week' && isNothing(day))) return undefined
  const startOfWeek = week && unit === 'week' ? dayOperand(name, day) : 0
  return { unit: unitOperand(name, unit), zone, startOfWeek }
}

function adding(sign: 1 | -1): ParseOperator {
  return (operand, name) =>
    named(['startDate', 'unit', 'amount'], ['timezone'], parts => scope => {
      const [start, amount] = [parts.get('startDate')?.(scope), parts.get('amount')?.(scope)]
      const setting = settingOf(name, parts, scope)
      if (isNothing(start) || isNothing(amount) || !setting) return null
      const limit = Number.MAX_SAFE_INTEGER
      return later(dateOperand(name, start), sign * wholeOperand(name, amount, -limit, limit), setting)
    })(operand, name)
}

/** `amount` units after an instant. */
export function later(start: Date, amount: number, { unit, zone }: Omit<Setting, 'startOfWeek'>): Date {
  const [months, days, clock] = [monthsIn[unit], daysIn[unit], clockMs[unit]]
  const local = localTime(start, zone)
  const end =
    clock !== undefined
      ? new Date(start.getTime() + amount * clock)
      : days !== undefined
        ? instantOf(local.getTime() + amount * days * dayMs, zone)
        : instantOf(addMonths(local, amount * (months ?? 1)), zone)
  if (Number.isNaN(end.getTime())) throw new MongoError('Location5166406', '$dateAdd overflowed')
  return end
}

/** In which bin of `binSize` units an instant lies, counted from 2000, as MongoDB does. */
function indexOf(instant: Date, binSize: number, { unit, zone, startOfWeek }: Setting): number {
  const local = localTime(instant, zone)
  const [months, days] = [monthsIn[unit], daysIn[unit]]
  if (months !== undefined) {
    const since2000 = (local.getUTCFullYear() - 2000) * 12 + local.getUTCMonth()
    return Math.floor(since2000 / (months * binSize))
  }
  if (days !== undefined) {
    return Math.floor((local.getTime() - firstDay(unit, startOfWeek)) / (days * dayMs * binSize))
  }
  return Math.floor((instant.getTime() - clockStart(zone)) / ((clockMs[unit] ?? 1) * binSize))
}

function truncated(instant: Date, binSize: number, setting: Setting): Date {
  const { unit, zone, startOfWeek } = setting
  const bin = indexOf(instant, binSize, setting) * binSize
  const [months, days] = [monthsIn[unit], daysIn[unit]]
  if (months !== undefined) return instantOf(utcTime(2000, 1 + bin * months, 1), zone)
  if (days !== undefined) return instantOf(firstDay(unit, startOfWeek) + bin * days * dayMs, zone)
  return new Date(clockStart(zone) + bin * (clockMs[unit] ?? 1))
}

/** The first of January 2000, or the first day of a week from then on. */
function firstDay(unit: Unit, startOfWeek: number): number {
  const start = utcTime(2000, 1, 1)
  if (unit !== 'week') return start
  return start + ((startOfWeek - new Date(start).getUTCDay() + 7) % 7) * dayMs
}

function clockStart(zone: Zone): number {
  return instantOf(utcTime(2000, 1, 1), zone).getTime()
}
