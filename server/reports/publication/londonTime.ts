const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})

/**
 * The moment at which clocks in London show this.
 *
 * @param shown as a browser's field for date and time sends it: `2026-07-01T09:30`
 * @returns undefined where it is no such time
 */
export function londonTime(shown: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(shown)) return undefined
  const asUtc = new Date(`${shown}Z`)
  if (Number.isNaN(asUtc.getTime())) return undefined
  for (const hours of [0, 1]) {
    const moment = new Date(asUtc.getTime() - hours * 60 * 60 * 1000)
    if (inLondon(moment) === shown) return moment
  }
  return undefined
}

/** What clocks in London show at a moment, in the form that a browser's field takes. */
export function inLondon(moment: Date): string {
  const found = new Map(parts.formatToParts(moment).map(({ type, value }) => [type, value]))
  const get = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? ''
  return `${get('year')}-${get('month')}-${get('day')}T${get('hour')}:${get('minute')}`
}
