type Clock = Record<'day' | 'time' | 'zone', Intl.DateTimeFormat>
const clocks = new Map<string, Clock>()

function clockOf(timeZone: string): Clock {
  const known = clocks.get(timeZone)
  if (known) return known
  const made = {
    day: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone }),
    time: new Intl.DateTimeFormat('en-GB', {
      hour: 'numeric',
      minute: '2-digit',
      hourCycle: 'h12',
      timeZone,
    }),
    zone: new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longGeneric' }),
  }
  clocks.set(timeZone, made)
  return made
}

/** What the clocks of a zone are called in some year, whatever the season: “UK time”, “Central European Time”. */
export function zoneName(timeZone: string, at: Date): string {
  if (timeZone === 'Europe/London') return 'UK time'
  if (timeZone === 'UTC') return 'UTC'
  const parts = clockOf(timeZone).zone.formatToParts(at)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}

/** A moment as the clocks of a zone have it, without the zone’s name: nobody can take midnight for the end of its day. */
export function saidIn(date: Date, timeZone: string): string {
  const { day, time } = clockOf(timeZone)
  const said = time.format(date)
  if (said === '12:00 am') return `midnight at the start of ${day.format(date)}`
  return `${said === '12:00 pm' ? 'midday' : said} on ${day.format(date)}`
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
