import { dayOf } from './picks.ts'

/** A range of numbers or days, in words, and how many are in it. */
export type Bin = { label: string; count: number }

/** So many different numbers stand for themselves; more are put into about as many ranges. */
const most = 10

/** Numbers in their order: each by itself where there are few different ones, else in ranges of equal width. */
export function numberBins(numbers: readonly number[]): Bin[] {
  const different = [...new Set(numbers)].sort((a, b) => a - b)
  const [least = 0] = different
  const greatest = different.at(-1) ?? 0
  if (different.length <= most)
    return different.map(number => ({
      label: said(number),
      count: numbers.filter(each => each === number).length,
    }))
  const width = roundWidth((greatest - least) / most)
  const start = Math.floor(least / width)
  const bins = Array.from({ length: Math.floor(greatest / width) - start + 1 }, () => 0)
  for (const number of numbers) {
    const at = Math.floor(number / width) - start
    bins[at] = (bins[at] ?? 0) + 1
  }
  return bins.map((count, at) => ({
    label: `${said((start + at) * width)} to below ${said((start + at + 1) * width)}`,
    count,
  }))
}

/** The next greater of 1, 2 and 5, and of these ten times, a tenth, and so on. */
function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width))
  const factor = [1, 2, 5, 10].find(each => each * power >= width) ?? 10
  return factor * power
}

export function said(number: number): string {
  return number.toLocaleString('en-GB', { maximumFractionDigits: 10 }).replace('-', '−')
}

/** Days by the day, month, year, decade or century that they are in, whichever is the finest that keeps the bins few. */
export function dayBins(days: readonly number[]): Bin[] {
  const written = days.map(dayOf)
  const lengths = [10, 7, 4, 3, 2]
  const length = lengths.find(each => new Set(written.map(day => day.slice(0, each))).size <= most) ?? 2
  const counts = new Map<string, number>()
  for (const day of written.sort()) {
    const key = day.slice(0, length)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].map(([key, count]) => ({ label: daySaid(key), count }))
}

/** `2026-11-28`, `2026-11`, `2026`, or the beginning of a year, in words. */
export function daySaid(iso: string): string {
  if (iso.length < 4) return `${iso.padEnd(4, '0')} to ${iso.padEnd(4, '9')}`
  if (iso.length === 4) return iso
  const date = new Date(`${iso.length === 7 ? `${iso}-01` : iso}T00:00:00Z`)
  return date.toLocaleDateString('en-GB', {
    ...(iso.length === 10 ? { day: 'numeric' } : {}),
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
}
