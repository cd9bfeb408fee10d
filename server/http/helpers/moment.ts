const days = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'Europe/London',
})
const times = new Intl.DateTimeFormat('en-GB', {
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
  timeZone: 'Europe/London',
})

/** A moment as it is said in London. Usage: `{{moment closesAt}}` → "11:59 pm on 30 November 2026". */
export function moment(date: unknown): string {
  if (!(date instanceof Date)) throw new Error(`{{moment}} takes a Date, not ${String(date)}`)
  return `${times.format(date)} on ${days.format(date)}`
}
