/** Zones by the names of the IANA database, in the order of the alphabet. */
export const zones: readonly string[] = [...Intl.supportedValuesOf('timeZone'), 'UTC']

const hour = 60 * 60 * 1000
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const two = '2-digit' as const
  const made = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: two, day: two, hour: two, minute: two },
  })
  formats.set(timeZone, made)
  return made
}

/** What clocks in a zone show at a moment, in the form that a browser's field for date and time takes: `2026-07-01T09:30`. */
export function shownIn(zone: string, moment: Date): string {
  const found = new Map(
    formatOf(zone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  )
  const get = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? ''
  return `${get('year')}-${get('month')}-${get('day')}T${get('hour')}:${get('minute')}`
}

/**
 * The moment at which clocks in a zone show this. In the hour that an autumn night has twice it is the later one, so
 * that a deadline never comes sooner than somebody reads it.
 *
 * @param shown as a browser's field for date and time sends it: `2026-07-01T09:30`
 * @returns undefined where it is no such time: also in the hour that a spring night leaves out
 */
export function momentShown(zone: string, shown: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(shown)) return undefined
  const asUtc = new Date(`${shown}Z`).getTime()
  if (Number.isNaN(asUtc)) return undefined
  // The clocks of a day before and a day after have between them every offset that may hold.
  const offsets = [-24, 24].map(hours => offsetAt(zone, new Date(asUtc + hours * hour)))
  return offsets
    .map(offset => new Date(asUtc - offset))
    .filter(moment => shownIn(zone, moment) === shown)
    .sort((a, b) => b.getTime() - a.getTime())[0]
}

/** How far clocks in a zone are ahead of UTC, in milliseconds. */
function offsetAt(zone: string, moment: Date): number {
  const minute = Math.floor(moment.getTime() / 60_000) * 60_000
  return new Date(`${shownIn(zone, new Date(minute))}Z`).getTime() - minute
}
