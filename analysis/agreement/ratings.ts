/**
 * One rating: a category's name, or a number. Categories are told apart by how they are written, so `1` and `'1'`
 * are one and `'1.0'` is another; coefficients that calculate with ratings read them as numbers.
 */
export type Rating = string | number

/** Units × coders: a row a unit, a column a coder, null where that coder did not rate that unit. */
export type Ratings = readonly (readonly (Rating | null)[])[]

/** An agreement coefficient, 1 where all agree; null where it is undefined for the ratings, with the reason. */
export type Coefficient = { value: number } | { value: null; reason: string }

/** How many coders rated one unit, and how many gave each category, by its place in {@link Tally.categories}. */
export type UnitTally = { counts: [category: number, count: number][]; raters: number }

/** Ratings without their coders: all that coefficients for many coders look at. */
export type Tally = {
  /** In the order in which they first occur. */
  categories: string[]
  /** Units that at least one coder rated. */
  units: UnitTally[]
}

/**
 * @throws Error when a rating is no finite number, or rows are of different lengths.
 */
export function tally(ratings: Ratings): Tally {
  const places = new Map<string, number>()
  const units: UnitTally[] = []
  for (const row of checked(ratings)) {
    const counts = new Map<number, number>()
    for (const rating of row) {
      if (rating === null) continue
      const place = places.get(String(rating)) ?? places.size
      places.set(String(rating), place)
      counts.set(place, (counts.get(place) ?? 0) + 1)
    }
    const raters = row.filter(rating => rating !== null).length
    if (raters > 0) units.push({ counts: [...counts], raters })
  }
  return { categories: [...places.keys()], units }
}

/** The units that two coders or more rated: only there can anybody agree. */
export function paired(units: UnitTally[]): UnitTally[] {
  return units.filter(({ raters }) => raters >= 2)
}

/**
 * Why no agreement can be calculated from these ratings, or null where it can.
 *
 * @throws Error as {@link tally} does.
 */
export function whyNothing(ratings: Ratings): string | null {
  const rows = checked(ratings)
  const coders = rows[0]?.length ?? 0
  if (rows.length === 0) return noUnits
  if (coders < 2) return `There ${coders === 1 ? 'is only one coder' : 'are no coders'}; agreement takes two.`
  if (rows.every(row => row.filter(rating => rating !== null).length < 2))
    return 'No unit was rated by two coders.'
  return null
}

/**
 * Calculates a coefficient that looks at ratings without their coders, or says why there is none.
 *
 * @throws Error as {@link tally} does.
 */
export function fromTally(ratings: Ratings, calculate: (tallied: Tally) => Coefficient): Coefficient {
  const reason = whyNothing(ratings)
  return reason === null ? calculate(tally(ratings)) : undefinedFor(reason)
}

export function undefinedFor(reason: string): { value: null; reason: string } {
  return { value: null, reason }
}

/** `(observed − expected) / (1 − expected)`: how far agreement goes beyond chance. */
export function beyondChance(observed: number, expected: number): Coefficient {
  // Shares of thirds and tenths add up to a little less than 1.
  if (1 - expected < 1e-12) return undefinedFor(noVariation)
  return { value: (observed - expected) / (1 - expected) }
}

export const noUnits = 'There are no units.'

export const noVariation =
  'All ratings that can be compared are the same. Without variation, agreement cannot be told from a habit of always choosing one category.'

function checked(ratings: Ratings): Ratings {
  const coders = ratings[0]?.length ?? 0
  for (const [unit, row] of ratings.entries()) {
    if (row.length !== coders)
      throw new Error(`ratings: unit ${unit} has ${row.length} coders where the first has ${coders}`)
    for (const rating of row)
      if (typeof rating === 'number' && !Number.isFinite(rating))
        throw new Error(`ratings: unit ${unit} holds ${rating}, which is no rating; a missing one is null`)
  }
  return ratings
}
