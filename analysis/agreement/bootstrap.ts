import { seededRandom } from '../random.ts'
import type { Coefficient } from './ratings.ts'

/** Where a coefficient would lie in other samples of units; null where that cannot be said, with the reason. */
export type Interval = { low: number; high: number } | { low: null; high: null; reason: string }

/** `seed` (1): the same gives the same interval. `resamples` (1,000). `confidence` (0.95): above 0, below 1. */
export type BootstrapOptions = { seed?: number; resamples?: number; confidence?: number }

/** With more of the samples undefined (all ratings the same), the others would say too good a thing. */
const mostUndefined = 0.1

/** Something that is worked out of units: of what kind each unit is, and what so many units of each kind come to. */
export type Resampled = { kindOf: Uint32Array; coefficient: (many: Float64Array) => Coefficient }

/**
 * Percentile intervals: each coefficient of as many units drawn with replacement, many times over, without the
 * lowest and highest 2.5 %. Units are drawn, coders are not: it speaks of other texts by the same coders.
 * Efron and Tibshirani, An Introduction to the Bootstrap (1993), ch. 13.
 *
 * @param each what is worked out of the same units: units are drawn once for all of it
 * @throws Error when resamples is no whole number from 1, seed none, or confidence not between 0 and 1.
 */
export function bootstrap(
  each: readonly Resampled[],
  { seed = 1, resamples = 1000, confidence = 0.95 }: BootstrapOptions = {},
): Interval[] {
  if (!Number.isInteger(resamples) || resamples < 1) throw new Error(`bootstrap: ${resamples} resamples`)
  if (!Number.isInteger(seed)) throw new Error(`bootstrap: seed ${seed} is no whole number`)
  if (!(confidence > 0 && confidence < 1)) throw new Error(`bootstrap: confidence ${confidence}`)
  const units = each[0]?.kindOf.length ?? 0
  if (units < 2) return each.map(() => noInterval('It takes two units or more to see how they differ.'))
  const random = seededRandom(seed)
  const drawn = new Uint32Array(units)
  const worked = each.map(resampled => ({
    ...resampled,
    many: new Float64Array(resampled.kindOf.reduce((most, kind) => Math.max(most, kind), 0) + 1),
    values: [] as number[],
  }))
  for (let i = 0; i < resamples; i++) {
    for (let k = 0; k < units; k++) drawn[k] = Math.floor(random() * units)
    for (const { kindOf, coefficient, many, values } of worked) {
      countKinds(drawn, kindOf, many)
      const { value } = coefficient(many)
      if (value !== null) values.push(value)
    }
  }
  const tail = (1 - confidence) / 2
  return worked.map(({ values }) => {
    if (values.length < resamples * (1 - mostUndefined))
      return noInterval('In many samples of these units all ratings are the same: they vary too little.')
    values.sort((a, b) => a - b)
    return { low: quantile(values, tail), high: quantile(values, 1 - tail) }
  })
}

/** Counts into `many` how many of the units drawn are of each kind. */
function countKinds(drawn: Uint32Array, kindOf: Uint32Array, many: Float64Array): void {
  many.fill(0)
  for (let k = 0; k < drawn.length; k++) {
    const kind = kindOf[drawn[k] ?? 0] ?? 0
    many[kind] = (many[kind] ?? 0) + 1
  }
}

export function noInterval(reason: string): Interval {
  return { low: null, high: null, reason }
}

/** Between neighbours in proportion, as R's `quantile` does by default. */
function quantile(sorted: number[], share: number): number {
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? 0
  return below + (above - below) * (place - Math.floor(place))
}
