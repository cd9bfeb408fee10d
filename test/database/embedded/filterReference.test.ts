import { useDatabase } from './connected.ts'
import { filtersLikeReference, sortsLikeReference } from './properties/filters.ts'

describe('searches on the embedded server', () => {
  const use = useDatabase()

  it('find what a plain reference finds', () => filtersLikeReference(use.db, { numRuns: 40, seed: 11 }))
  it('sort as a plain reference sorts', () => sortsLikeReference(use.db, { numRuns: 30, seed: 12 }))
})
