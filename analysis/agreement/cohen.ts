import { beyondChance, type Coefficient, type Ratings } from './ratings.ts'
import { forTwoCoders } from './twoCoders.ts'

/**
 * Cohen's κ for two coders: each is expected to agree by chance as often as their own habits give. Units that
 * only one rated are left out. With more than two coders it is undefined: the mean over pairs is another statistic
 * (Light 1971), and Fleiss' κ or Krippendorff's α are made for that.
 *
 * Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960).
 *
 * @throws Error when rows are of different lengths, or a rating is no finite number.
 * @example cohenKappa([['a', 'a'], ['b', 'b'], ['a', 'b'], ['b', 'b']]) // { value: 0.5 }
 */
export function cohenKappa(ratings: Ratings): Coefficient {
  return forTwoCoders(ratings, 'Fleiss’ κ or Krippendorff’s α', ({ observed, shares }) =>
    beyondChance(
      observed,
      shares.reduce((sum, { first, second }) => sum + first * second, 0),
    ),
  )
}
