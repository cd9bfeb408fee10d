/** `categories`: how many the coders could choose from, where that is more than occur in the ratings. */
export type CategoryOptions = { categories?: number }

/** @throws Error when `categories` is no whole number, or fewer than occur. */
export function availableCategories(seen: number, { categories = seen }: CategoryOptions): number {
  if (!Number.isInteger(categories) || categories < seen)
    throw new Error(`agreement: categories is ${categories}, but ${seen} occur`)
  return categories
}

export const oneCategory =
  'All ratings are the same. How often coders agree by chance depends on how many categories they could choose from: give it as `categories`.'
