import { type BootstrapOptions, bootstrap, type Interval, noInterval } from './bootstrap.ts'
import type { DistanceMaker } from './levels.ts'
import { type Coefficient, noVariation, type UnitTally, undefinedFor } from './ratings.ts'

/**
 * Krippendorff's α of units that two coders or more rated: one less the disagreement within units over that
 * between all ratings. Each unit's pairs weigh one in (its raters − 1), as in his table of coincidences.
 *
 * @param categories how many there are
 */
export function alphaOf(units: UnitTally[], categories: number, makeDistance: DistanceMaker): Coefficient {
  const counts = new Float64Array(categories)
  for (const unit of units)
    for (const [category, count] of unit.counts) counts[category] = (counts[category] ?? 0) + count
  const distance = makeDistance(counts)

  let observed = 0
  for (const unit of units)
    if (unit.counts.length > 1) observed += spread(unit.counts, distance) / (unit.raters - 1)
  const present: [number, number][] = []
  let ratings = 0
  for (const [category, count] of counts.entries()) {
    if (count > 0) present.push([category, count])
    ratings += count
  }
  const expected = spread(present, distance)
  if (expected === 0) return undefinedFor(noVariation)
  return { value: 1 - ((ratings - 1) * observed) / expected }
}

/** Categories at most for which α is resampled: its time grows with their square. */
const mostCategories = 500

/** The bootstrap interval of {@link alphaOf}, and none where there are more than 500 categories. */
export function alphaIntervalOf(
  units: UnitTally[],
  categories: number,
  makeDistance: DistanceMaker,
  options: BootstrapOptions,
): Interval {
  if (categories > mostCategories)
    return noInterval(`There are ${categories} different ratings; up to ${mostCategories} are resampled.`)
  return bootstrap(units, sample => alphaOf(sample, categories, makeDistance), options)
}

/** The sum of the distances between all pairs. */
function spread(counted: [category: number, count: number][], distance: (a: number, b: number) => number) {
  let sum = 0
  for (let i = 0; i < counted.length; i++) {
    const [a, many] = counted[i] ?? [0, 0]
    for (let j = 0; j < i; j++) {
      const [b, others] = counted[j] ?? [0, 0]
      sum += many * others * distance(a, b)
    }
  }
  return sum
}
