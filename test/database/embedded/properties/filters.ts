import { expect } from 'chai'
import fc from 'fast-check'
import type { Db, Sort } from 'mongodb'
import { type Condition, compareValues, type PlainDocument, passesPlainly } from './plainFilter.ts'

/** How many cases a property tries, and from which seed, so that a failure can be seen again. */
export type Runs = { numRuns: number; seed: number }

const scalar = fc.constantFrom(null, 0, 1, 2, -1, '', 'a', 'ab')
const small = fc.record({ x: scalar, y: scalar }, { requiredKeys: [] })
const value = fc.oneof(
  scalar,
  scalar,
  small,
  fc.array(fc.oneof(scalar, small, fc.array(scalar, { maxLength: 2 })), { maxLength: 3 }),
)
const document = fc.record({ a: value, b: value, n: fc.record({ a: value }) }, { requiredKeys: [] })

const comparison = fc.tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), scalar)
const condition: fc.Arbitrary<Condition> = fc.oneof(
  comparison.map(([operator, operand]) => ({ [operator]: operand })),
  comparison.map(([operator, operand]) => ({ $not: { [operator]: operand } })),
  fc
    .tuple(fc.constantFrom('$in', '$nin', '$all'), fc.array(scalar, { maxLength: 3 }))
    .map(([operator, list]) => ({ [operator]: list })),
  fc.tuple(scalar, scalar).map(([low, high]) => ({ $gte: low, $lt: high })),
  comparison.map(([operator, operand]) => ({ $elemMatch: { [operator]: operand } })),
  fc.boolean().map($exists => ({ $exists })),
  fc.nat(2).map($size => ({ $size })),
  fc.oneof(small, fc.array(scalar, { maxLength: 2 })).map($eq => ({ $eq })),
)
const fields = fc.dictionary(fc.constantFrom('a', 'b', 'n.a', 'a.x', 'b.y'), condition, {
  minKeys: 1,
  maxKeys: 2,
})
const filter: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 3, arbitrary: fields },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(fields, { minLength: 1, maxLength: 3 }))
      .map(([operator, parts]) => ({ [operator]: parts })),
  },
)

/** Random filters find what the plain reference finds, in a collection with indexes and in one without. */
export async function filtersLikeReference(db: Db, runs: Runs): Promise<void> {
  let collections = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(document, { minLength: 1, maxLength: 10 }),
      fc.array(filter, { minLength: 1, maxLength: 10 }),
      async (bodies, filters) => {
        const name = `plain${++collections}`
        const documents = bodies.map((body, _id): PlainDocument => ({ _id, ...(body as object) }))
        const bare = db.collection<PlainDocument>(name)
        const indexed = db.collection<PlainDocument>(`${name}indexed`)
        await bare.insertMany(documents)
        await indexed.insertMany(documents)
        await indexed.createIndexes([
          { key: { a: -1 } },
          { key: { b: 1 } },
          { key: { 'n.a': 1 } },
          { key: { 'a.x': 1 } },
        ])
        for (const each of filters) {
          const expected = documents.filter(stored => passesPlainly(stored, each)).map(({ _id }) => _id)
          for (const collection of [bare, indexed]) {
            const found = await collection
              .find(each as object)
              .sort({ _id: 1 })
              .toArray()
            expect(
              found.map(({ _id }) => _id),
              JSON.stringify(each),
            ).to.deep.equal(expected)
          }
        }
        await bare.drop()
        await indexed.drop()
      },
    ),
    runs,
  )
}

/** Random documents without lists sort as the plain reference sorts them; lists are tried by examples. */
export async function sortsLikeReference(db: Db, runs: Runs): Promise<void> {
  const flat = fc.record({ a: fc.oneof(scalar, small), b: fc.oneof(scalar, small) }, { requiredKeys: [] })
  let collections = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(flat, { minLength: 1, maxLength: 20 }),
      fc.constantFrom(1, -1),
      fc.constantFrom(1, -1),
      async (bodies, first, second) => {
        const documents = bodies.map((body, _id): PlainDocument => ({ _id, ...(body as object) }))
        const things = db.collection<PlainDocument>(`sorted${++collections}`)
        await things.insertMany(documents)
        const expected = documents
          .toSorted(
            (x, y) => compareValues(x.a, y.a) * first || compareValues(x.b, y.b) * second || x._id - y._id,
          )
          .map(({ _id }) => _id)
        const sort = { a: first, b: second, _id: 1 } as Sort
        const ids = async () => (await things.find().sort(sort).toArray()).map(({ _id }) => _id)
        expect(await ids()).to.deep.equal(expected)
        await things.createIndex({ a: first as 1, b: second as 1, _id: 1 })
        expect(await ids()).to.deep.equal(expected)
        await things.drop()
      },
    ),
    runs,
  )
}
