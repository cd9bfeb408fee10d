import { expect } from 'chai'
import type { Document } from 'mongodb'
import { refusal, useDatabase } from './connected.ts'

describe('refusals of the embedded server have MongoDB’s own codes', () => {
  const use = useDatabase()
  before(async () => {
    await use.db.collection<{ _id: number }>('things').insertOne({ _id: 1 })
  })

  const stages: [stage: Document, code: number][] = [
    [{ $limit: 0 }, 15958],
    [{ $limit: -1 }, 5107201],
    [{ $skip: -1 }, 5107200],
    [{ $sort: {} }, 15976],
    [{ $sort: { a: 2 } }, 15975],
    [{ $count: 1 }, 40156],
    [{ $count: '' }, 40157],
    [{ $count: '$n' }, 40158],
    [{ $count: 'a.n' }, 40160],
    [{ $project: {} }, 51272],
    [{ $project: { a: '$' } }, 16872],
    // biome-ignore lint/suspicious/noThenProperty: it is MongoDB’s name for it
    [{ $project: { a: { $switch: { branches: [{ case: false, then: 1 }] } } } }, 40066],
    [{ $replaceRoot: { newRoot: '$missing' } }, 40228],
    [{ $unwind: 'a' }, 28818],
    [{ $unwind: { path: '$a', unheardOf: 1 } }, 28811],
    [{ $group: { total: 'all' } }, 40234],
    [{ $group: { total: { $sum: 1 } } }, 15955],
    [{ $match: { name: { $regex: '(' } } }, 51091],
    [{ $facet: { a: [{ $facet: { b: [] } }] } }, 40600],
    [{ $facet: { a: [{ $out: 'others' }] } }, 40600],
  ]
  for (const [stage, code] of stages) {
    it(`${code} for ${JSON.stringify(stage)}`, async () => {
      expect((await refusal(use.db.collection('things').aggregate([stage]).toArray())).code).to.equal(code)
    })
  }

  for (const field of ['skip', 'limit', 'batchSize']) {
    it(`51024 for a negative ${field}`, async () => {
      expect((await refusal(use.db.command({ find: 'things', [field]: -1 }))).code).to.equal(51024)
    })
  }

  it('2 for a cursor that would follow the end of a collection, none being capped', async () => {
    expect((await refusal(use.db.command({ find: 'things', tailable: true }))).code).to.equal(2)
    expect((await refusal(use.db.command({ find: 'things', awaitData: true }))).code).to.equal(9)
  })

  it('2 for a verbosity of explain that there is not', async () => {
    const explain = { find: 'things' }
    expect((await refusal(use.db.command({ explain, verbosity: 'aloud' }))).code).to.equal(2)
  })

  it('40573 for the changes of a whole database', async () => {
    const changes = { aggregate: 1, pipeline: [{ $changeStream: {} }], cursor: {} }
    expect((await refusal(use.db.command(changes))).code).to.equal(40573)
  })

  it('2 for an array operator on what is no array, in MongoDB’s words', async () => {
    const things = use.db.collection('things')
    for (const [update, words] of [
      [{ $push: { _id: 1 } }, /^The field '_id' must be an array but is of type int/],
      [{ $addToSet: { _id: 1 } }, /^Cannot apply \$addToSet to non-array field/],
      [{ $pull: { _id: 1 } }, /^Cannot apply \$pull to a non-array value/],
      [{ $pullAll: { _id: [1] } }, /^Cannot apply \$pullAll to a non-array value/],
    ] as const) {
      const refused = await refusal(things.updateOne({}, update as object))
      expect([refused.code, refused.message]).to.satisfy(
        ([code, message]: [number, string]) => code === 2 && words.test(message),
      )
    }
  })

  it('52 for a field with a dollar at the top, which within another may be', async () => {
    const things = use.db.collection('things')
    expect((await refusal(things.updateOne({}, { $set: { $a: 1 } }))).code).to.equal(52)
    expect((await refusal(things.updateOne({}, { $set: { '$.a': 1 } }))).code).to.equal(2)
    expect((await things.updateOne({ none: 1 }, { $set: { $a: 1 } })).matchedCount).to.equal(0)
    await things.updateOne({}, { $set: { inner: { $a: 1 } } })
    expect(await things.findOne()).to.deep.equal({ _id: 1, inner: { $a: 1 } })
  })
})

describe('a field with a dollar at the top', () => {
  const use = useDatabase()

  it('may be in a document that an upsert makes, and in none that is there', async () => {
    const things = use.db.collection<{ _id: number }>('prices')
    const update = { $set: { $price: 3 } } as object
    await things.updateOne({ _id: 1 }, update, { upsert: true })
    expect(await things.findOne({ _id: 1 })).to.deep.equal({ _id: 1, $price: 3 })
    expect((await refusal(things.updateOne({ _id: 1 }, update, { upsert: true }))).code).to.equal(52)
  })
})

describe('partitions of a window', () => {
  const use = useDatabase()

  it('come in the order of their values, as MongoDB sorts them', async () => {
    await use.db
      .collection<{ _id: number }>('things')
      .insertMany([10, 9, null, 'a', 100].map((part, _id) => ({ _id, part })) as { _id: number }[])
    const found = await use.db
      .collection('things')
      .aggregate([{ $setWindowFields: { partitionBy: '$part', output: { n: { $sum: 1 } } } }])
      .toArray()
    expect(found.map(({ part }) => part)).to.deep.equal([null, 9, 10, 100, 'a'])
  })
})
