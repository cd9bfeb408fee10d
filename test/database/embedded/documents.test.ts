import { expect } from 'chai'
import { Decimal128, Double, Int32, Long, ObjectId } from 'mongodb'
import { refusal, useDatabase } from './connected.ts'

describe('documents on the embedded server', () => {
  const use = useDatabase()

  it('come back byte for byte, types and order of fields kept', async () => {
    const things = use.db.collection('things', { promoteValues: false, promoteLongs: false })
    const document = {
      _id: new ObjectId(),
      z: new Int32(1),
      a: new Double(1),
      l: Long.fromString('9007199254740993'),
      d: Decimal128.fromString('0.10'),
      nested: { b: [new Int32(1), { y: null, x: 'text' }], t: new Date(5) },
    }
    await things.insertOne(document)
    const found = await things.findOne({ _id: document._id })
    expect(Object.keys(found ?? {})).to.deep.equal(['_id', 'z', 'a', 'l', 'd', 'nested'])
    expect(found?.a).to.be.instanceOf(Double)
    expect(String(found?.l)).to.equal('9007199254740993')
    expect(String(found?.d)).to.equal('0.10')
    expect(Object.keys(found?.nested.b[1])).to.deep.equal(['y', 'x'])
  })

  it('get an _id where they have none, and it comes first', async () => {
    const things = use.db.collection('unnamed')
    await use.db.command({ insert: 'unnamed', documents: [{ a: 1 }] })
    const found = await things.findOne({ a: 1 })
    expect(found?._id).to.be.instanceOf(ObjectId)
    expect(Object.keys(found ?? {})[0]).to.equal('_id')
  })

  it('are refused as a duplicate with the key, its pattern and its value', async () => {
    const things = use.db.collection<{ _id: number }>('twice')
    await things.insertOne({ _id: 7 })
    const error = await refusal(things.insertOne({ _id: 7 }))
    expect(error.code).to.equal(11000)
    expect(error.keyPattern).to.deep.equal({ _id: 1 })
    expect(error.keyValue).to.deep.equal({ _id: 7 })
    expect(error.message).to.match(
      /E11000 duplicate key error collection: .*twice index: _id_ dup key: \{ _id: 7 \}/,
    )
  })

  it('stop an ordered batch at the first failure, and only the failures of an unordered one', async () => {
    const things = use.db.collection<{ _id: number }>('batch')
    const ordered = await refusal(things.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }]))
    expect(ordered.code).to.equal(11000)
    expect(await things.countDocuments()).to.equal(1)
    await refusal(things.insertMany([{ _id: 1 }, { _id: 3 }, { _id: 1 }, { _id: 4 }], { ordered: false }))
    expect(await things.distinct('_id')).to.deep.equal([1, 3, 4])
  })

  it('are refused above 16 MB', async () => {
    const text = 'x'.repeat(16 * 1024 * 1024)
    const { writeErrors } = await use.db.command({ insert: 'large', documents: [{ text }] })
    expect(writeErrors[0].code).to.equal(10334)
  })

  it('are replaced whole, keeping their _id', async () => {
    const things = use.db.collection<{ _id: number; [key: string]: unknown }>('replaced')
    await things.insertOne({ _id: 1, a: 1, b: 2 })
    await things.replaceOne({ _id: 1 }, { c: 3 })
    expect(await things.findOne({ _id: 1 })).to.deep.equal({ _id: 1, c: 3 })
    const { writeErrors } = await use.db.command({
      update: 'replaced',
      updates: [{ q: { _id: 1 }, u: { _id: 2 } }],
    })
    expect(writeErrors[0].code).to.equal(66)
  })

  it('are made by an upsert from the equalities of its filter and its update', async () => {
    const things = use.db.collection('upserts')
    const result = await things.updateOne(
      { 'a.b': 1, c: { $gt: 5 }, $and: [{ d: { $eq: 'x' } }] },
      { $set: { e: 2 }, $setOnInsert: { f: 3 } },
      { upsert: true },
    )
    expect(result.upsertedCount).to.equal(1)
    const found = await things.findOne({ _id: result.upsertedId ?? undefined })
    expect(found).to.deep.equal({ _id: result.upsertedId, a: { b: 1 }, d: 'x', e: 2, f: 3 })
    await things.updateOne({ 'a.b': 1 }, { $set: { e: 9 }, $setOnInsert: { f: 9 } }, { upsert: true })
    expect((await things.findOne({ 'a.b': 1 }))?.f).to.equal(3)
  })

  it('are found and changed in one step, before or after the change', async () => {
    const things = use.db.collection<{ _id: number; n: number }>('findAndModify')
    await things.insertMany([
      { _id: 1, n: 5 },
      { _id: 2, n: 9 },
    ])
    expect(await things.findOneAndUpdate({}, { $inc: { n: 1 } }, { sort: { n: -1 } })).to.deep.equal({
      _id: 2,
      n: 9,
    })
    expect(
      await things.findOneAndUpdate({ _id: 2 }, { $inc: { n: 1 } }, { returnDocument: 'after' }),
    ).to.deep.equal({ _id: 2, n: 11 })
    expect(await things.findOneAndDelete({ _id: 1 }, { projection: { _id: 0 } })).to.deep.equal({ n: 5 })
    expect(await things.findOneAndUpdate({ _id: 3 }, { $set: { n: 1 } })).to.equal(null)
    expect(
      await things.findOneAndUpdate(
        { _id: 3 },
        { $set: { n: 1 } },
        { upsert: true, returnDocument: 'after' },
      ),
    ).to.deep.equal({ _id: 3, n: 1 })
  })

  it('are changed and removed in a collection that is too long to scan on the writer', async () => {
    const things = use.db.collection<{ _id: number; n: number; seen?: boolean }>('long')
    await things.insertMany(Array.from({ length: 3000 }, (_, n) => ({ _id: n, n })))
    expect((await things.updateOne({ n: 2500 }, { $set: { seen: true } })).modifiedCount).to.equal(1)
    expect((await things.updateMany({ n: { $gte: 2900 } }, { $set: { seen: true } })).modifiedCount).to.equal(
      100,
    )
    expect(
      (await things.updateOne({ n: -1 }, { $set: { seen: true } }, { upsert: true })).upsertedCount,
    ).to.equal(1)
    expect((await things.deleteMany({ seen: true })).deletedCount).to.equal(102)
    expect(await things.findOneAndDelete({ n: 2400 })).to.deep.equal({ _id: 2400, n: 2400 })
    expect(await things.countDocuments()).to.equal(2898)
  })

  it('are read as they are after an acknowledged write, by a scan too', async () => {
    const things = use.db.collection('ownWrites')
    await things.insertMany(Array.from({ length: 1500 }, (_, n) => ({ n })))
    for (let round = 1; round <= 10; round++) {
      await things.insertOne({ n: -round })
      expect(await things.countDocuments({ n: { $lt: 0 } })).to.equal(round)
    }
  })

  it('that would nest too deep to be read again are refused, however they come about', async () => {
    const things = use.db.collection<{ _id: number; a?: unknown }>('deep')
    const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) })
    await things.insertOne({ _id: 1, a: nested(179) })
    expect((await refusal(things.insertOne({ _id: 2, a: nested(180) }))).code).to.equal(15)
    await things.insertOne({ _id: 3 })
    const path = Array(250).fill('a').join('.')
    expect((await refusal(things.updateOne({ _id: 3 }, { $set: { [path]: 1 } }))).code).to.equal(15)
    expect(await things.findOne({ _id: 1 })).to.deep.equal({ _id: 1, a: nested(179) })
    expect(await things.countDocuments({ a: { $exists: true } })).to.equal(1)
  })

  it('stay as they were where what is to be shown of a change cannot be computed', async () => {
    const things = use.db.collection<{ _id: number; n: number }>('shown')
    await things.insertOne({ _id: 1, n: 1 })
    const projection = { r: { $divide: [1, { $subtract: ['$n', 2] }] } }
    const change = things.findOneAndUpdate(
      { _id: 1 },
      { $set: { n: 2 } },
      { projection, returnDocument: 'after' },
    )
    expect((await refusal(change)).code).to.be.a('number')
    expect(await things.findOne({ _id: 1 })).to.deep.equal({ _id: 1, n: 1 })
  })

  it('are made by an upsert from an $in of one value, and never with a pattern as their _id', async () => {
    const things = use.db.collection<{ _id: string; a?: number }>('one')
    await things.updateOne({ _id: { $in: ['x'] }, $or: [{ a: 1 }] }, { $set: {} }, { upsert: true })
    expect(await things.find().toArray()).to.deep.equal([{ _id: 'x', a: 1 }])
    expect((await refusal(use.db.collection('one').insertOne({ _id: /x/ as never }))).code).to.equal(53)
  })

  it('give the distinct values of arrays, arrays in them whole', async () => {
    const things = use.db.collection<{ _id: number; a: unknown }>('nested')
    await things.insertMany([
      { _id: 1, a: [[1, 2], 3] },
      { _id: 2, a: 3 },
    ])
    expect(await things.distinct('a')).to.have.deep.members([3, [1, 2]])
  })
})
