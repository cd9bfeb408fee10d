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
  const times = new Uint32Array(units)
  const worked = each.map(({ kindOf, coefficient }) => ({
    ...{ kinds: kindsIn(kindOf), coefficient, values: [] as number[] },
  }))
  for (let i = 0; i < resamples; i++) {
    times.fill(0)
    for (let k = 0; k < units; k++) {
      const unit = Math.floor(random() * units)
      times[unit] = (times[unit] ?? 0) + 1
    }
    for (const { kinds, coefficient, values } of worked) {
      const { value } = coefficient(countKinds(times, kinds))
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

/** The kind that most units are of, the other units with theirs, and `many`: how many of each kind were drawn last. */
type Kinds = { usual: number; others: Uint32Array; othersKind: Uint32Array; many: Float64Array }

function kindsIn(kindOf: Uint32Array): Kinds {
  const many = new Float64Array(kindOf.reduce((most, kind) => Math.max(most, kind), 0) + 1)
  for (const kind of kindOf) many[kind] = (many[kind] ?? 0) + 1
  const usual = many.indexOf(many.reduce((most, count) => Math.max(most, count), 0))
  const others = Uint32Array.from(kindOf.keys()).filter(unit => kindOf[unit] !== usual)
  return { usual, others, othersKind: others.map(unit => kindOf[unit] ?? 0), many }
}

/**
 * How many of the units drawn are of each kind. The usual kind has what the others leave: most units are of it where
 * a theme is rare.
 *
 * @param times how often each unit was drawn
 */
function countKinds(times: Uint32Array, { usual, others, othersKind, many }: Kinds): Float64Array {
  many.fill(0)
  let left = times.length
  for (let at = 0; at < others.length; at++) {
    const drawn = times[others[at] ?? 0] ?? 0
    const kind = othersKind[at] ?? 0
    many[kind] = (many[kind] ?? 0) + drawn
    left -= drawn
  }
  many[usual] = left
  return many
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
