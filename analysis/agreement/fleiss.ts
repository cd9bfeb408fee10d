import { agreeingPairs, categoryShares } from './percent.ts'
import { beyondChance, type Coefficient, fromTally, type Ratings } from './ratings.ts'

/**
 * Fleiss' κ for two coders or more, who need not be the same for each unit.
 *
 * Fleiss, "Measuring nominal scale agreement among many raters", Psychological Bulletin 76 (1971), asks for the
 * same number of ratings of each unit. Where some are missing this follows Gwet (4th ed. 2014): agreement is over
 * units that two or more rated, a category's share is the mean of its shares in all units that anyone rated.
 *
 * @throws Error when rows are of different lengths, or a rating is no finite number.
 * @example fleissKappa([['a', 'a', 'a'], ['b', 'b', 'a'], ['b', 'b', null]]) // { value: 0.55 }
 */
export function fleissKappa(ratings: Ratings): Coefficient {
  return fromTally(ratings, tallied => {
    const expected = categoryShares(tallied).reduce((sum, share) => sum + share ** 2, 0)
    return beyondChance(agreeingPairs(tallied.units), expected)
  })
}
