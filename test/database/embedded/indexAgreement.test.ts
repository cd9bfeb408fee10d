import { expect } from 'chai'
import fc from 'fast-check'
import { Decimal128, type IndexDirection, Long, type Sort } from 'mongodb'
import { useDatabase } from './connected.ts'

/** Values in which mistakes hide: equal numbers of several types, null, arrays, documents, beginnings of texts. */
const scalar = fc.constantFrom<unknown>(
  null,
  0,
  1,
  1.5,
  -1,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
  Long.fromNumber(1),
  Decimal128.fromString('1'),
  Decimal128.fromString('1.5'),
  '',
  'a',
  'ab',
  'b',
  true,
  false,
  new Date(0),
  { x: 1 },
  { x: 1, y: 1 },
)
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
)
const document = fc.record(
  {
    a: value,
    b: value,
    n: fc.oneof(
      fc.record({ c: value }),
      fc.array(fc.record({ c: value, d: value }, { requiredKeys: [] }), { maxLength: 2 }),
    ),
  },
  { requiredKeys: [] },
)

const condition = fc.oneof(
  scalar,
  fc
    .tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte', '$eq', '$ne'), scalar)
    .map(([operator, operand]) => ({ [operator]: operand })),
  fc.tuple(scalar, scalar).map(([low, high]) => ({ $gte: low, $lt: high })),
  fc.array(scalar, { maxLength: 3 }).map(list => ({ $in: list })),
  fc.constantFrom<unknown>(
    { $exists: true },
    { $exists: false },
    /^a/,
    { $type: 'string' },
    { $elemMatch: { $gt: 0 } },
  ),
)
const filter = fc.dictionary(fc.constantFrom('a', 'b', 'n.c', 'n.d'), condition, { maxKeys: 3 })

const indexes: [key: Record<string, IndexDirection>, options: object][] = [
  [{ a: 1 }, {}],
  [{ b: -1, a: 1 }, {}],
  [{ b: 1 }, { sparse: true }],
  [{ 'n.c': 1, 'n.d': -1 }, {}],
  [{ b: 1, 'n.c': 1 }, { partialFilterExpression: { b: { $gt: 0 } } }],
]

describe('a query on the embedded server', () => {
  const use = useDatabase()
  let collections = 0

  it('gives the same answer with indexes and without', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 1, maxLength: 12 }),
        fc.array(filter, { minLength: 1, maxLength: 12 }),
        fc.constantFrom({}, { a: 1 as const }, { a: -1 as const, b: 1 as const }),
        async (documents, filters, sort) => {
          const name = `pair${++collections}`
          const plain = use.db.collection<{ _id: number }>(`${name}plain`)
          const indexed = use.db.collection<{ _id: number }>(`${name}indexed`)
          for (const [key, options] of indexes) await indexed.createIndex(key, options)
          const batch = documents.map((each, _id) => ({ ...each, _id }))
          // Two arrays in one compound index are refused, on purpose: such documents stay out of both.
          const kept = []
          for (const each of batch) {
            if (
              await indexed.insertOne(each).then(
                () => true,
                () => false,
              )
            )
              kept.push(each)
          }
          if (kept.length > 0) await plain.insertMany(kept)
          for (const each of filters) {
            const ids = async (collection: typeof plain) =>
              (
                await collection
                  .find(each)
                  .sort({ ...sort, _id: 1 } as Sort)
                  .toArray()
              ).map(({ _id }) => _id)
            expect(await ids(indexed), JSON.stringify(each)).to.deep.equal(await ids(plain))
            expect(await indexed.countDocuments(each), JSON.stringify(each)).to.equal(
              await plain.countDocuments(each),
            )
            for (const field of ['a', 'b']) {
              const different = [{ $match: each }, { $group: { _id: `$${field}` } }]
              const count = (collection: typeof plain) =>
                collection.aggregate([...different, { $group: { _id: null, n: { $sum: 1 } } }]).toArray()
              expect(await count(indexed), `${field} of ${JSON.stringify(each)}`).to.deep.equal(
                await count(plain),
              )
            }
          }
          await plain.drop()
          await indexed.drop()
        },
      ),
      { numRuns: 60, seed: 41 },
    )
  })
})
