import { expect } from 'chai'
import { Decimal128, Double, Int32, Long } from 'mongodb'
import { refusal, useDatabase } from './connected.ts'

type Thing = { _id: number; [key: string]: unknown }

describe('update operators on the embedded server', () => {
  const use = useDatabase()
  let ids = 0

  async function updated(
    document: object,
    update: object,
    filter: object = {},
    options: object = {},
  ): Promise<unknown> {
    const things = use.db.collection<Thing>('updated')
    const _id = ++ids
    await things.insertOne({ _id, ...document })
    await things.updateOne({ _id, ...filter }, update, options)
    const { _id: _, ...rest } = (await things.findOne({ _id }, { promoteValues: true })) ?? { _id: 0 }
    return rest
  }

  const cases: [
    name: string,
    document: object,
    update: object,
    result: object,
    filter?: object,
    options?: object,
  ][] = [
    ['$set makes the documents on the way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    [
      '$set fills an array with null up to a position',
      { a: [1] },
      { $set: { 'a.3': 4 } },
      { a: [1, null, null, 4] },
    ],
    [
      '$unset removes a field, and makes an element null',
      { a: 1, b: [1, 2] },
      { $unset: { a: '', 'b.0': '' } },
      { b: [null, 2] },
    ],
    ['new fields come in the order of their names', {}, { $set: { b: 1, a: 2 } }, { a: 2, b: 1 }],
    ['$inc adds, and begins at its operand', { a: 1 }, { $inc: { a: 2, b: 3 } }, { a: 3, b: 3 }],
    ['$mul multiplies, and begins at zero', { a: 3 }, { $mul: { a: 2, b: 3 } }, { a: 6, b: 0 }],
    [
      '$min and $max compare over types',
      { a: 5, b: 5 },
      { $min: { a: 3, c: 1 }, $max: { b: 'x' } },
      { a: 3, b: 'x', c: 1 },
    ],
    ['$rename moves a field', { a: 1, b: 2 }, { $rename: { a: 'c.d' } }, { b: 2, c: { d: 1 } }],
    ['$push appends one', { a: [1] }, { $push: { a: [2] } }, { a: [1, [2]] }],
    [
      '$push with $each, $position, $sort and $slice',
      { a: [5, 1] },
      { $push: { a: { $each: [4, 2], $position: 0, $sort: 1, $slice: -3 } } },
      { a: [2, 4, 5] },
    ],
    [
      '$push sorts documents by a field',
      { a: [{ n: 2 }] },
      { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } },
      { a: [{ n: 1 }, { n: 2 }] },
    ],
    ['$push makes the array', {}, { $push: { 'a.b': 1 } }, { a: { b: [1] } }],
    [
      '$addToSet keeps one of each',
      { a: [1, { x: 1, y: 2 }] },
      { $addToSet: { a: { $each: [1, 2, { y: 2, x: 1 }] } } },
      { a: [1, { x: 1, y: 2 }, 2, { y: 2, x: 1 }] },
    ],
    ['$pull removes by value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
    ['$pull removes by condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    [
      '$pull removes documents by their fields',
      { a: [{ x: 1, y: 1 }, { x: 2 }] },
      { $pull: { a: { x: 1 } } },
      { a: [{ x: 2 }] },
    ],
    [
      '$pull removes documents by one of several conditions, and nothing else',
      { a: [{ x: 1 }, { y: 2 }, { x: 3 }, 4] },
      { $pull: { a: { $or: [{ x: 1 }, { y: { $gt: 1 } }] } } },
      { a: [{ x: 3 }, 4] },
    ],
    ['$pullAll removes the listed', { a: [1, 2, 3] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
    [
      '$pop takes the last or the first',
      { a: [1, 2], b: [1, 2] },
      { $pop: { a: 1, b: -1 } },
      { a: [1], b: [2] },
    ],
    ['$bit', { a: 13 }, { $bit: { a: { and: 10, or: 1 } } }, { a: 9 }],
    [
      '$ is the element that the filter met',
      { a: [{ n: 1 }, { n: 2 }] },
      { $set: { 'a.$.n': 9 } },
      { a: [{ n: 1 }, { n: 9 }] },
      { 'a.n': 2 },
    ],
    [
      '$ after $elemMatch',
      {
        a: [
          { n: 1, m: 1 },
          { n: 1, m: 2 },
        ],
      },
      { $set: { 'a.$.n': 9 } },
      {
        a: [
          { n: 1, m: 1 },
          { n: 9, m: 2 },
        ],
      },
      { a: { $elemMatch: { n: 1, m: 2 } } },
    ],
    ['$[] is every element', { a: [1, 2] }, { $inc: { 'a.$[]': 1 } }, { a: [2, 3] }],
    [
      '$[name] is those that the array filter takes',
      { a: [{ n: 1 }, { n: 5 }] },
      { $set: { 'a.$[big].n': 0 } },
      { a: [{ n: 1 }, { n: 0 }] },
      {},
      { arrayFilters: [{ 'big.n': { $gt: 3 } }] },
    ],
    [
      'a pipeline computes from the document',
      { a: 2 },
      [{ $set: { b: { $add: ['$a', 1] } } }, { $unset: 'a' }],
      { b: 3 },
    ],
  ]
  for (const [name, document, update, result, filter, options] of cases) {
    it(name, async () => {
      const after = await updated(document, update, filter, options)
      expect(JSON.stringify(after)).to.equal(JSON.stringify(result))
    })
  }

  it('keep and widen the types of numbers', async () => {
    const things = use.db.collection('typed')
    await things.insertOne({
      name: 'typed',
      int: new Int32(1),
      edge: new Int32(0x7fffffff),
      long: Long.fromNumber(1),
      double: new Double(1),
      decimal: Decimal128.fromString('0.1'),
    })
    await things.updateOne(
      { name: 'typed' },
      { $inc: { int: 1, edge: 1, long: 1, double: 1, decimal: Decimal128.fromString('0.2') } },
    )
    const found = await things.findOne({ name: 'typed' }, { promoteValues: false, promoteLongs: false })
    expect(found?.int).to.be.instanceOf(Int32)
    expect(String(found?.edge)).to.equal('2147483648')
    expect(found?.edge).to.be.instanceOf(Long)
    expect(found?.long).to.be.instanceOf(Long)
    expect(found?.double).to.be.instanceOf(Double)
    expect(String(found?.decimal)).to.equal('0.3')
  })

  it('set the date and the timestamp of now', async () => {
    const found = (await updated({}, { $currentDate: { d: true, t: { $type: 'timestamp' } } })) as {
      d: Date
      t: unknown
    }
    expect(found.d).to.be.instanceOf(Date)
    expect(found.t).to.have.property('_bsontype', 'Timestamp')
  })

  it('count what matched apart from what changed', async () => {
    const things = use.db.collection<Thing>('counted')
    await things.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ])
    const result = await things.updateMany({}, { $set: { a: 2 } })
    expect([result.matchedCount, result.modifiedCount]).to.deep.equal([2, 1])
  })

  it('are refused with MongoDB’s codes, and change nothing', async () => {
    const things = use.db.collection<Thing>('refused')
    await things.insertOne({ _id: 1, text: 'x', list: [1], n: Long.MAX_VALUE })
    for (const [update, code] of [
      [{ $inc: { text: 1 } }, 14],
      [{ $inc: { n: 1 } }, 2],
      [{ $set: { 'text.a': 1 } }, 28],
      [{ $set: { a: 1 }, $unset: { 'a.b': 1 } }, 40],
      [{ $set: { _id: 2 } }, 66],
      [{ $push: { text: 1 } }, 2],
      [{ $unheard: { a: 1 } }, 9],
      [{ $set: { 'list.$': 1 } }, 2],
      [{ $set: { 'text.$[]': 1 } }, 2],
      [{ $set: { '': 1 } }, 56],
      [{ $pop: { list: 2 } }, 9],
    ] as const) {
      expect(
        (await refusal(things.updateOne({ _id: 1 }, update as object))).code,
        JSON.stringify(update),
      ).to.equal(code)
    }
    const found = await things.findOne({ _id: 1 }, { promoteLongs: false })
    expect([found?.text, found?.list]).to.deep.equal(['x', [1]])
  })
})
