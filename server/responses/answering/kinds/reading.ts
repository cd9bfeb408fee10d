// Read by the server and by the scripts of its pages alike: nothing is imported here.

/** A number as people write it: commas or spaces between thousands, a point before decimals. */
const written = /^[-−]?\d{1,15}(?:\.\d{1,10})?$|^[-−]?\d{1,3}(?:[, ]\d{3}){1,4}(?:\.\d{1,10})?$/

/** The number that was entered; undefined where it is none. */
export function numberIn(entered: string): number | undefined {
  const trimmed = entered.trim()
  return written.test(trimmed) ? Number(trimmed.replace(/[, ]/g, '').replace('−', '-')) : undefined
}

/** The day that was entered in figures, as `2026-11-28`; undefined where it is none. */
export function dayIn(day: string, month: string, year: string): string | undefined {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return undefined
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const found = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(found.getTime()) && found.toISOString().startsWith(iso) ? iso : undefined
}
