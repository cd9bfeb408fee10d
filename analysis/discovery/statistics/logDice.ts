/**
 * How closely two things keep together, whatever the size of the corpus: 14 where neither comes without the other,
 * one less for each halving; around 0 and below it there is no bond.
 *
 * Source: P. Rychlý, "A lexicographer-friendly association score", RASLAN 2008, pages 6–9.
 *
 * @param together how often both come together, at most either alone
 * @param one,other how often each comes at all
 * @returns at most 14; null where they never come together, which has no logarithm
 * @throws RangeError where a count is negative, not finite, or `together` is more than either
 * @example logDice(5, 10, 10) // 13
 */
export function logDice(together: number, one: number, other: number): number | null {
  if (!(together >= 0 && together <= Math.min(one, other) && Number.isFinite(one + other))) {
    throw new RangeError(`logDice: ${together} of ${one} and ${other} are no counts`)
  }
  return together === 0 ? null : 14 + Math.log2((2 * together) / (one + other))
}
