import { expect } from 'chai'
import { Long } from 'mongodb'
import { Cursors, firstBatch } from '../../../server/database/embedded/query/cursors.ts'
import { refusal, useDatabase } from './connected.ts'

describe('cursors on the embedded server', () => {
  const use = useDatabase()
  const count = 2500

  before(async () => {
    const things = use.db.collection<{ _id: number; n: number }>('things')
    await things.insertMany(Array.from({ length: count }, (_, n) => ({ _id: n, n: n % 10 })))
  })

  for (const batchSize of [2, 100, 5000]) {
    it(`give every document once in batches of ${batchSize}`, async () => {
      const limit = batchSize === 2 ? 50 : 0
      const found = await use.db
        .collection('things')
        .find({}, { batchSize, limit })
        .sort({ _id: 1 })
        .toArray()
      expect(found.map(({ _id }) => _id)).to.deep.equal(Array.from({ length: limit || count }, (_, n) => n))
    })
  }

  it('skip and limit, with and without an order', async () => {
    const things = use.db.collection<{ _id: number; n: number }>('things')
    expect(
      await things
        .find({ n: 3 })
        .skip(10)
        .limit(3)
        .sort({ _id: -1 })
        .map(({ _id }) => _id)
        .toArray(),
    ).to.deep.equal([2393, 2383, 2373])
    expect(await things.countDocuments({ n: 3 }, { skip: 10, limit: 300 })).to.equal(240)
    expect(await things.estimatedDocumentCount()).to.equal(count)
    expect((await use.db.command({ count: 'things', limit: -7 })).n).to.equal(7)
  })

  it('split what does not fit into one reply', async () => {
    const large = use.db.collection<{ _id: number; text: string }>('large')
    const text = 'x'.repeat(6 * 1024 * 1024)
    for (let _id = 0; _id < 5; _id++) await large.insertOne({ _id, text })
    const found = await large
      .find({}, { batchSize: 100 })
      .map(({ _id }) => _id)
      .toArray()
    expect(found).to.deep.equal([0, 1, 2, 3, 4])
  })

  it('give nothing to who asks for them by another collection', async () => {
    const first = await use.db.command({ find: 'things', batchSize: 2 })
    const getMore = Long.fromNumber(0).add(first.cursor.id)
    expect((await refusal(use.db.command({ getMore, collection: 'others' }))).code).to.equal(13)
  })

  it('are not found once closed', async () => {
    const first = await use.db.command({ find: 'things', batchSize: 2 })
    expect(first.cursor.id).not.to.equal(0)
    const id = Long.fromNumber(0).add(first.cursor.id)
    const killed = await use.db.command({ killCursors: 'things', cursors: [id] })
    expect(killed.cursorsKilled).to.have.length(1)
    expect((await refusal(use.db.command({ getMore: id, collection: 'things' }))).code).to.equal(43)
  })

  it('end with an error when their collection is dropped', async () => {
    const gone = use.db.collection('gone')
    await gone.insertMany(Array.from({ length: 2500 }, (_, n) => ({ n })))
    const cursor = gone.find({}, { batchSize: 2 })
    await cursor.next()
    await gone.drop()
    expect((await refusal(cursor.toArray())).code).to.equal(175)
  })

  it('go on, though the search of a write beside them is refused', async () => {
    const things = use.db.collection<{ _id: number; n: number }>('things')
    const cursors = [things.find({}, { batchSize: 2 }), things.find({}, { batchSize: 2 })]
    // Both documents of the first batch, so that the next has to be asked for.
    for (const cursor of cursors) {
      await cursor.next()
      await cursor.next()
    }
    const filter = { $expr: { $gt: [{ $divide: [1, '$n'] }, 5] } }
    for (let time = 0; time < 3; time++) {
      const refused = await refusal(things.updateOne(filter, { $set: { n: 1 } }))
      expect(refused.message).to.match(/divide by zero/)
    }
    for (const cursor of cursors) expect(await cursor.next()).to.have.property('_id', 2)
    for (const cursor of cursors) await cursor.close()
  })
})

describe('an idle cursor', () => {
  const { now } = performance
  afterEach(() => {
    performance.now = now
  })

  it('is closed after ten minutes, and after thirty where it was to have no time limit', () => {
    const cursors = new Cursors(0, 1)
    const open = (stays: boolean): bigint => {
      const two = [Buffer.from('one'), Buffer.from('two')]
      const reply = firstBatch(cursors, 'a.b', two.values(), { batchSize: 1, single: false, stays })
      return ((reply.get('cursor') as Map<string, unknown>).get('id') as Long).toBigInt()
    }
    const [limited, unlimited] = [open(false), open(true)]
    // What is idle too long is closed when the next one opens.
    const minutesLater = (minutes: number) => {
      performance.now = () => now.call(performance) + minutes * 60_000
      open(false)
    }
    minutesLater(11)
    expect(() => cursors.get(limited, 'a.b')).to.throw('not found')
    expect(cursors.get(unlimited, 'a.b')).to.have.property('namespace', 'a.b')
    minutesLater(42)
    expect(() => cursors.get(unlimited, 'a.b')).to.throw('not found')
  })
})
