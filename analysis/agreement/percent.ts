import { type Coefficient, fromTally, paired, type Ratings, type Tally, type UnitTally } from './ratings.ts'

/**
 * The share of pairs of coders who gave a unit the same rating, 0 to 1, averaged over units; not corrected for
 * chance. Any number of coders. Units that fewer than two coders rated are left out, and others count the same
 * however many rated them. Gwet, Handbook of Inter-Rater Reliability (4th ed. 2014).
 *
 * @throws Error when rows are of different lengths, or a rating is no finite number.
 * @example percentAgreement([['yes', 'yes'], ['no', 'yes']]) // { value: 0.5 }
 */
export function percentAgreement(ratings: Ratings): Coefficient {
  return fromTally(ratings, ({ units }) => ({ value: agreeingPairs(units) }))
}

/** The mean over units of their share of agreeing pairs. */
export function agreeingPairs(units: UnitTally[]): number {
  const shares = paired(units).map(({ counts, raters }) => {
    const agreeing = counts.reduce((sum, [, count]) => sum + count * (count - 1), 0)
    return agreeing / (raters * (raters - 1))
  })
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}

/** How much of all ratings each category has: its share of a unit's ratings, averaged over units. */
export function categoryShares({ categories, units }: Tally): number[] {
  const shares = categories.map(() => 0)
  for (const { counts, raters } of units)
    for (const [category, count] of counts)
      shares[category] = (shares[category] ?? 0) + count / raters / units.length
  return shares
}
