import { MongoError } from '../../../errors.ts'
import type { Expression } from '../../expression.ts'
import { dateOperand } from '../coerce.ts'
import { isNothing, named, type ParseOperator, stringOperand } from '../define.ts'
import { zoneOf } from './arguments.ts'
import { dayOfYear, isoDayOfWeek, isoWeek, isoWeekYear, weekOfYear } from './calendar.ts'
import { localTime, minuteMs, type Zone } from './zone.ts'

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

export const formatOperators: Record<string, ParseOperator> = {
  $dateToString: named(['date'], ['format', 'timezone', 'onNull'], parts => {
    const date = parts.get('date') as Expression
    const format = parts.get('format')
    return scope => {
      const value = date(scope)
      const zone = zoneOf(parts.get('timezone'), scope, '$dateToString')
      const pattern = format?.(scope)
      if (isNothing(value)) return parts.get('onNull') ? parts.get('onNull')?.(scope) : null
      if (!zone || (format && isNothing(pattern))) return null
      const wanted = format ? stringOperand('$dateToString', pattern) : usual(zone)
      return formatDate(dateOperand('$dateToString', value), zone, wanted)
    }
  }),
}

function usual(zone: Zone): string {
  return zone.isUtc ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L'
}

const specifiers: Record<string, (local: Date, offset: number) => string> = {
  Y: local => yearOf(local.getUTCFullYear()),
  m: local => padded(local.getUTCMonth() + 1, 2),
  d: local => padded(local.getUTCDate(), 2),
  H: local => padded(local.getUTCHours(), 2),
  M: local => padded(local.getUTCMinutes(), 2),
  S: local => padded(local.getUTCSeconds(), 2),
  L: local => padded(local.getUTCMilliseconds(), 3),
  j: local => padded(dayOfYear(local), 3),
  b: local => (monthNames[local.getUTCMonth()] ?? '').slice(0, 3),
  B: local => monthNames[local.getUTCMonth()] ?? '',
  G: local => yearOf(isoWeekYear(local)),
  u: local => String(isoDayOfWeek(local)),
  V: local => padded(isoWeek(local), 2),
  U: local => padded(weekOfYear(local), 2),
  w: local => String(local.getUTCDay() + 1),
  z: (_, offset) => offsetText(offset),
  Z: (_, offset) => String(Math.trunc(offset / minuteMs)),
  '%': () => '%',
}

function formatDate(instant: Date, zone: Zone, format: string): string {
  const local = localTime(instant, zone)
  const offset = zone.offsetAt(instant.getTime())
  return format.replace(/%(.?)/gs, (whole, specifier: string) => {
    const write = specifiers[specifier]
    if (!write) throw new MongoError('Location18536', `Invalid format character '${whole}' in format string`)
    return write(local, offset)
  })
}

/** @throws MongoError 18537: the format has four places */
function yearOf(year: number): string {
  if (year < 0 || year > 9999) {
    throw new MongoError(
      'Location18537',
      `Could not convert date to string: date component was outside the supported range of 0-9999: ${year}`,
    )
  }
  return padded(year, 4)
}

function offsetText(offset: number): string {
  const minutes = Math.abs(Math.trunc(offset / minuteMs))
  return `${offset < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60), 2)}${padded(minutes % 60, 2)}`
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
