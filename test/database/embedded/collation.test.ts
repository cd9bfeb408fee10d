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

describe('a collation of a collection', () => {
  const use = useDatabase()
  type Word = { _id: number; name: string; seen?: boolean }
  const words = () => use.db.collection<Word>('words')

  before(async () => {
    await use.db.createCollection('words', { collation: folded })
    await words().insertMany(['b', 'A', 'a', 'B'].map((name, _id) => ({ _id, name })))
  })

  it('is that of every command and statement that gives none of its own', async () => {
    const found = await words().find({ name: 'A' }).sort({ name: 1, _id: 1 }).toArray()
    expect(found.map(({ _id }) => _id)).to.deep.equal([1, 2])
    expect(await words().countDocuments({ name: { $in: ['B'] } })).to.equal(2)
    expect(await words().distinct('name')).to.have.length(2)
    expect(
      await words()
        .aggregate([{ $group: { _id: '$name' } }])
        .toArray(),
    ).to.have.length(2)
    expect((await words().updateMany({ name: 'A' }, { $set: { seen: true } })).modifiedCount).to.equal(2)
    expect(await words().findOneAndUpdate({ name: 'B', _id: 0 }, { $set: { seen: true } })).to.include({
      name: 'b',
    })
    const simple = { collation: { locale: 'simple' } }
    expect(await words().find({ name: 'A' }, simple).toArray()).to.have.length(1)
    expect(
      (await words().updateMany({ name: 'A' }, { $unset: { seen: '' } }, simple)).modifiedCount,
    ).to.equal(1)
    expect((await words().deleteMany({ name: 'b' })).deletedCount).to.equal(2)
  })

  it('reaches searches that a reader does, and the batches of their cursors', async () => {
    const many = await use.db.createCollection<Word>('many', { collation: folded })
    await many.insertMany(Array.from({ length: 3000 }, (_, _id) => ({ _id, name: _id % 2 ? 'x' : 'X' })))
    expect(await many.find({ name: 'x' }, { batchSize: 1000 }).toArray()).to.have.length(3000)
    expect(
      (await many.updateOne({ name: 'x', _id: { $gte: 2998 } }, { $set: { seen: true } })).modifiedCount,
    ).to.equal(1)
    expect((await many.deleteMany({ name: 'X', _id: { $lt: 10 } })).deletedCount).to.equal(10)
  })

  it('is told with the collection, and inherited by its indexes unless they are given another', async () => {
    const [told] = await use.db.listCollections({ name: 'words' }).toArray()
    expect(told).to.have.nested.property('options.collation.strength', 2)
    await words().createIndex({ name: 1 })
    await words().createIndex({ name: 1 }, { name: 'plain', collation: { locale: 'simple' } })
    const [id, inherited, plain] = await words().indexes()
    expect(id?.collation).to.include({ locale: 'en', strength: 2 })
    expect(inherited?.collation).to.include({ locale: 'en', strength: 2 })
    expect(plain).not.to.have.property('collation')
    await use.db.createCollection('words', { collation: folded })
    expect((await refusal(use.db.createCollection('words'))).code).to.equal(48)
    expect((await refusal(words().createIndex({ name: 1 }, { unique: true }))).code).to.equal(238)
  })

  it('is that by which its validator compares', async () => {
    const ruled = await use.db.createCollection<Word>('ruled', {
      collation: folded,
      validator: { name: 'yes' },
    })
    await ruled.insertOne({ _id: 1, name: 'YES' })
    expect((await refusal(ruled.insertOne({ _id: 2, name: 'no' }))).code).to.equal(121)
  })

  it('lets no text be an _id, since of that only one may be there', async () => {
    const texts = use.db.collection<{ _id: string }>('words')
    expect((await refusal(texts.insertOne({ _id: 'a' }))).code).to.equal(238)
    const upsert = texts.updateOne({ _id: 'a' }, { $set: { seen: true } }, { upsert: true })
    expect((await refusal(upsert)).code).to.equal(238)
  })
})
