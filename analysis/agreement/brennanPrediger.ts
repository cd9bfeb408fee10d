import { availableCategories, type CategoryOptions, oneCategory } from './availableCategories.ts'
import { agreeingPairs } from './percent.ts'
import { beyondChance, type Coefficient, fromTally, type Ratings, undefinedFor } from './ratings.ts'

/**
 * Brennan and Prediger's coefficient for two coders or more: by chance each category is as likely as another.
 * Agreement is over the units that two or more rated. The same as Bennett's S, and for two categories as PABAK.
 *
 * Brennan and Prediger, "Coefficient kappa: some uses, misuses, and alternatives", Educational and Psychological
 * Measurement 41 (1981); many coders and missing ratings as in Gwet's Handbook (4th ed. 2014).
 *
 * @throws Error when rows are of different lengths, a rating is no finite number, or `categories` are too few.
 * @example brennanPrediger([['a', 'a'], ['b', 'b'], ['a', 'b'], ['b', 'b']]) // { value: 0.5 }
 */
export function brennanPrediger(ratings: Ratings, options: CategoryOptions = {}): Coefficient {
  return fromTally(ratings, ({ categories: seen, units }) => {
    const categories = availableCategories(seen.length, options)
    return categories < 2 ? undefinedFor(oneCategory) : beyondChance(agreeingPairs(units), 1 / categories)
  })
}
