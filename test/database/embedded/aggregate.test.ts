import { expect } from 'chai'
import { refusal, useDatabase } from './connected.ts'

const people = [
  { _id: 1, name: 'Ada', sector: 'health', age: 30, tags: ['x', 'y'], at: new Date('2026-03-01T10:30:00Z') },
  { _id: 2, name: 'Bo', sector: 'health', age: 40, tags: ['x'], at: new Date('2026-07-01T23:30:00Z') },
  { _id: 3, name: 'Cy', sector: 'schools', age: null, tags: [] },
]

describe('aggregation on the embedded server', () => {
  const use = useDatabase()

  before(async () => {
    await use.db.collection<{ _id: number }>('people').insertMany(people)
    await use.db
      .collection<{ _id: string }>('sectors')
      .insertMany([
        { _id: 'health', label: 'Health' } as { _id: string },
        { _id: 'schools', label: 'Schools' } as { _id: string },
      ])
  })

  const run = (...pipeline: object[]) =>
    use.db
      .collection('people')
      .aggregate(pipeline as [])
      .toArray()

  const cases: [name: string, pipeline: object[], result: object[]][] = [
    [
      '$match, $sort, $skip and $limit',
      [
        { $match: { age: { $gt: 1 } } },
        { $sort: { age: -1 } },
        { $skip: 1 },
        { $limit: 1 },
        { $project: { name: 1 } },
      ],
      [{ _id: 1, name: 'Ada' }],
    ],
    [
      '$project computes and leaves out',
      [
        { $match: { _id: 1 } },
        { $project: { _id: 0, next: { $add: ['$age', 1] }, first: { $arrayElemAt: ['$tags', 0] } } },
      ],
      [{ next: 31, first: 'x' }],
    ],
    [
      '$addFields and $unset',
      [{ $match: { _id: 3 } }, { $set: { 'a.b': '$name' } }, { $unset: ['tags', 'age', 'sector'] }],
      [{ _id: 3, name: 'Cy', a: { b: 'Cy' } }],
    ],
    [
      '$group with its accumulators',
      [
        { $sort: { _id: 1 } },
        {
          $group: {
            _id: '$sector',
            n: { $sum: 1 },
            c: { $count: {} },
            age: { $avg: '$age' },
            least: { $min: '$age' },
            most: { $max: '$age' },
            first: { $first: '$name' },
            last: { $last: '$name' },
            names: { $push: '$name' },
          },
        },
        { $sort: { _id: 1 } },
      ],
      [
        {
          _id: 'health',
          n: 2,
          c: 2,
          age: 35,
          least: 30,
          most: 40,
          first: 'Ada',
          last: 'Bo',
          names: ['Ada', 'Bo'],
        },
        {
          _id: 'schools',
          n: 1,
          c: 1,
          age: null,
          least: null,
          most: null,
          first: 'Cy',
          last: 'Cy',
          names: ['Cy'],
        },
      ],
    ],
    [
      '$addToSet keeps one of each',
      [{ $unwind: '$tags' }, { $group: { _id: null, tags: { $addToSet: '$tags' } } }],
      [{ _id: null, tags: ['x', 'y'] }],
    ],
    [
      '$unwind keeps what is empty if asked',
      [
        { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'at' } },
        { $project: { tags: 1, at: 1 } },
      ],
      [
        { _id: 1, tags: 'x', at: 0 },
        { _id: 1, tags: 'y', at: 1 },
        { _id: 2, tags: 'x', at: 0 },
        { _id: 3, at: null },
      ],
    ],
    [
      '$lookup joins',
      [
        { $match: { _id: 3 } },
        { $lookup: { from: 'sectors', localField: 'sector', foreignField: '_id', as: 'found' } },
        { $project: { found: 1 } },
      ],
      [{ _id: 3, found: [{ _id: 'schools', label: 'Schools' }] }],
    ],
    ['$count', [{ $match: { sector: 'health' } }, { $count: 'n' }], [{ n: 2 }]],
    ['$count of nothing is no document', [{ $match: { sector: 'none' } }, { $count: 'n' }], []],
    [
      '$facet',
      [{ $facet: { all: [{ $count: 'n' }], old: [{ $match: { age: 40 } }, { $project: { name: 1 } }] } }],
      [{ all: [{ n: 3 }], old: [{ _id: 2, name: 'Bo' }] }],
    ],
    [
      '$sortByCount',
      [{ $sortByCount: '$sector' }],
      [
        { _id: 'health', count: 2 },
        { _id: 'schools', count: 1 },
      ],
    ],
    [
      '$replaceRoot',
      [{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { who: '$name' } } }],
      [{ who: 'Ada' }],
    ],
    [
      'conditions',
      [{ $project: { c: { $cond: [{ $gte: ['$age', 35] }, 'old', { $ifNull: ['$age', 'unknown'] }] } } }],
      [
        { _id: 1, c: 30 },
        { _id: 2, c: 'old' },
        { _id: 3, c: 'unknown' },
      ],
    ],
    [
      '$and, $or and $not',
      [
        { $match: { _id: 1 } },
        { $project: { a: { $and: [true, { $not: [false] }] }, o: { $or: [0, null] } } },
      ],
      [{ _id: 1, a: true, o: false }],
    ],
    [
      '$switch',
      [
        { $match: { _id: 1 } },
        {
          $project: {
            s: {
              $switch: {
                branches: [
                  Object.fromEntries([
                    ['case', true],
                    ['then', 'yes'],
                  ]),
                ],
                default: 'no',
              },
            },
          },
        },
      ],
      [{ _id: 1, s: 'yes' }],
    ],
    [
      'arrays',
      [
        { $match: { _id: 1 } },
        {
          $project: {
            _id: 0,
            n: { $size: '$tags' },
            m: { $map: { input: '$tags', as: 't', in: { $concat: ['$$t', '!'] } } },
            f: { $filter: { input: '$tags', as: 't', cond: { $eq: ['$$t', 'y'] } } },
            r: { $reduce: { input: [1, 2, 3], initialValue: 0, in: { $add: ['$$value', '$$this'] } } },
            i: { $in: ['x', '$tags'] },
            s: { $slice: ['$tags', -1] },
            u: { $setUnion: ['$tags', ['z']] },
          },
        },
      ],
      [{ n: 2, m: ['x!', 'y!'], f: ['y'], r: 6, i: true, s: ['y'], u: ['x', 'y', 'z'] }],
    ],
    [
      'numbers',
      [
        { $match: { _id: 1 } },
        {
          $project: {
            _id: 0,
            d: { $divide: ['$age', 4] },
            m: { $mod: ['$age', 7] },
            s: { $subtract: ['$age', 31] },
            r: { $round: [2.5] },
            p: { $round: [1.255, 2] },
            f: { $floor: -1.5 },
            a: { $abs: -3 },
            n: { $add: ['$missing', 1] },
          },
        },
      ],
      [{ d: 7.5, m: 2, s: -1, r: 2, p: 1.25, f: -2, a: 3, n: null }],
    ],
    [
      'texts',
      [
        { $match: { _id: 1 } },
        {
          $project: {
            _id: 0,
            u: { $toUpper: '$name' },
            s: { $substrCP: ['$name', 1, 2] },
            n: { $strLenCP: 'é😀' },
            p: { $split: ['a,b', ','] },
            x: { $regexMatch: { input: '$name', regex: '^a', options: 'i' } },
          },
        },
      ],
      [{ u: 'ADA', s: 'da', n: 2, p: ['a', 'b'], x: true }],
    ],
    [
      'dates, in UTC',
      [
        { $match: { _id: 2 } },
        {
          $project: {
            _id: 0,
            y: { $year: '$at' },
            d: { $dayOfMonth: '$at' },
            t: { $dateToString: { date: '$at', format: '%Y-%m-%d' } },
          },
        },
      ],
      [{ y: 2026, d: 1, t: '2026-07-01' }],
    ],
    [
      'types',
      [
        { $match: { _id: 1 } },
        {
          $project: {
            _id: 0,
            t: { $type: '$missing' },
            s: { $toString: '$age' },
            i: { $toInt: '12' },
            l: { $literal: '$name' },
          },
        },
      ],
      [{ t: 'missing', s: '30', i: 12, l: '$name' }],
    ],
    [
      '$mergeObjects, $objectToArray and $let',
      [
        { $match: { _id: 1 } },
        {
          $project: {
            _id: 0,
            m: { $mergeObjects: [{ a: 1 }, { b: '$age' }] },
            o: { $objectToArray: { k1: 1 } },
            l: { $let: { vars: { x: 2 }, in: { $multiply: ['$$x', 3] } } },
          },
        },
      ],
      [{ m: { a: 1, b: 30 }, o: [{ k: 'k1', v: 1 }], l: 6 }],
    ],
  ]
  for (const [name, pipeline, result] of cases) {
    it(name, async () => {
      expect(await run(...pipeline)).to.deep.equal(result)
    })
  }

  it('groups numbers that are equal together, and goes on in long and double', async () => {
    const numbers = use.db.collection('numbers')
    await numbers.insertMany([{ n: 1 }, { n: 1.0 }, { n: 2147483647 }, { n: 1 }])
    const [total] = await numbers.aggregate([{ $group: { _id: null, n: { $sum: '$n' } } }]).toArray()
    expect(total?.n).to.equal(2147483650)
  })

  it('adds doubles without losing what rounding cuts off', async () => {
    const tenths = use.db.collection('tenths')
    await tenths.insertMany([...Array.from({ length: 10 }, () => ({ n: 0.1 })), { n: 'no number' }])
    const total = { _id: null, sum: { $sum: '$n' }, average: { $avg: '$n' } }
    expect(await tenths.aggregate([{ $group: total }]).toArray()).to.deep.equal([
      { _id: null, sum: 1, average: 0.1 },
    ])
  })

  it('refuses stages and operators by name', async () => {
    for (const [stage, code] of [
      [{ $unheardOf: {} }, 40324],
      [{ $geoNear: {} }, 238],
      [{ $changeStream: {} }, 40573],
      [{ $project: { a: { $unheardOf: 1 } } }, 168],
      [{ $group: { _id: null, a: { $unheardOf: '$n' } } }, 15952],
      [{ $project: { a: { $function: { body: 'x', args: [], lang: 'js' } } } }, 31264],
      [{ $project: { a: { $year: { date: '$at', timezone: 'Europe/Nowhere' } } } }, 40485],
      [{ $limit: 0 }, 15958],
    ] as const) {
      expect((await refusal(run(stage))).code, JSON.stringify(stage)).to.equal(code)
    }
  })
})
