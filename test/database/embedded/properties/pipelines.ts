import { expect } from 'chai'
import fc from 'fast-check'
import type { Db } from 'mongodb'
import { groupBy } from '../../../../server/groupBy.ts'
import type { Runs } from './filters.ts'

/** Documents whose fields are each of one type, or missing, so that the reference can be plain. */
type Plain = { _id: number; n?: number; s?: string; list?: number[] } & Record<string, unknown>

/** A stage, and what it makes of documents by the words of the manual. */
type Step = { stage: object; run: (input: Plain[]) => Plain[] }

const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined)
/** Missing sorts first. */
const order = (a: unknown, b: unknown) =>
  a === b ? 0 : a === undefined ? -1 : b === undefined ? 1 : (a as number) < (b as number) ? -1 : 1

const match: fc.Arbitrary<Step> = fc.integer({ min: -2, max: 6 }).map(n => ({
  stage: { $match: { n: { $gte: n } } },
  run: input => input.filter(each => (numberOf(each.n) ?? Number.NEGATIVE_INFINITY) >= n),
}))

const matchText: fc.Arbitrary<Step> = fc.constantFrom('a', 'b').map(s => ({
  stage: { $match: { $or: [{ s }, { s: null }] } },
  run: input => input.filter(each => each.s === s || each.s === undefined),
}))

const sort: fc.Arbitrary<Step> = fc
  .tuple(fc.constantFrom('n', 's'), fc.constantFrom(1 as const, -1 as const))
  .map(([field, direction]) => ({
    stage: { $sort: { [field]: direction, _id: 1, 'list.0': 1 } },
    run: input =>
      [...input].sort(
        (a, b) =>
          order(a[field], b[field]) * direction || order(a._id, b._id) || order(a.list?.[0], b.list?.[0]),
      ),
  }))

const page: fc.Arbitrary<Step> = fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 5 })).map(([skip, limit]) => ({
  stage: { $facet: { page: [{ $skip: skip }, { $limit: limit }] } },
  run: input => [{ page: input.slice(skip, skip + limit) } as unknown as Plain],
}))

const compute: fc.Arbitrary<Step> = fc.integer({ min: 1, max: 3 }).map(by => ({
  stage: {
    $addFields: {
      n: { $add: ['$n', by] },
      s: { $concat: [{ $ifNull: ['$s', ''] }, 'x'] },
      size: { $size: { $ifNull: ['$list', []] } },
    },
  },
  run: input =>
    input.map(each => ({
      ...each,
      n: (each.n === undefined || each.n === null ? null : each.n + by) as number,
      s: `${each.s ?? ''}x`,
      size: each.list?.length ?? 0,
    })),
}))

const unwind: fc.Arbitrary<Step> = fc.boolean().map(keeps => ({
  stage: { $unwind: { path: '$list', preserveNullAndEmptyArrays: keeps } },
  run: input =>
    input.flatMap(({ list, ...rest }) => {
      if (list === undefined || list.length === 0) return keeps ? [rest as Plain] : []
      return list.map(element => ({ ...rest, list: element }) as unknown as Plain)
    }),
}))

const filterList: fc.Arbitrary<Step> = fc.integer({ min: 0, max: 4 }).map(least => ({
  stage: {
    $project: {
      n: 1,
      list: { $filter: { input: '$list', cond: { $gte: ['$$this', least] } } },
      total: {
        $reduce: { input: { $ifNull: ['$list', []] }, initialValue: 0, in: { $add: ['$$value', '$$this'] } },
      },
    },
  },
  run: input =>
    input.map(({ _id, n, list }) => ({
      _id,
      ...(n !== undefined && { n }),
      list: (list?.filter(each => each >= least) ?? null) as number[],
      total: list?.reduce((sum, each) => sum + each, 0) ?? 0,
    })),
}))

/** The last stage: groups, in the order of their ids. */
const group: fc.Arbitrary<Step[]> = fc.constantFrom('s', 'n').map(field => [
  {
    stage: {
      $group: {
        _id: `$${field}`,
        count: { $sum: 1 },
        sum: { $sum: '$n' },
        least: { $min: '$n' },
        most: { $max: '$n' },
        ids: { $push: '$_id' },
      },
    },
    run: input => {
      const groups = groupBy(input, each => each[field] ?? null)
      return [...groups].map(([_id, members]) => {
        const numbers = members.flatMap(({ n }) => (typeof n === 'number' ? [n] : []))
        return {
          _id,
          count: members.length,
          sum: numbers.reduce((sum, n) => sum + n, 0),
          least: numbers.length > 0 ? Math.min(...numbers) : null,
          most: numbers.length > 0 ? Math.max(...numbers) : null,
          ids: members.map(each => each._id),
        } as unknown as Plain
      })
    },
  },
  {
    stage: { $sort: { _id: 1 } },
    run: input => [...input].sort((a, b) => order(a._id ?? undefined, b._id ?? undefined)),
  },
])

const document = fc.record(
  {
    n: fc.integer({ min: -2, max: 6 }),
    s: fc.constantFrom('a', 'b', 'ab'),
    list: fc.array(fc.nat(5), { maxLength: 3 }),
  },
  { requiredKeys: [] },
)

const pipeline = fc
  .tuple(
    fc.array(fc.oneof(match, matchText, sort), { maxLength: 3 }),
    fc.oneof(fc.constant([]), fc.tuple(compute), fc.tuple(filterList), fc.tuple(unwind)),
    fc.oneof(fc.constant([]), fc.tuple(page), group),
  )
  .map(parts => parts.flat())

/** Random pipelines give what the plain reference gives, in a collection with indexes and in one without. */
export async function pipelinesLikeReference(db: Db, runs: Runs): Promise<void> {
  let collections = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(document, { minLength: 1, maxLength: 12 }),
      fc.array(pipeline, { minLength: 1, maxLength: 8 }),
      async (bodies, pipelines) => {
        const name = `pipelines${++collections}`
        const documents = bodies.map((body, _id): Plain => ({ _id, ...body }))
        const indexed = db.collection<Plain>(`${name}indexed`)
        const bare = db.collection<Plain>(name)
        await bare.insertMany(documents)
        await indexed.createIndexes([
          { key: { n: 1, s: -1 } },
          { key: { s: 1 }, sparse: true },
          { key: { list: 1 } },
        ])
        await indexed.insertMany(documents)
        for (const steps of pipelines) {
          // Without an order of its own the result is in that of the ids, or of the index.
          const sorted = [{ $sort: { _id: 1 } }, ...steps.map(({ stage }) => stage)]
          const wanted = steps.reduce((input, { run }) => run(input), documents)
          for (const collection of [bare, indexed]) {
            const got = await collection.aggregate(sorted).toArray()
            expect(got, JSON.stringify(sorted)).to.deep.equal(wanted)
          }
        }
        await bare.drop()
        await indexed.drop()
      },
    ),
    runs,
  )
}
