import { expect } from 'chai'
import { accumulatorNames } from '../../../server/database/embedded/aggregate/accumulators.ts'
import { stages } from '../../../server/database/embedded/aggregate/stages.ts'
import { windowFunctions } from '../../../server/database/embedded/aggregate/windows/functions.ts'
import { refusal, useDatabase } from './connected.ts'
import { namesIn } from './examples/names.ts'
import { documents, pipelines } from './examples/pipelines.ts'

describe('stages on the embedded server', () => {
  const use = useDatabase()
  const run = (...pipeline: object[]) => use.db.collection('documents').aggregate(pipeline).toArray()
  const target = (name: string) => use.db.collection<{ _id: number }>(name)

  before(async () => {
    await target('documents').insertMany(documents)
  })

  for (const [pipeline, result] of pipelines) {
    it([...namesIn(pipeline)].filter(name => stages.has(name)).join(', '), async () => {
      expect(await run(...pipeline)).to.deep.equal(result)
    })
  }

  it('have an example each, as have accumulators and window functions', () => {
    const shown = namesIn(pipelines)
    const elsewhere = ['$documents', '$listLocalSessions', '$currentOp']
    const all = [...stages.keys(), ...accumulatorNames(), ...Object.keys(windowFunctions)]
    expect(all.filter(name => !shown.has(name) && !elsewhere.includes(name))).to.deep.equal([])
  })

  it('begin without a collection where they make documents of their own', async () => {
    const made = await use.db
      .aggregate([{ $documents: [{ a: 1 }, { a: 2 }] }, { $match: { a: 2 } }])
      .toArray()
    expect(made).to.deep.equal([{ a: 2 }])
    const admin = use.client.db('admin')
    expect(await admin.aggregate([{ $listLocalSessions: {} }, { $count: 'n' }]).toArray()).to.deep.equal([
      { n: 1 },
    ])
    expect(await admin.aggregate([{ $currentOp: {} }, { $count: 'n' }]).toArray()).to.deep.equal([{ n: 1 }])
    expect((await refusal(use.db.aggregate([{ $match: {} }]).toArray())).code).to.equal(73)
    expect((await refusal(run({ $match: {} }, { $documents: [] }))).code).to.equal(40602)
  })

  it('$out takes a collection’s place, keeping its indexes and its rules', async () => {
    await use.db.createCollection('replaced', { validator: { score: { $lt: 100 } } })
    await target('replaced').insertOne({ _id: 9 } as { _id: number }, { bypassDocumentValidation: true })
    await target('replaced').createIndex({ score: 1 }, { name: 'by score' })
    await run({ $match: { _id: { $lt: 3 } } }, { $project: { score: 1 } }, { $out: 'replaced' })
    expect(await target('replaced').find().sort({ _id: 1 }).toArray()).to.deep.equal([
      { _id: 1, score: 4 },
      { _id: 2, score: 8 },
    ])
    expect((await target('replaced').indexes()).map(({ name }) => name)).to.deep.equal(['_id_', 'by score'])
    const refused = await refusal(run({ $project: { score: { $literal: 200 } } }, { $out: 'replaced' }))
    expect(refused.code).to.equal(121)
    expect(await target('replaced').countDocuments()).to.equal(2)
  })

  it('$merge writes into what is there, as whenMatched and whenNotMatched say', async () => {
    const merged = async (options: object) => {
      await target('merged').deleteMany({})
      await target('merged').insertOne({ _id: 1, score: 1, kept: true } as { _id: number })
      await run(
        { $match: { _id: { $lt: 3 } } },
        { $project: { score: 1 } },
        { $merge: { into: 'merged', ...options } },
      )
      return target('merged').find().sort({ _id: 1 }).toArray()
    }
    const second = { _id: 2, score: 8 }
    expect(await merged({})).to.deep.equal([{ _id: 1, score: 4, kept: true }, second])
    expect(await merged({ whenMatched: 'replace' })).to.deep.equal([{ _id: 1, score: 4 }, second])
    expect(await merged({ whenMatched: 'keepExisting', whenNotMatched: 'discard' })).to.deep.equal([
      { _id: 1, score: 1, kept: true },
    ])
    const adding = [{ $set: { score: { $add: ['$score', '$$new.score'] } } }]
    expect(await merged({ whenMatched: adding })).to.deep.equal([{ _id: 1, score: 5, kept: true }, second])
    expect((await refusal(merged({ whenMatched: 'fail' }))).code).to.equal(11000)
    expect((await refusal(merged({ whenNotMatched: 'fail' }))).code).to.equal(13113)
    expect((await refusal(merged({ on: 'score' }))).code).to.equal(51183)
  })
})
