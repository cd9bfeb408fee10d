import { expect } from 'chai'
import { Decimal128, Double, Long, MaxKey, MinKey } from 'mongodb'
import { refusal, useDatabase } from './connected.ts'

type Thing = { _id: number; [key: string]: unknown }

describe('filters on the embedded server', () => {
  const use = useDatabase()
  let collections = 0

  /** The ids of those documents that a filter finds. */
  async function found(documents: Omit<Thing, '_id'>[], filter: object): Promise<number[]> {
    const things = use.db.collection<Thing>(`filtered${++collections}`)
    await things.insertMany(documents.map((document, _id) => ({ _id, ...document })))
    return (await things.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id)
  }

  const cases: [name: string, documents: Omit<Thing, '_id'>[], filter: object, ids: number[]][] = [
    ['null finds null and missing', [{ a: null }, {}, { a: 0 }], { a: null }, [0, 1]],
    ['$gte null finds null and missing', [{ a: null }, {}, { a: 0 }], { a: { $gte: null } }, [0, 1]],
    ['$gt null finds nothing', [{ a: null }, {}, { a: 0 }], { a: { $gt: null } }, []],
    ['$ne null finds what has a value', [{ a: null }, {}, { a: 0 }], { a: { $ne: null } }, [2]],
    ['$exists tells null from missing', [{ a: null }, {}], { a: { $exists: true } }, [0]],
    [
      '$elemMatch asks for the parts of a reference',
      [{ a: [{ $ref: 'people', $id: 1 }] }, { a: [{ $ref: 'people', $id: 2 }] }, { a: [1] }],
      { a: { $elemMatch: { $id: 2, $ref: 'people' } } },
      [1],
    ],
    [
      'numbers are equal over their types',
      [{ a: 1 }, { a: new Double(1) }, { a: Long.fromNumber(1) }, { a: Decimal128.fromString('1.0') }],
      { a: 1 },
      [0, 1, 2, 3],
    ],
    [
      'a decimal is not the double that is near it',
      [{ a: 0.1 }, { a: Decimal128.fromString('0.1') }],
      { a: 0.1 },
      [0],
    ],
    [
      'a long keeps its last digit',
      [{ a: Long.fromString('9007199254740993') }, { a: Long.fromString('9007199254740992') }],
      { a: Long.fromString('9007199254740993') },
      [0],
    ],
    ['comparison keeps to the type', [{ a: 5 }, { a: '5' }, { a: new Date(5) }], { a: { $lt: 10 } }, [0]],
    [
      'MinKey and MaxKey compare with everything',
      [{ a: 5 }, { a: 'x' }],
      { a: { $gt: new MinKey(), $lt: new MaxKey() } },
      [0, 1],
    ],
    [
      'a document equals by the order of its fields',
      [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }],
      { a: { x: 1, y: 2 } },
      [0],
    ],
    ['an element of an array is found', [{ a: [1, 2] }, { a: [3] }], { a: 2 }, [0]],
    [
      'a whole array is found, and an array in an array',
      [{ a: [1, 2] }, { a: [[1, 2]] }, { a: [2, 1] }],
      { a: [1, 2] },
      [0, 1],
    ],
    [
      'a range is met across elements',
      [{ a: [1, 20] }, { a: [10] }, { a: [20] }],
      { a: { $gt: 5, $lt: 15 } },
      [0, 1],
    ],
    [
      '$elemMatch wants one element',
      [{ a: [1, 20] }, { a: [10] }],
      { a: { $elemMatch: { $gt: 5, $lt: 15 } } },
      [1],
    ],
    [
      '$elemMatch does not go into an array among the elements',
      [{ a: [[10]] }, { a: [10] }],
      { a: { $elemMatch: { $gt: 5 } } },
      [1],
    ],
    [
      '$elemMatch of documents',
      [
        {
          a: [
            { x: 1, y: 1 },
            { x: 2, y: 2 },
          ],
        },
        { a: [{ x: 1, y: 2 }] },
      ],
      { a: { $elemMatch: { x: 1, y: 2 } } },
      [1],
    ],
    [
      'a path goes through arrays',
      [{ a: [{ b: 1 }, { b: 2 }] }, { a: { b: 2 } }, { a: [1] }],
      { 'a.b': 2 },
      [0, 1],
    ],
    ['a path names a position', [{ a: [5, 6] }, { a: [6, 5] }], { 'a.1': 6 }, [0]],
    [
      'null through an array without documents finds nothing',
      [{ a: [1] }, { a: [{}] }, { a: {} }],
      { 'a.b': null },
      [1, 2],
    ],
    [
      '$in with null and a pattern',
      [{ a: null }, {}, { a: 'abc' }, { a: 'b' }],
      { a: { $in: [null, /^a/] } },
      [0, 1, 2],
    ],
    ['$nin is the rest', [{ a: 1 }, { a: 2 }, {}], { a: { $nin: [1] } }, [1, 2]],
    ['$not', [{ a: 1 }, { a: 9 }, {}], { a: { $not: { $gt: 5 } } }, [0, 2]],
    [
      '$and, $or and $nor',
      [{ a: 1, b: 1 }, { a: 1 }, { b: 2 }],
      { $and: [{ $or: [{ a: 1 }, { b: 2 }] }, { $nor: [{ b: 1 }] }] },
      [1, 2],
    ],
    ['$all', [{ a: [1, 2, 3] }, { a: [1] }], { a: { $all: [1, 3] } }, [0]],
    ['$size', [{ a: [] }, { a: [1] }, { a: 1 }], { a: { $size: 1 } }, [1]],
    [
      '$type by name and by number',
      [{ a: 1 }, { a: 1.5 }, { a: 'x' }, { a: ['x'] }],
      { a: { $type: ['string', 16] } },
      [0, 2, 3],
    ],
    ['$mod truncates', [{ a: 4 }, { a: 5 }, { a: 8.9 }], { a: { $mod: [4, 0] } }, [0, 2]],
    [
      '$regex with options',
      [{ a: 'Outsourced' }, { a: 'in house' }],
      { a: { $regex: '^OUT', $options: 'i' } },
      [0],
    ],
    ['$bitsAllSet', [{ a: 5 }, { a: 4 }], { a: { $bitsAllSet: 1 } }, [0]],
    [
      '$expr compares two fields',
      [
        { a: 1, b: 2 },
        { a: 2, b: 1 },
      ],
      { $expr: { $gt: ['$a', '$b'] } },
      [1],
    ],
    ['NaN equals NaN and is in no order', [{ a: Number.NaN }, { a: 1 }], { a: { $lt: 5 } }, [1]],
  ]
  for (const [name, documents, filter, ids] of cases) {
    it(name, async () => {
      expect(await found(documents, filter)).to.deep.equal(ids)
    })
  }

  it('refuse by name what they do not know', async () => {
    const things = use.db.collection('refused')
    for (const [filter, code] of [
      [{ $where: 'true' }, 2],
      [{ a: { $near: [0, 0] } }, 238],
      [{ $text: { $search: 'x' } }, 238],
      [{ a: { $regex: 'a', $options: 'z' } }, 2],
      [{ $expr: { $unheardOf: 1 } }, 168],
    ] as const) {
      expect((await refusal(things.find(filter as object).toArray())).code).to.equal(code)
    }
  })

  it('are joined by projections that keep, leave out, cut and compute', async () => {
    const things = use.db.collection<Thing>('projected')
    await things.insertOne({
      _id: 1,
      a: { b: 1, c: 2 },
      list: [
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ],
      n: 5,
    })
    const shown = async (projection: object, filter: object = {}) => things.findOne(filter, { projection })
    expect(await shown({ 'a.b': 1 })).to.deep.equal({ _id: 1, a: { b: 1 } })
    expect(await shown({ 'list.x': 0, a: 0, _id: 0 })).to.deep.equal({ list: [{ y: 2 }, { y: 4 }], n: 5 })
    expect(await shown({ list: { $slice: -1 }, a: 0 })).to.deep.equal({
      _id: 1,
      list: [{ x: 3, y: 4 }],
      n: 5,
    })
    expect(await shown({ list: { $elemMatch: { x: 3 } } })).to.deep.equal({ _id: 1, list: [{ x: 3, y: 4 }] })
    expect(await shown({ 'list.$': 1 }, { 'list.x': 3 })).to.deep.equal({ _id: 1, list: [{ x: 3, y: 4 }] })
    expect(await shown({ _id: 0, twice: { $multiply: ['$n', 2] } })).to.deep.equal({ twice: 10 })
    expect((await refusal(shown({ a: 1, n: 0 }))).code).to.equal(31254)
  })
})
