import { type BootstrapOptions, bootstrap, type Interval, noInterval, type Resampled } from './bootstrap.ts'
import type { Distance, Distances } from './levels.ts'
import { type Coefficient, noUnits, noVariation, type UnitTally, undefinedFor } from './ratings.ts'

/** Units that two coders or more rated, how many categories they gave, and how far apart these are. */
export type Comparable = { units: UnitTally[]; categories: number; distances: Distances }

/**
 * Krippendorff's α: one less the disagreement within units over that between all ratings. Each unit's pairs weigh one
 * in (its raters − 1), as in his table of coincidences.
 */
export function alphaOf(comparable: Comparable): Coefficient {
  return alphaOfAll(resampled(comparable))
}

function alphaOfAll({ kindOf, coefficient }: Resampled): Coefficient {
  if (kindOf.length === 0) return undefinedFor(noUnits)
  const many = new Float64Array(kindOf.length)
  for (const kind of kindOf) many[kind] = (many[kind] ?? 0) + 1
  return coefficient(many)
}

/** Categories at most for which α is resampled: its time grows with their square. */
const mostCategories = 500

/**
 * {@link alphaOf} and its bootstrap interval of each, which are of the same units; no interval where there are more than
 * 500 categories.
 */
export function alphasOf(
  each: readonly Comparable[],
  options: BootstrapOptions,
): { alpha: Coefficient; interval: Interval }[] {
  const all = each.map(comparable => ({ ...resampled(comparable), categories: comparable.categories }))
  const few = all.filter(({ categories }) => categories <= mostCategories)
  const intervals = new Map(bootstrap(few, options).map((interval, at) => [few[at], interval]))
  return all.map(worked => ({
    alpha: alphaOfAll(worked),
    interval:
      intervals.get(worked) ??
      noInterval(`There are ${worked.categories} different ratings; up to ${mostCategories} are resampled.`),
  }))
}

/**
 * Units that were rated alike are of one kind: a sample of units is how many it has of each kind, and all that is
 * worked out of a unit alone is worked out once for its kind.
 *
 * @returns the kinds, and the place among them of each unit's own
 */
function kindsOf(units: UnitTally[]): { kinds: UnitTally[]; kindOf: Uint32Array } {
  const places = new Map<string, number>()
  const kinds: UnitTally[] = []
  const kindOf = Uint32Array.from(units, unit => {
    const key = unit.counts
      .map(counted => counted.join())
      .sort()
      .join(' ')
    const place = places.get(key) ?? kinds.length
    if (place === kinds.length) kinds.push(unit)
    places.set(key, place)
    return place
  })
  return { kinds, kindOf }
}

/** α of so many units of each kind. Called some thousand times, it goes through flat arrays alone. */
function resampled({ units, categories, distances }: Comparable): Resampled {
  const { kinds, kindOf } = kindsOf(units)
  // Of each kind in turn, its categories and how many gave each; `ends` is where those of the kind end.
  const given = Uint32Array.from(kinds.flatMap(kind => kind.counts.map(([category]) => category)))
  const givenBy = Uint32Array.from(kinds.flatMap(kind => kind.counts.map(([, count]) => count)))
  let end = 0
  const ends = Uint32Array.from(kinds, kind => (end += kind.counts.length))
  const counts = new Float64Array(categories)
  const apartBy = () => {
    const distance = distances.by(counts)
    const within = Float64Array.from(kinds, kind => disagreementIn(kind, distance))
    return { within, rowOf: rowsOf(distance, categories) }
  }
  const fixed = distances.areFixed ? apartBy() : undefined
  const present = new Uint32Array(categories)
  const coefficient = (many: Float64Array) => {
    counts.fill(0)
    for (let kind = 0, at = 0; kind < ends.length; kind++)
      for (const to = ends[kind] ?? 0; at < to; at++)
        counts[given[at] ?? 0] = (counts[given[at] ?? 0] ?? 0) + (many[kind] ?? 0) * (givenBy[at] ?? 0)
    const { within, rowOf } = fixed ?? apartBy()
    let observed = 0
    for (let kind = 0; kind < within.length; kind++) observed += (many[kind] ?? 0) * (within[kind] ?? 0)
    let ratings = 0
    let found = 0
    for (let category = 0; category < categories; category++) {
      const count = counts[category] ?? 0
      if (count > 0) present[found++] = category
      ratings += count
    }
    const expected = spread(present.subarray(0, found), counts, rowOf)
    if (expected === 0) return undefinedFor(noVariation)
    return { value: 1 - ((ratings - 1) * observed) / expected }
  }
  return { kindOf, coefficient }
}

/** What the raters of one unit add to the disagreement within units. */
function disagreementIn({ counts, raters }: UnitTally, distance: Distance): number {
  let sum = 0
  for (const [at, [a, many]] of counts.entries())
    for (const [b, others] of counts.slice(0, at)) sum += many * others * distance(a, b)
  return sum / (raters - 1)
}

/** The distances of one category from those before it; what stands behind them is not to be read. */
type Row = (category: number) => Float64Array

/** Rows that are kept, which costs less than working them out again; or, where that would be much, made when asked for. */
function rowsOf(distance: Distance, categories: number): Row {
  if (categories > mostCategories) {
    const before = new Float64Array(categories)
    return a => {
      for (let b = 0; b < a; b++) before[b] = distance(a, b)
      return before
    }
  }
  const rows = Array.from({ length: categories }, () => new Float64Array(categories))
  for (const [a, row] of rows.entries())
    for (const [b, other] of rows.slice(0, a).entries()) row[b] = other[a] = distance(a, b)
  return a => rows[a] ?? new Float64Array(categories)
}

/** The sum of the distances between all pairs of ratings of these categories, which ascend, of each so many. */
function spread(categories: Uint32Array, many: Float64Array, rowOf: Row): number {
  let sum = 0
  for (let i = 1; i < categories.length; i++) {
    const a = categories[i] ?? 0
    const row = rowOf(a)
    let others = 0
    for (let j = 0; j < i; j++) {
      const b = categories[j] ?? 0
      others += (many[b] ?? 0) * (row[b] ?? 0)
    }
    sum += (many[a] ?? 0) * others
  }
  return sum
}
