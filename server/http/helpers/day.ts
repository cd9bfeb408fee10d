const days = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'Europe/London',
})

/**
 * A date as it is said in London. Usage: `{{day closesAt}}` → "23 November 2026".
 */
export function day(date: unknown): string {
  if (!(date instanceof Date)) throw new Error(`{{day}} takes a Date, not ${String(date)}`)
  return days.format(date)
}
