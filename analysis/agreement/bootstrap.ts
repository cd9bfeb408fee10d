import { seededRandom } from '../random.ts'
import type { Coefficient } from './ratings.ts'

/** Where a coefficient would lie in other samples of units; null where that cannot be said, with the reason. */
export type Interval = { low: number; high: number } | { low: null; high: null; reason: string }

/** `seed` (1): the same gives the same interval. `resamples` (1,000). `confidence` (0.95): above 0, below 1. */
export type BootstrapOptions = { seed?: number; resamples?: number; confidence?: number }

/** With more of the samples undefined (all ratings the same), the others would say too good a thing. */
const mostUndefined = 0.1

/**
 * A percentile interval: the coefficient of as many units drawn with replacement, many times over, without the
 * lowest and highest 2.5 %. Units are drawn, coders are not: it speaks of other texts by the same coders.
 * Efron and Tibshirani, An Introduction to the Bootstrap (1993), ch. 13.
 *
 * @throws Error when resamples is no whole number from 1, seed none, or confidence not between 0 and 1.
 */
export function bootstrap<T>(
  units: T[],
  coefficient: (sample: T[]) => Coefficient,
  { seed = 1, resamples = 1000, confidence = 0.95 }: BootstrapOptions = {},
): Interval {
  if (!Number.isInteger(resamples) || resamples < 1) throw new Error(`bootstrap: ${resamples} resamples`)
  if (!Number.isInteger(seed)) throw new Error(`bootstrap: seed ${seed} is no whole number`)
  if (!(confidence > 0 && confidence < 1)) throw new Error(`bootstrap: confidence ${confidence}`)
  if (units.length < 2) return noInterval('It takes two units or more to see how they differ.')
  const random = seededRandom(seed)
  const sample = [...units]
  const values: number[] = []
  for (let i = 0; i < resamples; i++) {
    for (let k = 0; k < units.length; k++) {
      const drawn = units[Math.floor(random() * units.length)]
      if (drawn !== undefined) sample[k] = drawn
    }
    const { value } = coefficient(sample)
    if (value !== null) values.push(value)
  }
  if (values.length < resamples * (1 - mostUndefined))
    return noInterval('In many samples of these units all ratings are the same: they vary too little.')
  values.sort((a, b) => a - b)
  const tail = (1 - confidence) / 2
  return { low: quantile(values, tail), high: quantile(values, 1 - tail) }
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
