import { expect } from 'chai'
import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'mongodb'
import { stagesOf, useDatabase } from './connected.ts'

/** Values of every BSON type in MongoDB's order, each above the one before it. */
const ordered: unknown[] = [
  new MinKey(),
  [],
  null,
  Number.NaN,
  Number.NEGATIVE_INFINITY,
  Decimal128.fromString('-1E+400'),
  new Double(-1.5),
  new Int32(0),
  Decimal128.fromString('1E-6000'),
  new Double(5e-324),
  Decimal128.fromString('0.1'),
  new Double(0.1),
  new Int32(1),
  Long.fromString('9007199254740992'),
  Long.fromString('9007199254740993'),
  Decimal128.fromString('9007199254740993.5'),
  Long.MAX_VALUE,
  Decimal128.fromString('1E+400'),
  Number.POSITIVE_INFINITY,
  '',
  'Z',
  'a',
  'a\0',
  'aa',
  'é',
  '\uffee',
  '😀',
  {},
  { a: 1 },
  { a: 1, b: 1 },
  { b: 0 },
  { a: 'x' },
  new Binary(Buffer.from([9])),
  new Binary(Buffer.from([0, 0])),
  new Binary(Buffer.from([0, 0]), 5),
  new ObjectId('000000000000000000000001'),
  new ObjectId('000000000000000000000002'),
  false,
  true,
  new Date(-1),
  new Date(0),
  new Timestamp({ t: 1, i: 1 }),
  new Timestamp({ t: 4000000000, i: 1 }),
  new BSONRegExp('a', ''),
  new BSONRegExp('a', 'i'),
  new Code('x'),
  new MaxKey(),
]

describe('the order of BSON values on the embedded server', () => {
  const use = useDatabase()
  const positions = ordered.map((_, position) => position)

  before(async () => {
    const shuffled = positions.toSorted((a, b) => ((a * 7919) % 101) - ((b * 7919) % 101))
    await use.db.collection('values').insertMany(shuffled.map(n => ({ n, value: ordered[n] })))
  })

  async function sorted(direction: 1 | -1): Promise<number[]> {
    const found = await use.db.collection('values').find().sort({ value: direction }).toArray()
    return found.map(({ n }) => n)
  }

  it('is MongoDB’s when sorted in memory', async () => {
    expect(await sorted(1)).to.deep.equal(positions)
    expect(await sorted(-1)).to.deep.equal(positions.toReversed())
  })

  for (const direction of [1, -1] as const) {
    it(`is the same by an index of direction ${direction}`, async () => {
      const values = use.db.collection(`byIndex${direction}`)
      await values.createIndex({ value: direction, other: 1 })
      // An array would make the index multikey, which gives no order.
      const single = positions.filter(n => !Array.isArray(ordered[n]))
      await values.insertMany(single.toReversed().map(n => ({ n, value: ordered[n] })))
      const cursor = () => values.find().sort({ value: 1 })
      expect(stagesOf(await cursor().hint({ value: direction, other: 1 }).explain())).to.equal('IXSCAN')
      const found = await cursor().hint({ value: direction, other: 1 }).toArray()
      expect(found.map(({ n }) => n)).to.deep.equal(single)
    })
  }

  it('takes the least element of an array going up, and the greatest going down', async () => {
    const arrays = use.db.collection<{ _id: number; a: number[] }>('arrays')
    await arrays.insertMany([
      { _id: 1, a: [1, 9] },
      { _id: 2, a: [5] },
    ])
    expect((await arrays.find().sort({ a: 1 }).toArray()).map(({ _id }) => _id)).to.deep.equal([1, 2])
    expect((await arrays.find().sort({ a: -1 }).toArray()).map(({ _id }) => _id)).to.deep.equal([1, 2])
  })

  it('goes straight to a position, and takes two fields of one array from the same element', async () => {
    const lists = use.db.collection<{ _id: number; a: unknown }>('lists')
    await lists.insertMany([
      {
        _id: 1,
        a: [
          { x: 1, y: 9 },
          { x: 2, y: 0 },
        ],
      },
      { _id: 2, a: [{ x: 1, y: 5 }] },
      { _id: 3, a: [7, 1] },
      { _id: 4, a: [5, 9] },
    ])
    const ids = async (filter: object, sort: Record<string, 1 | -1>) =>
      (await lists.find(filter).sort(sort).toArray()).map(({ _id }) => _id)
    expect(await ids({ _id: { $lt: 3 } }, { 'a.x': 1, 'a.y': 1 })).to.deep.equal([2, 1])
    expect(await ids({ _id: { $gt: 2 } }, { 'a.0': 1 })).to.deep.equal([4, 3])
  })
})
