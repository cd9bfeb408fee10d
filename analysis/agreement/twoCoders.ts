import { type Coefficient, type Ratings, undefinedFor, whyNothing } from './ratings.ts'

/** Of the units that both coders rated: the share alike, and each category's share with the first and the second. */
export type Pairing = { observed: number; shares: { first: number; second: number }[] }

/**
 * Calculates a coefficient that is defined for two coders, on the units that both rated.
 *
 * @param instead what to use with more coders, for the reason
 */
export function forTwoCoders(
  ratings: Ratings,
  instead: string,
  calculate: (pairing: Pairing) => Coefficient,
): Coefficient {
  const reason = whyNothing(ratings)
  if (reason !== null) return undefinedFor(reason)
  const coders = ratings[0]?.length ?? 0
  if (coders > 2)
    return undefinedFor(`It is defined for two coders, and there are ${coders}: use ${instead}.`)

  const both = ratings.filter(row => !row.includes(null))
  const shares = new Map<string, { first: number; second: number }>()
  let alike = 0
  for (const row of both) {
    const [first, second] = row.map(String)
    if (first === second) alike++
    shareOf(shares, first ?? '').first += 1 / both.length
    shareOf(shares, second ?? '').second += 1 / both.length
  }
  return calculate({ observed: alike / both.length, shares: [...shares.values()] })
}

function shareOf<T>(shares: Map<T, { first: number; second: number }>, category: T) {
  const share = shares.get(category) ?? { first: 0, second: 0 }
  shares.set(category, share)
  return share
}
