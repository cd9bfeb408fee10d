import { expect } from 'chai'
import { refusal, useDatabase } from './connected.ts'

type Thing = { _id: number; name: string; seen?: boolean }

const words = ['b', 'B', 'a', 'é', 'E', 'e', 'a10', 'a2']
const folded = { locale: 'en', strength: 2 }

describe('a collation on the embedded server', () => {
  const use = useDatabase()
  const things = () => use.db.collection<Thing>('words')

  beforeEach(async () => {
    await things().deleteMany({})
    await things().insertMany(words.map((name, _id) => ({ _id, name })))
  })

  const names = (found: Thing[]) => found.map(({ name }) => name)

  it('orders strings by the rules of its language', async () => {
    const sorted = async (collation: { locale: string }) =>
      names(await things().find({}, { collation }).sort({ name: 1, _id: 1 }).toArray()).join(' ')
    expect(await sorted({ locale: 'simple' })).to.equal('B E a a10 a2 b e é')
    expect(await sorted({ locale: 'en' })).to.equal('a a10 a2 b B e E é')
    expect(await sorted({ locale: 'en', numericOrdering: true } as { locale: string })).to.equal(
      'a a2 a10 b B e E é',
    )
    expect(await sorted({ locale: 'en', caseFirst: 'upper' } as { locale: string })).to.equal(
      'a a10 a2 B b E e é',
    )
  })

  it('finds, counts, groups and tells apart what it holds for equal', async () => {
    const found = async (strength: number) =>
      names(
        await things()
          .find({ name: 'E' }, { collation: { locale: 'en', strength } })
          .sort({ _id: 1 })
          .toArray(),
      )
    expect(await found(1)).to.deep.equal(['é', 'E', 'e'])
    expect(await found(2)).to.deep.equal(['E', 'e'])
    expect(await found(3)).to.deep.equal(['E'])
    expect(await things().countDocuments({ name: { $in: ['A', 'B'] } }, { collation: folded })).to.equal(3)
    expect(await things().distinct('name', { name: { $lte: 'b' } }, { collation: folded })).to.have.length(4)
    const groups = await things()
      .aggregate([{ $group: { _id: '$name' } }], { collation: folded })
      .toArray()
    expect(groups).to.have.length(6)
    const compared = [{ $match: { _id: 1 } }, { $project: { _id: 0, same: { $eq: ['$name', 'b'] } } }]
    expect(await things().aggregate(compared, { collation: folded }).toArray()).to.deep.equal([
      { same: true },
    ])
  })

  it('reaches updates and deletes, each statement by its own', async () => {
    const { modifiedCount } = await things().updateMany(
      { name: 'B' },
      { $set: { seen: true } },
      { collation: folded },
    )
    expect(modifiedCount).to.equal(2)
    const result = await things().bulkWrite([
      { deleteMany: { filter: { name: 'E' }, collation: folded } },
      { deleteMany: { filter: { name: 'É' } } },
    ])
    expect(result.deletedCount).to.equal(2)
  })

  it('is not misled by an index, which has its keys in the order of code points', async () => {
    await things().createIndex({ name: 1 })
    expect(await things().countDocuments({ name: 'E' }, { collation: folded })).to.equal(2)
    const sorted = await things()
      .find({ name: { $gte: 'E' } }, { collation: folded })
      .sort({ name: 1, _id: 1 })
      .toArray()
    expect(names(sorted)).to.deep.equal(['E', 'e', 'é'])
    await things().dropIndex('name_1')
  })

  it('holds over the batches of a cursor', async () => {
    const cursor = things().find({ name: { $gte: 'B' } }, { collation: folded, batchSize: 2 })
    expect(await cursor.toArray()).to.have.length(5)
  })

  it('is told of an index with every option, and refused where it would have to be unique', async () => {
    await things().createIndex({ name: 1 }, { name: 'collated', collation: folded })
    const [, index] = await things().indexes()
    expect(index?.collation).to.include({ locale: 'en', strength: 2, caseLevel: false, version: '57.1' })
    await things().dropIndex('collated')
    expect(
      (await refusal(things().createIndex({ name: 1 }, { unique: true, collation: folded }))).code,
    ).to.equal(238)
  })

  it('is refused by name where it is unknown, or where Intl has no such rule', async () => {
    for (const [collation, code] of [
      [{ locale: 'nowhere' }, 2],
      [{ locale: 'en', strength: 9 }, 2],
      [{ locale: 'en', unheard: 1 }, 40415],
      [{ strength: 1 }, 40414],
      [{ locale: 'fr', backwards: true }, 238],
      [{ locale: 'en', strength: 4 }, 238],
    ] as const) {
      const found = use.db.command({ find: 'words', collation })
      expect((await refusal(found)).code, JSON.stringify(collation)).to.equal(code)
    }
  })
})
