import { expect } from 'chai'
import type { Document } from 'mongodb'
import { refusal, useDatabase } from './connected.ts'

const length = 14_000_000
/** Eight documents with this text in each are more than 100 MB. */
const text = 'x'.repeat(length)
const large = '$$large'

describe('what a stage may hold on the embedded server', () => {
  const use = useDatabase()
  const run = (...pipeline: Document[]) =>
    use.db
      .collection('things')
      .aggregate(pipeline, { let: { large: text } })
      .toArray()
  const codeOf = async (...pipeline: Document[]) => {
    const { code, codeName } = await refusal(run(...pipeline))
    return [code, codeName]
  }

  before(async () => {
    await use.db
      .collection<{ _id: number; odd: number }>('things')
      .insertMany(Array.from({ length: 8 }, (_, _id) => ({ _id, odd: _id % 2 })))
  })

  it('is 100 MB of groups, and no more in one value of one group', async () => {
    const tooMuch = [292, 'QueryExceededMemoryLimitNoDiskUseAllowed']
    expect(await codeOf({ $group: { _id: { id: '$_id', large } } })).to.deep.equal(tooMuch)
    expect(await codeOf({ $group: { _id: '$_id', all: { $push: large } } })).to.deep.equal(tooMuch)
    for (const accumulator of ['$push', '$addToSet']) {
      const value = { $concat: [{ $toString: '$_id' }, large] }
      expect(await codeOf({ $group: { _id: null, all: { [accumulator]: value } } })).to.deep.equal([
        146,
        'ExceededMemoryLimit',
      ])
    }
  })

  it('counts what is kept, not what is looked at', async () => {
    const sizes = await run(
      { $group: { _id: '$odd', same: { $addToSet: large }, last: { $last: large } } },
      { $project: { sizes: [{ $size: '$same' }, { $strLenBytes: '$last' }] } },
      { $sort: { _id: 1 } },
    )
    expect(sizes).to.deep.equal([0, 1].map(_id => ({ _id, sizes: [1, length] })))
  })

  it('is 100 MB to sort, of which a $limit behind keeps few', async () => {
    const sort = [{ $set: { large } }, { $sort: { odd: -1, _id: 1 } }]
    const refused = await refusal(run(...sort, { $project: { odd: 1 } }))
    expect([refused.code, refused.codeName]).to.deep.equal([292, 'QueryExceededMemoryLimitNoDiskUseAllowed'])
    expect(refused.message).to.match(/\$sort exceeded memory limit of 104857600 bytes/)
    expect(await run(...sort, { $limit: 2 }, { $project: { odd: 1 } })).to.deep.equal([
      { _id: 1, odd: 1 },
      { _id: 3, odd: 1 },
    ])
  })
})
