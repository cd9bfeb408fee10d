const formats = new Map<string, { day: Intl.DateTimeFormat; time: Intl.DateTimeFormat; name: string }>()

function formatsIn(timeZone: string) {
  const known = formats.get(timeZone)
  if (known) return known
  const made = {
    day: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone }),
    // Not `hour12`, by which the British have noon at 0:00 pm.
    time: new Intl.DateTimeFormat('en-GB', {
      hour: 'numeric',
      minute: '2-digit',
      hourCycle: 'h12',
      timeZone,
    }),
    name: zoneName(timeZone),
  }
  formats.set(timeZone, made)
  return made
}

/** What the clocks of a zone are called, whatever the season: “UK time”, “Central European Time”. */
export function zoneName(timeZone: string): string {
  if (timeZone === 'Europe/London') return 'UK time'
  if (timeZone === 'UTC') return 'UTC'
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}

/** A moment as it is said by the clocks of a zone: “11:59 pm on 30 November 2026”. */
export function momentSaid(date: Date, zone: string): string {
  const { day, time } = formatsIn(zone)
  return `${time.format(date)} on ${day.format(date)}`
}

/**
 * A moment as it is said where a consultation is run, with the name of the zone.
 * Usage: `{{momentIn closes zone}}` → "11:59 pm on 30 November 2026, UK time".
 */
export function momentIn(date: unknown, zone: unknown): string {
  if (!(date instanceof Date) || typeof zone !== 'string')
    throw new Error(`{{momentIn}} takes a Date and a zone, not ${String(date)}, ${String(zone)}`)
  return `${momentSaid(date, zone)}, ${formatsIn(zone).name}`
}
