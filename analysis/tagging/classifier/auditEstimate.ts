import { type ShareInterval, wilson } from './wilson.ts'

/** One stratum: how many passages it has, how many of them were drawn by lot and reviewed, and found true. */
export type AuditedStratum = { passages: number; reviewed: number; accepted: number }

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
 * Shares have Wilson's interval, with the sample's size corrected for a finite stratum; sum and ratio of two
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
export function auditEstimate({ tagged, untagged }: { tagged: AuditedStratum; untagged: AuditedStratum }): {
  precision: Estimate
  recall: Estimate
  total: Estimate
} {
  const precision = shareOf('tagged', tagged)
  const found = totalOf(tagged, precision)
  const missed = totalOf(untagged, shareOf('untagged', untagged))
  if (!found || !missed) return { precision, recall: null, total: null }
  const value = found.value + missed.value
  return {
    precision,
    total: {
      value,
      low: value - Math.hypot(found.value - found.low, missed.value - missed.low),
      high: value + Math.hypot(found.high - found.value, missed.high - missed.value),
    },
    recall: recallOf(found, missed),
  }
}

type Known = ShareInterval & { value: number }

function shareOf(name: string, { passages, reviewed, accepted }: AuditedStratum): Estimate {
  const counts = [passages, reviewed, accepted]
  if (
    !counts.every(count => Number.isInteger(count) && count >= 0) ||
    accepted > reviewed ||
    reviewed > passages
  )
    throw new Error(
      `auditEstimate: ${name}: ${accepted} accepted of ${reviewed} reviewed of ${passages} cannot be`,
    )
  if (reviewed === 0) return null
  const value = accepted / reviewed
  if (reviewed === passages) return { value, low: value, high: value }
  const size = (reviewed * (passages - 1)) / (passages - reviewed)
  const interval = wilson(value * size, size)
  return interval && { value, ...interval }
}

/** An empty stratum is known to hold nothing. */
function totalOf({ passages }: AuditedStratum, share: Estimate): Estimate {
  if (passages === 0) return { value: 0, low: 0, high: 0 }
  return share && { value: share.value * passages, low: share.low * passages, high: share.high * passages }
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
