import { MongoError } from '../../../errors.ts'

/** Milliseconds that a zone's clocks are ahead of UTC at an instant (in milliseconds since 1970). */
export type Zone = { name: string; isUtc: boolean; offsetAt: (instant: number) => number }

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

export const utc: Zone = { name: 'UTC', isUtc: true, offsetAt: () => 0 }

const known = new Map<string, Zone>([
  ['UTC', utc],
  ['GMT', utc],
  ['Z', utc],
])

/** A zone by its IANA name ("Europe/London") or its offset ("+01", "-0330", "+05:45"). @throws MongoError 40485 */
export function zoneNamed(name: string): Zone {
  const before = known.get(name)
  if (before) return before
  const zone = fixedZone(name) ?? namedZone(name)
  if (!zone) throw new MongoError('Location40485', `unrecognized time zone identifier: "${name}"`)
  known.set(name, zone)
  return zone
}

function fixedZone(name: string): Zone | undefined {
  const [, sign, hours = '', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(name) ?? []
  if (sign === undefined) return undefined
  const size = Number(hours) * hourMs + Number(minutes) * minuteMs
  const offset = sign === '-' ? -size : size
  return { name, isUtc: offset === 0, offsetAt: () => offset }
}

function namedZone(name: string): Zone | undefined {
  const format = formatIn(name)
  if (!format) return undefined
  const quarters = new Map<number, number>()
  const offsetAt = (instant: number): number => {
    // Clocks change on a quarter of an hour of UTC, so each quarter is asked once.
    const quarter = Math.floor(instant / (15 * minuteMs))
    let offset = quarters.get(quarter)
    if (offset === undefined) {
      offset = offsetBy(format, quarter * 15 * minuteMs)
      if (quarters.size > 10_000) quarters.clear()
      quarters.set(quarter, offset)
    }
    return offset
  }
  return { name, isUtc: false, offsetAt }
}

function formatIn(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    // Intl knows no such zone.
    return undefined
  }
}

function offsetBy(format: Intl.DateTimeFormat, instant: number): number {
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  const number = (part: string) => Number(parts[part])
  const year = parts.era === 'BC' ? 1 - number('year') : number('year')
  const local = utcTime(year, number('month'), number('day'), number('hour'), number('minute'))
  return local + number('second') * 1000 - instant
}

/** Like Date.UTC, but months count from 1 and years below 100 are what they say. */
export function utcTime(year: number, month: number, day: number, hour = 0, minute = 0): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() + hour * hourMs + minute * minuteMs
}

/** An instant as the zone's clocks show it: a Date whose UTC fields are the local ones. */
export function localTime(instant: Date, zone: Zone): Date {
  return new Date(instant.getTime() + zone.offsetAt(instant.getTime()))
}

/**
 * The instant at which the zone's clocks show a time (milliseconds, as if it were UTC). A time that comes twice is the
 * first; one that is skipped is as long after the change as it would have been.
 */
export function instantOf(local: number, zone: Zone): Date {
  const before = zone.offsetAt(local - dayMs)
  const first = local - before
  if (zone.offsetAt(first) === before) return new Date(first)
  const after = zone.offsetAt(local + dayMs)
  const second = local - after
  return new Date(zone.offsetAt(second) === after ? second : first)
}
