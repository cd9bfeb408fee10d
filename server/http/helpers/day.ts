import { currentLocale } from '../languages/current.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * A date as it is said in London. Usage: `{{day closesAt}}` → "23 November 2026".
 */
export function day(date: unknown): string {
  if (!(date instanceof Date)) throw new Error(`{{day}} takes a Date, not ${String(date)}`)
  return dayIn('Europe/London').format(date)
}

/** How a day is said in the language of now, as the calendar of a zone has it. */
export function dayIn(timeZone: string): Intl.DateTimeFormat {
  const locale = currentLocale()
  const key = `${locale} ${timeZone}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone })
  formats.set(key, made)
  return made
}
