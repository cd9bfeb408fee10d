import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { useDatabase } from '../database/embedded/connected.ts'
import { filtersLikeReference, sortsLikeReference } from '../database/embedded/properties/filters.ts'
import { killWhileWriting } from '../database/embedded/properties/kills.ts'
import { mutated } from '../database/embedded/properties/messages.ts'
import { pipelinesLikeReference } from '../database/embedded/properties/pipelines.ts'
import { updatesLikeReference } from '../database/embedded/properties/updates.ts'

describe('the embedded server, at length', () => {
  const use = useDatabase()

  // Each run of the first tries up to ten filters on ten documents, with indexes and without.
  it('finds what a plain reference finds', () => filtersLikeReference(use.db, { numRuns: 800, seed: 101 }))
  it('sorts as a plain reference sorts', () => sortsLikeReference(use.db, { numRuns: 1000, seed: 102 }))
  it('gives what a plain reference of pipelines gives', () =>
    pipelinesLikeReference(use.db, { numRuns: 800, seed: 105 }))
  it('updates as a plain reference does', () => updatesLikeReference(use.db, { numRuns: 2000, seed: 103 }))

  it('answers or closes at 5,000 broken messages, and harms nobody else', async function () {
    if (process.env.MONGODB_URI) this.skip()
    const things = use.db.collection<{ _id: number }>('bystander')
    let round = 0
    for await (const answer of mutated(use.uri, 5000, 104)) {
      expect(answer === 'closed' || typeof answer === 'object').to.equal(true)
      if (round % 100 === 0) await things.insertOne({ _id: round })
      round += 1
    }
    expect(await things.countDocuments()).to.equal(50)
    await use.client.db('fuzz').dropDatabase()
  })

  it('has every acknowledged write of 50 writers after each of 20 kills', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'soundings-kills-'))
    try {
      for (let kill = 0; kill < 20; kill++) {
        // A kill meets the writers at another moment of a commit each time.
        const { lost, broken } = await killWhileWriting(folder, { writers: 50, enough: 300 + kill * 37 })
        expect([lost, broken], `kill ${kill}`).to.deep.equal([[], []])
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
