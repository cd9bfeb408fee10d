import { MongoError } from '../../../errors.ts'
import type { Expression, Scope } from '../../expression.ts'
import { isNothing, named, type ParseOperator, stringOperand } from '../define.ts'
import { zoneOf } from './arguments.ts'
import { isoDate } from './calendar.ts'
import { monthNames } from './format.ts'
import { dayMs, hourMs, instantOf, minuteMs, utc, utcTime, type Zone, zoneNamed } from './zone.ts'

export const parseOperators: Record<string, ParseOperator> = {
  $dateFromString: named(['dateString'], ['format', 'timezone', 'onError', 'onNull'], parts => {
    const [text, format] = [parts.get('dateString') as Expression, parts.get('format')]
    const [onError, onNull] = [parts.get('onError'), parts.get('onNull')]
    const read = (scope: Scope, value: string): Date | null => {
      const zone = zoneOf(parts.get('timezone'), scope, '$dateFromString')
      const pattern = format?.(scope)
      if (!zone || (format && isNothing(pattern))) return null
      const given = parts.has('timezone') ? zone : undefined
      return format
        ? parseByFormat(value, stringOperand('$dateFromString', pattern), given)
        : parseDate(value, given)
    }
    return scope => {
      const value = text(scope)
      if (isNothing(value)) return onNull ? onNull(scope) : null
      try {
        return read(scope, stringOperand('$dateFromString', value))
      } catch (error) {
        if (onError && error instanceof MongoError) return onError(scope)
        throw error
      }
    }
  }),
}

const plainDate =
  /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]\s*(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?|[A-Za-z]+\/[A-Za-z_/]+)?\s*$/

/**
 * A date written as ISO 8601 has it, the time and the zone optional. @throws MongoError ConversionFailure where it is
 * written otherwise, or names a zone while one is `given`
 */
export function parseDate(text: string, given?: Zone): Date {
  const match = plainDate.exec(text)
  if (!match) throw notADate(text)
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match
  return assembled(text, given, zone, {
    midnight: () => calendarDay(text, Number(year), Number(month), Number(day)),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(fraction.padEnd(3, '0').slice(0, 3)),
  })
}

type Clock = {
  midnight: () => number
  hour: number
  minute: number
  second: number
  millisecond: number
}

function assembled(text: string, given: Zone | undefined, written: string | undefined, clock: Clock): Date {
  if (written !== undefined && given) {
    throw new MongoError(
      'ConversionFailure',
      `you cannot pass in a date/time string with time zone information ('${written}') together with a timezone argument`,
    )
  }
  if (clock.hour > 24 || clock.minute > 59 || clock.second > 59) throw notADate(text)
  const zone = written === undefined ? (given ?? utc) : zoneNamed(written)
  const time = clock.hour * hourMs + clock.minute * minuteMs + clock.second * 1000 + clock.millisecond
  return instantOf(clock.midnight() + time, zone)
}

function calendarDay(text: string, year: number, month: number, day: number): number {
  const midnight = utcTime(year, month, day)
  if (month < 1 || month > 12 || day < 1 || new Date(midnight).getUTCDate() !== day) throw notADate(text)
  return midnight
}

function notADate(text: string): MongoError {
  return new MongoError('ConversionFailure', `Error parsing date string '${text}'`)
}

/** What each specifier reads, as a regular expression's group. */
const groups: Record<string, string> = {
  Y: '(?<Y>\\d{4})',
  m: '(?<m>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  H: '(?<H>\\d{1,2})',
  M: '(?<M>\\d{1,2})',
  S: '(?<S>\\d{1,2})',
  L: '(?<L>\\d{1,3})',
  j: '(?<j>\\d{1,3})',
  b: '(?<b>[A-Za-z]{3})',
  B: '(?<B>[A-Za-z]+)',
  G: '(?<G>\\d{4})',
  V: '(?<V>\\d{1,2})',
  u: '(?<u>[1-7])',
  z: '(?<z>[+-]\\d{2}:?\\d{2}|Z|[A-Za-z_/]+)',
  Z: '(?<Z>[+-]?\\d+)',
  '%': '%',
}

function parseByFormat(text: string, format: string, given: Zone | undefined): Date {
  const source = format.replace(/%(.?)|[\\^$.*+?()[\]{}|]/gs, (whole, specifier?: string) => {
    if (!whole.startsWith('%')) return `\\${whole}`
    const group = groups[specifier ?? '']
    if (!group) throw new MongoError('Location18536', `Invalid format character '${whole}' in format string`)
    return group
  })
  const found = new RegExp(`^${source}$`, 'u').exec(text)?.groups
  if (!found) throw notADate(text)
  const number = (name: string, otherwise: number) => (found[name] ? Number(found[name]) : otherwise)
  return assembled(text, given, found.z ?? offsetName(found.Z), {
    midnight: () => {
      if (found.G) return isoDate(number('G', 1970), number('V', 1), number('u', 1))
      if (!found.Y) throw notADate(text)
      if (found.j) return utcTime(number('Y', 1970), 1, 1) + (number('j', 1) - 1) * dayMs
      return calendarDay(text, number('Y', 1970), monthOf(text, found), number('d', 1))
    },
    hour: number('H', 0),
    minute: number('M', 0),
    second: number('S', 0),
    millisecond: number('L', 0),
  })
}

function monthOf(text: string, { m, b, B }: Record<string, string>): number {
  const name = B ?? b
  if (name === undefined) return m ? Number(m) : 1
  const wanted = name.toLowerCase()
  const at = monthNames.findIndex(
    month => month.toLowerCase() === wanted || month.slice(0, 3).toLowerCase() === wanted,
  )
  if (at < 0) throw notADate(text)
  return at + 1
}

/** Minutes from UTC, as `%Z` writes them, as the name of a zone. */
function offsetName(minutes: string | undefined): string | undefined {
  if (minutes === undefined) return undefined
  const size = Math.abs(Number(minutes))
  const two = (value: number) => String(value).padStart(2, '0')
  return `${minutes.startsWith('-') ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
