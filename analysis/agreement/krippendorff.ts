import { alphaOf, alphasOf, type Comparable } from './alpha.ts'
import { type BootstrapOptions, type Interval, noInterval } from './bootstrap.ts'
import { distanceAt, type Level } from './levels.ts'
import { type Coefficient, paired, type Ratings, tally, undefinedFor, whyNothing } from './ratings.ts'

/**
 * Krippendorff's α for two coders or more, at a level of measurement. Units that fewer than two coders rated are
 * left out, as there is nothing to compare; other missing ratings cost only themselves.
 *
 * Undefined without variation: when all ratings are the same, nothing shows that coders can tell units apart. Also
 * for ratings that are not of the level: interval and ratio take numbers, ratio none below zero, ordinal numbers or
 * the categories in `order`. Numbers are decimal, as in `-1.5` or `2e3`.
 *
 * Krippendorff, "Computing Krippendorff's alpha-reliability" (2011); Content Analysis (4th ed. 2019), ch. 12.
 *
 * @param options `order`: the categories from low to high, for ordinal ratings
 * @throws Error when rows are of different lengths, a rating is no finite number, or `order` lacks a category.
 * @example krippendorffAlpha([[1, 1], [2, 3], [4, 4]], 'interval') // { value: 0.9122… }
 */
export function krippendorffAlpha(
  ratings: Ratings,
  level: Level = 'nominal',
  options: { order?: readonly string[] } = {},
): Coefficient {
  const prepared = prepare(ratings, level, options.order)
  return 'reason' in prepared ? undefinedFor(prepared.reason) : alphaOf(prepared)
}

/**
 * A percentile interval of {@link krippendorffAlpha}, from resampled units: where it would lie for other units by the
 * same coders. Undefined for fewer than two units, for more than 500 different ratings, and where more than a tenth
 * of the samples do not vary.
 *
 * @param options `seed` (1), `resamples` (1,000), `confidence` (0.95), and `order` as there
 * @throws Error as krippendorffAlpha does, and when an option is out of its range.
 * @example krippendorffInterval([[1, 1], [2, 3], [4, 4], [2, 2]], 'ordinal', { seed: 1 }) // { low: -0.1666…, high: 1 }
 */
export function krippendorffInterval(
  ratings: Ratings,
  level: Level = 'nominal',
  options: BootstrapOptions & { order?: readonly string[] } = {},
): Interval {
  const prepared = prepare(ratings, level, options.order)
  if ('reason' in prepared) return noInterval(prepared.reason)
  const [found] = alphasOf([prepared], options)
  if (!found) throw new Error('krippendorffInterval: no interval')
  return found.interval
}

type Prepared = Comparable | { reason: string }

function prepare(ratings: Ratings, level: Level, order: readonly string[] | undefined): Prepared {
  const reason = whyNothing(ratings)
  if (reason !== null) return { reason }
  const { categories, units } = tally(ratings)
  const stranger = order && categories.find(category => !order.includes(category))
  if (stranger !== undefined) throw new Error(`krippendorffAlpha: order lacks the category ${stranger}`)
  const distances = distanceAt(level, categories, order)
  return 'reason' in distances
    ? distances
    : { units: paired(units), categories: categories.length, distances }
}
