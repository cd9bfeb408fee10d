import { expect } from 'chai'
import { refusal, stagesOf, useDatabase } from './connected.ts'

type Thing = { _id: number; [key: string]: unknown }

describe('indexes on the embedded server', () => {
  const use = useDatabase()
  let collections = 0
  const fresh = () => use.db.collection<Thing>(`indexed${++collections}`)

  it('keep a key unique, null and missing being one key', async () => {
    const things = fresh()
    await things.createIndex({ email: 1 }, { unique: true })
    await things.insertMany([{ _id: 1, email: 'a' }, { _id: 2 }])
    const twice = await refusal(things.insertOne({ _id: 3, email: 'a' }))
    expect([twice.code, twice.keyPattern, twice.keyValue]).to.deep.equal([
      11000,
      { email: 1 },
      { email: 'a' },
    ])
    expect((await refusal(things.insertOne({ _id: 4, email: null }))).code).to.equal(11000)
    expect((await refusal(things.updateOne({ _id: 2 }, { $set: { email: 'a' } }))).code).to.equal(11000)
    expect(await things.countDocuments()).to.equal(2)
    await things.deleteOne({ _id: 1 })
    await things.insertOne({ _id: 5, email: 'a' })
  })

  it('cannot be made unique over what is there twice, and then are not there', async () => {
    const things = fresh()
    await things.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
    ])
    expect((await refusal(things.createIndex({ a: 1 }, { unique: true }))).code).to.equal(11000)
    expect((await things.indexes()).map(({ name }) => name)).to.deep.equal(['_id_'])
  })

  it('that are sparse pass over what is missing, but not over null', async () => {
    const things = fresh()
    await things.createIndex({ a: 1 }, { unique: true, sparse: true })
    await things.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3, a: null }])
    expect((await refusal(things.insertOne({ _id: 4, a: null }))).code).to.equal(11000)
    expect(await things.find({ a: null }).sort({ _id: 1 }).toArray()).to.have.length(3)
    expect(stagesOf(await things.find({ a: null }).explain())).to.equal('COLLSCAN')
    expect(stagesOf(await things.find({ a: 5 }).explain())).to.equal('IXSCAN')
  })

  it('that are partial hold, and are used for, only what their filter takes', async () => {
    const things = fresh()
    await things.createIndex({ a: 1 }, { unique: true, partialFilterExpression: { open: true } })
    await things.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
      { _id: 3, a: 1, open: true },
    ])
    expect((await refusal(things.insertOne({ _id: 4, a: 1, open: true }))).code).to.equal(11000)
    expect((await refusal(things.updateOne({ _id: 1 }, { $set: { open: true } }))).code).to.equal(11000)
    expect(stagesOf(await things.find({ a: 1 }).explain())).to.equal('COLLSCAN')
    expect(stagesOf(await things.find({ a: 1, open: true }).explain())).to.equal('IXSCAN')
    expect(await things.countDocuments({ a: 1 })).to.equal(3)
  })

  it('on arrays hold each element once, and are told multikey', async () => {
    const things = fresh()
    await things.createIndex({ tags: 1 })
    await things.insertMany([
      { _id: 1, tags: ['x', 'y', 'x'] },
      { _id: 2, tags: 'x' },
      { _id: 3, tags: [] },
    ])
    const found = await things.find({ tags: 'x' }).toArray()
    expect(found.map(({ _id }) => _id)).to.deep.equal([1, 2])
    const explained = await things.find({ tags: 'x' }).explain()
    expect(explained.queryPlanner.winningPlan.inputStage.isMultiKey).to.equal(true)
    expect((await refusal(things.createIndex({ tags: 1, _id: 1, 'tags.0': 1 }))).message).to.match(
      /array position/,
    )
  })

  it('on arrays serve the order of what stands behind one element, and never of the array', async () => {
    const things = fresh()
    await things.createIndex({ tags: 1, at: 1 })
    await things.insertMany([
      { _id: 1, tags: ['x', 'y'], at: 3 },
      { _id: 2, tags: ['z', 'x'], at: 1 },
      { _id: 3, tags: ['x'], at: 2 },
    ])
    const find = (filter: object, sort: Record<string, 1 | -1>) => things.find(filter).sort(sort)
    expect(stagesOf(await find({ tags: 'x' }, { at: 1 }).explain())).to.equal('IXSCAN')
    expect((await find({ tags: 'x' }, { at: 1 }).toArray()).map(({ _id }) => _id)).to.deep.equal([2, 3, 1])
    expect((await find({ tags: 'x' }, { at: -1 }).toArray()).map(({ _id }) => _id)).to.deep.equal([1, 3, 2])
    const several = find({ tags: { $in: ['x', 'z'] } }, { at: 1 })
    expect(stagesOf(await several.clone().explain())).to.equal('SORT IXSCAN')
    expect((await several.toArray()).map(({ _id }) => _id)).to.deep.equal([2, 3, 1])
    expect(stagesOf(await find({ tags: 'x' }, { tags: 1 }).explain())).to.equal('SORT IXSCAN')
    const both = find({ tags: 'x', at: { $gt: 1 } }, { tags: 1, at: 1 })
    expect(stagesOf(await both.explain())).to.equal('SORT IXSCAN')
  })

  it('on two arrays of one document are refused', async () => {
    const things = fresh()
    await things.createIndex({ a: 1, b: 1 })
    expect((await refusal(things.insertOne({ _id: 1, a: [1], b: [2] }))).code).to.equal(171)
  })

  it('serve an order, forwards and backwards, behind an equality', async () => {
    const things = fresh()
    await things.createIndex({ theme: 1, at: -1 })
    await things.insertMany([1, 2, 3].map(n => ({ _id: n, theme: n === 3 ? 'b' : 'a', at: n })))
    const find = (sort: Record<string, 1 | -1>) => things.find({ theme: 'a' }).sort(sort)
    for (const [sort, ids] of [
      [{ at: -1 }, [2, 1]],
      [{ at: 1 }, [1, 2]],
    ] as const) {
      expect(stagesOf(await find(sort).explain())).to.equal('IXSCAN')
      expect((await find(sort).toArray()).map(({ _id }) => _id)).to.deep.equal(ids)
    }
    expect(stagesOf(await things.find({ theme: 'a' }).sort({ other: 1 }).explain())).to.equal('SORT IXSCAN')
    expect(stagesOf(await things.find({ at: 1 }).explain())).to.equal('COLLSCAN')
  })

  it('are narrowed by equality, $in, ranges and the beginning of a text', async () => {
    const things = fresh()
    await things.createIndex({ a: 1 })
    await things.insertMany(['apple', 'apricot', 'bean', 'cress'].map((a, _id) => ({ _id, a })))
    for (const [filter, count] of [
      [{ a: 'bean' }, 1],
      [{ a: { $in: ['bean', 'cress', 'bean'] } }, 2],
      [{ a: { $gt: 'apple', $lte: 'bean' } }, 2],
      [{ a: /^ap/ }, 2],
    ] as const) {
      const explained = await things.find(filter as object).explain('executionStats')
      expect(stagesOf(explained)).to.equal('IXSCAN')
      expect(explained.executionStats.nReturned).to.equal(count)
      expect(explained.executionStats.totalDocsExamined).to.equal(count)
    }
  })

  it('serve each side of an $or, and give what both sides find once', async () => {
    const things = fresh()
    await things.createIndexes([{ key: { state: 1 } }, { key: { until: 1 } }])
    const states = ['waiting', 'running', 'running', 'done']
    await things.insertMany(states.map((state, _id) => ({ _id, state, until: _id * 10, kind: _id % 2 })))
    const sides = { $or: [{ state: 'waiting' }, { state: 'running', kind: 1 }, { until: { $lt: 15 } }] }
    const cursor = (filter: object) => things.find(filter).sort({ until: -1 })
    const ids = async (filter: object) => (await cursor(filter).toArray()).map(({ _id }) => _id)
    expect(stagesOf(await things.find(sides).explain())).to.equal('IXSCAN IXSCAN IXSCAN')
    expect(await ids(sides)).to.deep.equal([1, 0])
    expect(await ids({ ...sides, kind: 0 })).to.deep.equal([0])
    expect(await things.countDocuments(sides)).to.equal(2)
    const unindexed = { $or: [{ state: 'waiting' }, { kind: 1 }] }
    expect(stagesOf(await things.find(unindexed).explain())).to.equal('COLLSCAN')
  })

  it('count a document once whose array stands behind the fields that are asked for', async () => {
    const things = fresh()
    await things.createIndex({ state: 1, answered: 1 })
    await things.insertMany([
      { _id: 1, state: 'sent', answered: ['a', 'b', 'c'] },
      { _id: 2, state: 'sent', answered: [] },
      { _id: 3, state: 'back', answered: ['a', 'b'] },
    ])
    for (const [filter, count] of [
      [{ state: 'sent' }, 2],
      [{ state: 'sent', answered: 'b' }, 1],
      [{ state: { $in: ['sent', 'back'] } }, 3],
    ] as const) {
      expect(stagesOf(await things.find(filter as object).explain())).to.equal('IXSCAN')
      expect(await things.countDocuments(filter as object), JSON.stringify(filter)).to.equal(count)
    }
  })

  it('that descend are bounded by the ends of a type too', async () => {
    const things = fresh()
    await things.createIndex({ a: -1 })
    const values = ['', 'ab', 'abc', Number.NEGATIVE_INFINITY, 1, false, true, {}, { x: 1 }]
    await things.insertMany(values.map((a, _id) => ({ _id, a })))
    for (const [filter, found] of [
      [{ a: { $lt: 'b' } }, ['', 'ab', 'abc']],
      [{ a: /^ab/ }, ['ab', 'abc']],
      [{ a: { $lt: 5 } }, [Number.NEGATIVE_INFINITY, 1]],
      [{ a: { $lt: true } }, [false]],
      [{ a: { $lte: { x: 1 } } }, [{}, { x: 1 }]],
    ] as const) {
      const cursor = () => things.find(filter as object).sort({ _id: 1 })
      expect(stagesOf(await cursor().explain())).to.equal('SORT IXSCAN')
      expect((await cursor().toArray()).map(({ a }) => a)).to.deep.equal(found)
    }
  })

  it('are listed, made once, told apart and dropped', async () => {
    const things = fresh()
    await things.createIndex({ a: 1 })
    await things.createIndex({ a: 1 })
    expect((await refusal(things.createIndex({ a: 1 }, { unique: true }))).code).to.equal(86)
    expect((await refusal(things.createIndex({ a: 1 }, { name: 'other' }))).code).to.equal(85)
    expect(await things.indexes()).to.deep.equal([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1 }, name: 'a_1' },
    ])
    await things.dropIndex('a_1')
    expect((await refusal(things.dropIndex('a_1'))).code).to.equal(27)
    expect(await things.indexes()).to.have.length(1)
  })

  it('of a kind that is not there are refused', async () => {
    for (const key of [{ a: 'text' }, { a: '2dsphere' }, { a: 'hashed' }] as const) {
      expect((await refusal(fresh().createIndex(key))).code).to.equal(238)
    }
  })
})
