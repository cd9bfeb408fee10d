import { currentLocale, spoken } from '../languages/current.ts'
import { dayIn } from './day.ts'

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h12',
    timeZone,
  })
  clocks.set(timeZone, made)
  return made
}

/** What the clocks of a zone are called in some year, whatever the season: “UK time”, “Central European Time”. */
export function zoneName(timeZone: string, at: Date): string {
  if (timeZone === 'Europe/London') return spoken('UK time')
  if (timeZone === 'UTC') return 'UTC'
  const format = new Intl.DateTimeFormat(currentLocale(), { timeZone, timeZoneName: 'longGeneric' })
  return format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}

/** A moment as the clocks of a zone have it, without the zone’s name: nobody can take midnight for the end of its day. */
export function saidIn(date: Date, timeZone: string): string {
  const said = clockOf(timeZone).format(date)
  const day = dayIn(timeZone).format(date)
  if (said === '12:00 am') return spoken('midnight at the start of {{day}}').replace('{{day}}', day)
  const [hours = '', half] = said.split(' ')
  const words = half === 'am' ? spoken('{{hours}} am') : spoken('{{hours}} pm')
  const time = said === '12:00 pm' ? spoken('midday') : words.replace('{{hours}}', hours)
  return spoken('{{time}} on {{day}}').replace('{{time}}', time).replace('{{day}}', day)
}

/**
 * A moment as it is said where a consultation is run, with the name of the zone.
 * Usage: `{{momentIn closes zone}}` → "11:59 pm on 30 November 2026, UK time".
 */
export function momentIn(date: unknown, zone: unknown): string {
  if (!(date instanceof Date) || typeof zone !== 'string')
    throw new Error(`{{momentIn}} takes a Date and a zone, not ${String(date)}, ${String(zone)}`)
  return `${saidIn(date, zone)}, ${zoneName(zone, date)}`
}
