import { alphasOf } from './alpha.ts'
import { type BootstrapOptions, type Interval, noInterval } from './bootstrap.ts'
import { fixed } from './levels.ts'
import { type Coefficient, paired, tally, undefinedFor, whyNothing } from './ratings.ts'
import { ratingsOf, type ThemeCodings } from './themeCodings.ts'

/**
 * How far apart two sets of themes are, 0 to 1: one less their Jaccard index weighted by how they lie, 1 where
 * equal, ⅔ where one holds the other, ⅓ where they overlap, 0 where they are disjoint. Two empty sets are equal
 * (0): both coders found nothing. An empty set and another share nothing (1).
 *
 * Passonneau, "Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation", LREC 2006.
 *
 * @example masiDistance(new Set(['trust']), new Set(['trust', 'time'])) // 0.6666…
 */
export function masiDistance(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const theme of a) if (b.has(theme)) shared++
  return distanceOf(shared, a.size, b.size)
}

/** The same of sets of these sizes. */
function distanceOf(shared: number, a: number, b: number): number {
  const either = a + b - shared
  if (shared === either) return 0
  const monotonicity = shared === a || shared === b ? 2 / 3 : 1 / 3
  return 1 - (shared / either) * monotonicity
}

/**
 * Krippendorff's α over whole sets of themes, with MASI as the distance: a coder who finds one theme more than
 * another agrees in part. Units that fewer than two coders read are left out.
 *
 * @param options `seed` (1), `resamples` (1,000), `confidence` (0.95)
 * @throws Error when an option is out of its range.
 * @example
 * masiAlpha(new Map([
 *   ['r1', new Map([['ann', new Set(['trust'])], ['bob', new Set(['trust'])]])],
 *   ['r2', new Map([['ann', new Set()], ['bob', new Set()]])],
 * ])).alpha // { value: 1 }
 */
export function masiAlpha(
  codings: ThemeCodings,
  options: BootstrapOptions = {},
): { alpha: Coefficient; interval: Interval } {
  const ratings = ratingsOf(codings, themes => JSON.stringify([...themes].sort()))
  const reason = whyNothing(ratings)
  if (reason !== null) return { alpha: undefinedFor(reason), interval: noInterval(reason) }
  const { categories, units } = tally(ratings)
  const sets = numbered(categories.map(category => JSON.parse(category)))
  const distances = fixed((a, b) => {
    const [one = [], other = []] = [sets[a], sets[b]]
    return distanceOf(sharedBy(one, other), one.length, other.length)
  })
  const comparable = { units: paired(units), categories: sets.length, distances }
  const [found] = alphasOf([comparable], options)
  if (!found) throw new Error('masiAlpha: no interval')
  return found
}

/** Themes by their places in order of first mention: each pair of sets is compared, and numbers compare quickly. */
function numbered(sets: string[][]): number[][] {
  const places = new Map<string, number>()
  for (const theme of sets.flat()) if (!places.has(theme)) places.set(theme, places.size)
  return sets.map(set => set.map(theme => places.get(theme) ?? -1))
}

function sharedBy(a: number[], b: number[]): number {
  let shared = 0
  for (const place of a) if (b.includes(place)) shared++
  return shared
}
