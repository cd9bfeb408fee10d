import { useDatabase } from './connected.ts'
import { pipelinesLikeReference } from './properties/pipelines.ts'

describe('pipelines on the embedded server', () => {
  const use = useDatabase()

  it('give what a plain reference gives', () => pipelinesLikeReference(use.db, { numRuns: 20, seed: 13 }))
})
