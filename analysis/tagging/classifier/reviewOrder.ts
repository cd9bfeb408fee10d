import { seededRandom, shuffle } from '../../random.ts'

/** One passage as one theme's reviewer may meet it. */
export type Reviewable = { id: string; probability: number; tagged: boolean }

/**
 * A passage to review. `uncertain` ones stand near the threshold; `audit` ones were drawn by lot, and are to be
 * shown without saying whether the machine tagged them, so that nothing leads the reviewer.
 */
export type Review = { id: string; why: 'uncertain' | 'audit'; tagged: boolean }

export type ReviewOptions = {
  /** From which probability on the theme is given. */
  threshold: number
  seed: number
  /** How many of the tagged passages and how many of the untagged are drawn by lot. Default 30 each. */
  audit?: number
}

/** After how many uncertain passages one of the audit comes. */
const uncertainBetween = 3

/**
 * Suggests in which order to review a theme's passages: those that teach the model most, nearest to the
 * threshold, mixed with a random sample of the tagged and of the untagged. From the sample alone, once it is
 * reviewed, `auditEstimate` says how well the theme is found; the uncertain would bias it.
 *
 * @returns every passage once, and how many there are of each sort, as `auditEstimate` asks
 * @throws Error where the audit is no whole number from 0 on, the seed is none, or a probability is not 0 to 1
 */
export function reviewOrder(
  passages: readonly Reviewable[],
  { threshold, seed, audit = 30 }: ReviewOptions,
): { order: Review[]; tagged: number; untagged: number } {
  if (!Number.isInteger(audit) || audit < 0)
    throw new Error(`reviewOrder: the audit must be a whole number from 0 on, not ${audit}`)
  for (const share of [threshold, ...passages.map(({ probability }) => probability)])
    if (!(share >= 0 && share <= 1)) throw new RangeError(`reviewOrder: ${share} is no probability`)
  const random = seededRandom(seed)
  const places = [true, false].map(tagged =>
    Int32Array.from([...passages.keys()].filter(at => passages[at]?.tagged === tagged)),
  )
  const drawn = places.flatMap(stratum => {
    shuffle(stratum, stratum.length, random)
    return [...stratum.subarray(0, audit)]
  })
  const mixed = Int32Array.from(drawn)
  shuffle(mixed, mixed.length, random)
  const isDrawn = new Set(drawn)
  const margin = (at: number) => Math.abs((passages[at]?.probability ?? 0) - threshold)
  const uncertain = [...passages.keys()]
    .filter(at => !isDrawn.has(at))
    .sort((a, b) => margin(a) - margin(b) || a - b)

  const order: Review[] = []
  const add = (at: number | undefined, why: Review['why']) => {
    const passage = at === undefined ? undefined : passages[at]
    if (passage) order.push({ id: passage.id, why, tagged: passage.tagged })
  }
  let next = 0
  for (const at of mixed) {
    for (let count = 0; count < uncertainBetween; count++) add(uncertain[next++], 'uncertain')
    add(at, 'audit')
  }
  for (; next < uncertain.length; next++) add(uncertain[next], 'uncertain')
  const [tagged = [], untagged = []] = places
  return { order, tagged: tagged.length, untagged: untagged.length }
}
