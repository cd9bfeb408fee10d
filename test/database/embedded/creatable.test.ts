import { expect } from 'chai'
import { refusal, stagesOf, useDatabase } from './connected.ts'

describe('an index on the embedded server, when it is made', () => {
  const use = useDatabase()
  let collections = 0
  const fresh = () => use.db.collection<{ _id: number; [key: string]: unknown }>(`made${++collections}`)

  it('may be partial by equality, order, $in, $type, $exists: true, $and and $or', async () => {
    const letters = fresh()
    const filters = [
      { state: 'open' },
      { age: { $gte: 1, $lt: 9 } },
      { state: { $in: ['open', 'held'] } },
      { at: { $type: 'date' } },
      { answer: { $exists: true } },
      { $or: [{ state: 'open' }, { $and: [{ age: 1 }, { answer: null }] }] },
    ]
    for (const [at, partialFilterExpression] of filters.entries()) {
      await letters.createIndex({ [`field${at}`]: 1 }, { partialFilterExpression })
    }
    expect(await letters.indexes()).to.have.length(filters.length + 1)
  })

  for (const filter of [
    { state: { $ne: 'open' } },
    { state: { $not: { $eq: 'open' } } },
    { answer: { $exists: false } },
    { state: /^op/ },
    { $nor: [{ state: 'open' }] },
    { $expr: { $eq: ['$state', 'open'] } },
    { tags: { $size: 2 } },
  ]) {
    it(`may not be partial by ${filter.state instanceof RegExp ? 'a pattern' : JSON.stringify(filter)}`, async () => {
      const options = { partialFilterExpression: filter as object }
      const refused = await refusal(fresh().createIndex({ field: 1 }, options))
      expect([refused.code, refused.codeName]).to.deep.equal([67, 'CannotCreateIndex'])
    })
  }

  it('has no options of its own on _id, and runs upwards there', async () => {
    const letters = fresh()
    expect((await refusal(letters.createIndex({ _id: 1 }, { unique: true }))).code).to.equal(197)
    expect((await refusal(letters.createIndex({ _id: 1 }, { sparse: true }))).code).to.equal(197)
    expect((await refusal(letters.createIndex({ _id: -1 }))).code).to.equal(2)
    await letters.createIndex({ _id: 1 }, { name: 'mine' })
    expect((await letters.indexes()).map(({ name }) => name)).to.deep.equal(['_id_'])
  })

  it('is refused as what it is where its kind is not here, and as unknown where there is none', async () => {
    const keys: Record<string, 1 | 'text' | 'hashed'>[] = [
      { '$**': 1 },
      { 'meta.$**': 1 },
      { body: 'text' },
      { body: 'hashed' },
    ]
    for (const key of keys) {
      expect((await refusal(fresh().createIndex(key))).code).to.equal(238)
    }
    const kind = { body: 'alphabetical' } as unknown as { body: 'text' }
    expect((await refusal(fresh().createIndex(kind))).code).to.equal(67)
  })

  it('stands beside one of the same key that is unique, sparse, partial or collated otherwise', async () => {
    const letters = fresh()
    await letters.createIndex({ email: 1 }, { name: 'plain' })
    await letters.createIndex({ email: 1 }, { name: 'sparse', sparse: true })
    await letters.createIndex({ email: 1 }, { name: 'once', unique: true })
    await letters.createIndex({ email: 1 }, { name: 'part', partialFilterExpression: { open: true } })
    await letters.createIndex({ email: 1 }, { name: 'caseless', collation: { locale: 'en', strength: 2 } })
    await letters.insertOne({ _id: 1, email: 'ada@example.org' })
    expect((await refusal(letters.insertOne({ _id: 2, email: 'ada@example.org' }))).code).to.equal(11000)
    expect(await letters.countDocuments({ email: 'ada@example.org' })).to.equal(1)
    expect((await refusal(letters.createIndex({ email: 1 }, { name: 'plain', unique: true }))).code).to.equal(
      86,
    )
    expect((await refusal(letters.createIndex({ email: 1 }, { name: 'again' }))).code).to.equal(85)
    const expiring = { name: 'late', expireAfterSeconds: 60 }
    expect((await refusal(letters.createIndex({ email: 1 }, expiring))).code).to.equal(85)
  })

  it('has options of its kind alone, each of its type', async () => {
    const make = (options: object) =>
      refusal(use.db.command({ createIndexes: 'made', indexes: [{ key: { a: 1 }, name: 'a', ...options }] }))
    expect((await make({ unheardOf: 1 })).code).to.equal(197)
    const lenient = { ignoreUnknownIndexOptions: true }
    const indexes = [{ key: { a: 1 }, name: 'a', unheardOf: 1 }]
    expect(await use.db.command({ createIndexes: 'lenient', indexes, ...lenient })).to.include({ ok: 1 })
    expect((await use.db.collection('lenient').indexes())[1]).to.deep.equal({
      v: 2,
      key: { a: 1 },
      name: 'a',
    })
    expect((await make({ weights: { a: 1 } })).code).to.equal(238)
    expect((await make({ expireAfterSeconds: 'soon' })).code).to.equal(14)
    expect((await make({ expireAfterSeconds: -1 })).code).to.equal(67)
  })

  it('is told with its background, which changes nothing', async () => {
    const letters = fresh()
    await letters.createIndex({ email: 1 }, { background: false })
    expect((await letters.indexes())[1]).to.include({ name: 'email_1', background: false })
    await letters.createIndex({ email: 1 }, { background: true })
    expect((await letters.indexes())[1]).to.include({ background: false })
  })

  it('may be hidden: it keeps keys unique, and no search uses it until it is shown', async () => {
    const letters = fresh()
    await letters.createIndex({ email: 1 }, { unique: true, hidden: true })
    await letters.insertOne({ _id: 1, email: 'ada@example.org' })
    const search = () => letters.find({ email: 'ada@example.org' })
    expect((await refusal(letters.insertOne({ _id: 2, email: 'ada@example.org' }))).code).to.equal(11000)
    expect((await letters.indexes())[1]).to.include({ hidden: true, unique: true })
    expect(stagesOf(await search().explain())).to.equal('COLLSCAN')
    expect((await refusal(search().hint({ email: 1 }).toArray())).code).to.equal(2)
    expect(await search().toArray()).to.have.length(1)
    const show = { collMod: letters.collectionName, index: { name: 'email_1', hidden: false } }
    expect(await use.db.command(show)).to.include({ hidden_old: true, hidden_new: false })
    expect(await use.db.command(show)).not.to.have.property('hidden_old')
    expect(stagesOf(await search().explain())).to.equal('IXSCAN')
    expect((await letters.indexes())[1]).not.to.have.property('hidden')
    const hideId = { collMod: letters.collectionName, index: { name: '_id_', hidden: true } }
    expect((await refusal(use.db.command(hideId))).code).to.equal(2)
  })
})
