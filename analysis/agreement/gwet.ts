import { availableCategories, type CategoryOptions, oneCategory } from './availableCategories.ts'
import { agreeingPairs, categoryShares } from './percent.ts'
import { beyondChance, type Coefficient, fromTally, type Ratings, undefinedFor } from './ratings.ts'

/**
 * Gwet's AC1 for two coders or more: chance plays only where a unit is hard to rate, so that one frequent category
 * does not drag it down as it does κ. Agreement is over the units that two or more rated; a category's share is
 * the mean of its shares in all units that anyone rated.
 *
 * Gwet, "Computing inter-rater reliability and its variance in the presence of high agreement", British Journal of
 * Mathematical and Statistical Psychology 61 (2008); missing ratings as in his Handbook (4th ed. 2014).
 *
 * @throws Error when rows are of different lengths, a rating is no finite number, or `categories` are too few.
 * @example gwetAC1([['a', 'a'], ['b', 'b'], ['a', 'b'], ['b', 'b']]) // { value: 0.5294… }
 */
export function gwetAC1(ratings: Ratings, options: CategoryOptions = {}): Coefficient {
  return fromTally(ratings, tallied => {
    const categories = availableCategories(tallied.categories.length, options)
    if (categories < 2) return undefinedFor(oneCategory)
    const hard = categoryShares(tallied).reduce((sum, share) => sum + share * (1 - share), 0)
    return beyondChance(agreeingPairs(tallied.units), hard / (categories - 1))
  })
}
