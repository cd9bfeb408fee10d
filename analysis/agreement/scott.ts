import { beyondChance, type Coefficient, type Ratings } from './ratings.ts'
import { forTwoCoders } from './twoCoders.ts'

/**
 * Scott's π for two coders: both are expected to use the categories as often as the two do together. Units that
 * only one rated are left out. With more than two coders it is undefined here: Fleiss' κ is its generalisation.
 *
 * Scott, "Reliability of content analysis: the case of nominal scale coding", Public Opinion Quarterly 19 (1955).
 *
 * @throws Error when rows are of different lengths, or a rating is no finite number.
 * @example scottPi([['a', 'a'], ['b', 'b'], ['a', 'b'], ['b', 'b']]) // { value: 0.4666… }
 */
export function scottPi(ratings: Ratings): Coefficient {
  return forTwoCoders(ratings, 'Fleiss’ κ, which generalises it', ({ observed, shares }) =>
    beyondChance(
      observed,
      shares.reduce((sum, { first, second }) => sum + ((first + second) / 2) ** 2, 0),
    ),
  )
}
