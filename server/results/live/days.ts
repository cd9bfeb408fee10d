/** What came on a day, in a week, a month or a year: responses that were sent, and answers begun then and not sent yet. */
export type Span = { label: string; sent: number; unsent: number }

/** More days than these are told by week, more weeks by month, more months by year, where nothing else is asked for. */
const usual = 62
const dayLength = 24 * 60 * 60 * 1000

const keys = {
  Day: (day: string) => day,
  'Week from': mondayOf,
  Month: (day: string) => day.slice(0, 7),
  Year: (day: string) => day.slice(0, 4),
}
type By = keyof typeof keys

/**
 * What came over time, from the first day to `today`, also where nothing came between; by day, week, month or year.
 *
 * @param sent days as `2026-11-28`, one for each response
 * @param unsent the same of answers that were begun and not sent
 * @param most how many days are told one by one, weeks by week, and so on
 */
export function overTime(
  sent: string[],
  unsent: string[],
  today: string,
  most = usual,
): { by: By; spans: Span[] } {
  const first = [...sent, ...unsent, today].reduce((least, day) => (day < least ? day : least))
  const days = (Date.parse(today) - Date.parse(first)) / dayLength + 1
  const by: By = days <= most ? 'Day' : days <= most * 7 ? 'Week from' : days <= most * 30 ? 'Month' : 'Year'
  const keyOf = keys[by]
  const spans = new Map<string, Span>()
  for (let at = Date.parse(first); at <= Date.parse(today); at += dayLength) {
    const key = keyOf(iso(at))
    if (!spans.has(key)) spans.set(key, { label: said(key), sent: 0, unsent: 0 })
  }
  const add = (day: string, to: 'sent' | 'unsent') => {
    const span = spans.get(keyOf(day < today ? day : today))
    if (span) span[to]++
  }
  for (const day of sent) add(day, 'sent')
  for (const day of unsent) add(day, 'unsent')
  return { by, spans: [...spans.values()] }
}

function mondayOf(day: string): string {
  const at = Date.parse(day)
  return iso(at - ((new Date(at).getUTCDay() + 6) % 7) * dayLength)
}

function iso(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function said(key: string): string {
  if (key.length === 4) return key
  const isMonth = key.length === 7
  return new Date(isMonth ? `${key}-01` : key).toLocaleDateString('en-GB', {
    ...(isMonth ? {} : { day: 'numeric' }),
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
}

/** The day of a moment as the clocks of a zone have it, as `2026-11-28`. */
export function dayIn(zone: string): (moment: Date) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return moment => format.format(moment)
}
