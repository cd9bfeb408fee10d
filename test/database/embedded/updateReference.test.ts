import { useDatabase } from './connected.ts'
import { updatesLikeReference } from './properties/updates.ts'

describe('updates on the embedded server', () => {
  const use = useDatabase()

  it('do as a plain reference does, one after another', () =>
    updatesLikeReference(use.db, { numRuns: 60, seed: 7 }))
})
