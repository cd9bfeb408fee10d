import { type ShareInterval, wilson } from './wilson.ts'

/**
 * One stratum: how many passages it has, how many of them were drawn by lot and reviewed, and found true.
 * `designEffect` says how many times the variance is that of passages drawn one by one, where several were drawn
 * together (see `designEffect`). Default 1.
 */
export type AuditedStratum = { passages: number; reviewed: number; accepted: number; designEffect?: number }

/** One stratum, or several that make up one side, each drawn from by a share of its own. */
export type AuditedStrata = AuditedStratum | readonly AuditedStratum[]

/** An estimate with its 95 % interval; null where the audit does not say. */
export type Estimate = (ShareInterval & { value: number }) | null

/**
 * Estimates how well a theme is found, from a random sample of the passages that the machine tagged and of
 * those that it did not.
 *
 * Each sample stands for its stratum (stratified sampling; Cochran, Sampling Techniques, 3rd ed., 1977, 5.3;
 * the estimator of Horvitz and Thompson where each passage of a stratum is as likely to be drawn): precision is
 * the share of the tagged sample that was accepted, and N × share estimates how many passages of a stratum
 * speak of the theme. Both are without bias. Recall is a ratio of such totals; its bias falls with the size of
 * the samples.
 *
 * Shares have Wilson's interval, with the sample's size corrected for a finite stratum; sums and ratios
 * take theirs from those (MOVER: Zou & Donner, Statistics in Medicine 27, 2008; Donner & Zou, Statistical
 * Methods in Medical Research 21, 2012, equation 9).
 *
 * @returns precision and recall (0 to 1) and `total`, how many passages speak of the theme. An estimate is null
 *   where a stratum that it needs has passages but none was reviewed, or where there is nothing to divide by
 * @throws Error where a count is no whole number, or more were reviewed or accepted than there are
 * @example auditEstimate({
 *   tagged: { passages: 100, reviewed: 40, accepted: 30 },
 *   untagged: { passages: 900, reviewed: 40, accepted: 2 },
 * }).precision?.value // 0.75
 */
export function auditEstimate({ tagged, untagged }: { tagged: AuditedStrata; untagged: AuditedStrata }): {
  precision: Estimate
  recall: Estimate
  total: Estimate
} {
  const found = totalOf('tagged', tagged)
  const missed = totalOf('untagged', untagged)
  const precision = precisionOf(tagged, found)
  if (!found || !missed) return { precision, recall: null, total: null }
  return { precision, total: sum(found, missed), recall: recallOf(found, missed) }
}

type Known = ShareInterval & { value: number }

const nothing: Known = { value: 0, low: 0, high: 0 }

function listed(strata: AuditedStrata): readonly AuditedStratum[] {
  return 'passages' in strata ? [strata] : strata
}

function precisionOf(tagged: AuditedStrata, found: Estimate): Estimate {
  const strata = listed(tagged)
  const [only] = strata
  if (only && strata.length === 1) return shareOf('tagged', only)
  const passages = strata.reduce((all, stratum) => all + stratum.passages, 0)
  if (passages === 0 || !found) return null
  return { value: found.value / passages, low: found.low / passages, high: found.high / passages }
}

function shareOf(name: string, { passages, reviewed, accepted, designEffect = 1 }: AuditedStratum): Estimate {
  const counts = [passages, reviewed, accepted]
  if (
    !counts.every(count => Number.isInteger(count) && count >= 0) ||
    accepted > reviewed ||
    reviewed > passages
  )
    throw new Error(
      `auditEstimate: ${name}: ${accepted} accepted of ${reviewed} reviewed of ${passages} cannot be`,
    )
  if (!(designEffect >= 1)) throw new Error(`auditEstimate: ${name}: a design effect of ${designEffect}`)
  if (reviewed === 0) return null
  const value = accepted / reviewed
  if (reviewed === passages) return { value, low: value, high: value }
  const size = (reviewed * (passages - 1)) / (passages - reviewed) / designEffect
  const interval = wilson(value * size, size)
  return interval && { value, ...interval }
}

/** How many passages of these strata speak of the theme; an empty one is known to hold none. */
function totalOf(name: string, strata: AuditedStrata): Estimate {
  let total = nothing
  for (const stratum of listed(strata)) {
    const share = shareOf(name, stratum)
    const { passages } = stratum
    if (passages === 0) continue
    if (!share) return null
    const known = { value: share.value * passages, low: share.low * passages, high: share.high * passages }
    total = sum(total, known)
  }
  return total
}

function sum(a: Known, b: Known): Known {
  const value = a.value + b.value
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.value - b.low),
    high: value + Math.hypot(a.high - a.value, b.high - b.value),
  }
}

/** found / (found + missed), by the ratio of the smaller uncertainty that can be divided by. */
function recallOf(found: Known, missed: Known): Estimate {
  if (found.value + missed.value === 0) return null
  // Where nothing was found in the sample there is no ratio to it; the ends of both intervals bound the recall.
  if (found.value === 0) return { value: 0, low: 0, high: share(found.high, missed.low) }
  const { low, high } = ratio(missed, found)
  return { value: share(found.value, missed.value), low: 1 / (1 + high), high: 1 / (1 + low) }
}

function share(found: number, missed: number): number {
  return found + missed === 0 ? 0 : found / (found + missed)
}

/** Donner & Zou's interval of a / b, for b above 0. */
function ratio(a: Known, b: Known): ShareInterval {
  const product = a.value * b.value
  const end = (ofA: number, ofB: number, sign: 1 | -1) => {
    const inside = product ** 2 - ofA * ofB * (2 * a.value - ofA) * (2 * b.value - ofB)
    const under = ofB * (2 * b.value - ofB)
    return under <= 0 ? null : (product + sign * Math.sqrt(Math.max(0, inside))) / under
  }
  return {
    low: Math.max(0, end(a.low, b.high, -1) ?? a.low / b.high),
    high: end(a.high, b.low, 1) ?? Number.POSITIVE_INFINITY,
  }
}
