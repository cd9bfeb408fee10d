/** What may be done with ratings: compare, order, subtract, divide. */
export const levels = ['nominal', 'ordinal', 'interval', 'ratio'] as const
export type Level = (typeof levels)[number]

/** How far apart two categories are, by their places. */
export type Distance = (a: number, b: number) => number

/** Distances by how often each category occurs in paired units, or, where they are fixed, whatever the counts. */
export type Distances = { areFixed: boolean; by: (counts: Float64Array) => Distance }

/**
 * Krippendorff's squared differences (Content Analysis, 4th ed. 2019, ch. 12) for ratings at a level, or why there
 * is none: words have no order of themselves, and ratios no meaning below zero.
 *
 * @param order categories from low to high, for ordinal ratings that are no numbers
 */
export function distanceAt(
  level: Level,
  categories: string[],
  order?: readonly string[],
): Distances | { reason: string } {
  if (level === 'nominal') return nominal
  if (level === 'ordinal' && order) return ordinalBy(categories.map(category => order.indexOf(category)))

  const numbers = categories.map(numberIn)
  const word = categories.find((_, at) => Number.isNaN(numbers[at]))
  if (word !== undefined)
    return {
      reason: `“${word}” is no number, which ${level} ratings are${level === 'ordinal' ? ' unless their order is given' : ''}.`,
    }
  if (level === 'ordinal') return ordinalBy(numbers)
  if (level === 'ratio' && numbers.some(number => number < 0))
    return { reason: 'A rating is below zero, where ratios mean nothing.' }
  const largest = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0) || 1
  // Scaled, so that no square overflows; α is the same in every unit of measure.
  const scaled = numbers.map(number => number / largest)
  const at = (place: number) => scaled[place] ?? 0
  if (level === 'interval') return fixed((a, b) => (at(a) - at(b)) ** 2)
  return fixed((a, b) => (at(a) === at(b) ? 0 : ((at(a) - at(b)) / (at(a) + at(b))) ** 2))
}

/** Ratings are the same or not. */
export const nominal: Distances = fixed((a, b) => (a === b ? 0 : 1))

/** Distances that are the same whatever occurs how often. */
export function fixed(distance: Distance): Distances {
  return { areFixed: true, by: () => distance }
}

/** Ranks apart: the ratings between two categories, and half of those in the two. */
function ordinalBy(keys: number[]): Distances {
  const sorted = [...new Set(keys)].sort((a, b) => a - b)
  const ranks = new Map(sorted.map((key, rank) => [key, rank]))
  const rankOf = keys.map(key => ranks.get(key) ?? 0)
  return {
    areFixed: false,
    by: counts => {
      const middles = new Float64Array(sorted.length)
      for (const [place, count] of counts.entries()) {
        const rank = rankOf[place] ?? 0
        middles[rank] = (middles[rank] ?? 0) + count
      }
      let below = 0
      for (const [rank, count] of middles.entries()) {
        middles[rank] = below + count / 2
        below += count
      }
      const middle = (place: number) => middles[rankOf[place] ?? 0] ?? 0
      return (a, b) => (middle(a) - middle(b)) ** 2
    },
  }
}

/** NaN for what is no decimal number: `Number` takes "" and "0x1F" for numbers. */
function numberIn(category: string): number {
  const written = category.trim()
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(written) && Number.isFinite(Number(written))
    ? Number(written)
    : Number.NaN
}
