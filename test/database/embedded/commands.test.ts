import { expect } from 'chai'
import { commands } from '../../../server/database/embedded/commands/table.ts'
import { refusal, useDatabase } from './connected.ts'

type Thing = { _id: number; name?: string; n?: number }

describe('commands on the embedded server', () => {
  const use = useDatabase()
  let collections = 0

  const filled = async (...documents: Thing[]) => {
    collections += 1
    const collection = use.db.collection<Thing>(`commands${collections}`)
    if (documents.length > 0) await collection.insertMany(documents)
    return collection
  }

  it('that a shell or a tool asks first are answered', async () => {
    const admin = use.client.db('admin')
    for (const command of [
      { hello: 1 },
      { isMaster: 1 },
      { ismaster: 1 },
      { ping: 1 },
      { buildInfo: 1 },
      { buildinfo: 1 },
      { serverStatus: 1 },
      { hostInfo: 1 },
      { whatsmyuri: 1 },
      { getLog: 'startupWarnings' },
      { getCmdLineOpts: 1 },
      { getParameter: 1, featureCompatibilityVersion: 1 },
      { connectionStatus: 1 },
      { startSession: 1 },
      { refreshSessions: [] },
      { endSessions: [] },
      { killSessions: [] },
    ]) {
      expect((await admin.command(command)).ok, JSON.stringify(command)).to.equal(1)
    }
    const { commands: listed } = await admin.command({ listCommands: 1 })
    expect(Object.keys(listed)).to.deep.equal([...commands.keys()])
    expect((await refusal(admin.command({ getParameter: 1, unheardOf: 1 }))).code).to.equal(72)
  })

  it('tell what runs and that nothing is profiled, which cannot be changed', async () => {
    const { inprog } = await use.client.db('admin').command({ currentOp: 1 })
    expect(inprog.map(({ command }: { command: object }) => command)).to.have.nested.property(
      '[0].currentOp',
      1,
    )
    expect((await refusal(use.db.command({ currentOp: 1 }))).code).to.equal(13)
    expect(await use.db.profilingLevel()).to.equal('off')
    expect(await use.db.setProfilingLevel('off')).to.equal('off')
    expect((await refusal(use.db.setProfilingLevel('all'))).code).to.equal(238)
  })

  it('tell how large collections, databases and their indexes are', async () => {
    const things = await filled({ _id: 1, name: 'a' }, { _id: 2, name: 'b' })
    await things.createIndex({ name: 1 })
    const stats = await use.db.command({ collStats: things.collectionName })
    // Each document is 26 bytes of BSON.
    expect([stats.count, stats.size, stats.avgObjSize, stats.nindexes]).to.deep.equal([2, 52, 26, 2])
    expect(Object.keys(stats.indexSizes)).to.deep.equal(['_id_', 'name_1'])
    expect(await use.db.command({ collStats: 'nowhere' })).to.include({ count: 0, size: 0 })
    expect((await use.db.command({ dbStats: 1 })).objects).to.equal(2)
    const { databases } = await use.client.db().admin().listDatabases()
    expect(databases.find(({ name }) => name === use.db.databaseName)?.sizeOnDisk).to.be.above(51)
    expect((await use.db.command({ validate: things.collectionName })).valid).to.equal(true)
  })

  it('compact gives back the room of what was removed', async () => {
    const things = await filled()
    await things.insertMany(Array.from({ length: 200 }, (_, _id) => ({ _id, name: 'x'.repeat(5000) })))
    await things.deleteMany({})
    const { bytesFreed } = await use.db.command({ compact: things.collectionName })
    expect(bytesFreed).to.be.above(500_000)
    expect((await refusal(use.db.command({ compact: 'nowhere' }))).code).to.equal(26)
  })

  it('renameCollection moves a collection with its indexes, over another only if asked', async () => {
    const [from, to] = [await filled({ _id: 1 }), await filled({ _id: 2 })]
    await from.createIndex({ name: 1 })
    expect((await refusal(from.rename(to.collectionName))).code).to.equal(48)
    await from.rename(to.collectionName, { dropTarget: true })
    expect(await to.find().toArray()).to.deep.equal([{ _id: 1 }])
    expect(await to.indexes()).to.have.length(2)
    expect(await from.countDocuments()).to.equal(0)
    expect((await refusal(from.rename('elsewhere'))).code).to.equal(26)
    expect((await refusal(use.db.command({ renameCollection: 'a.b', to: 'a.c' }))).code).to.equal(13)
  })

  it('create and collMod keep a collection’s rules, which writes have to fit', async () => {
    const validator = { $jsonSchema: { required: ['name'] } }
    const things = await use.db.createCollection<Thing>('ruled', { validator })
    await things.insertOne({ _id: 1, name: 'Ada' })
    for (const write of [
      () => things.insertOne({ _id: 2 }),
      () => things.updateOne({ _id: 1 }, { $unset: { name: '' } }),
      () => things.replaceOne({ _id: 3 }, { n: 1 }, { upsert: true }),
      () => things.findOneAndUpdate({ _id: 1 }, { $unset: { name: '' } }),
    ]) {
      const refused = await refusal(write())
      expect([refused.code, refused.codeName ?? 'DocumentValidationFailure']).to.deep.equal([
        121,
        'DocumentValidationFailure',
      ])
    }
    await things.insertOne({ _id: 2 }, { bypassDocumentValidation: true })
    await use.db.command({ collMod: 'ruled', validationLevel: 'moderate' })
    await things.updateOne({ _id: 2 }, { $set: { n: 1 } })
    expect((await refusal(things.insertOne({ _id: 3 }))).code).to.equal(121)
    await use.db.command({ collMod: 'ruled', validationAction: 'warn' })
    await things.insertOne({ _id: 3 })
    const [told] = await use.db.listCollections({ name: 'ruled' }).toArray()
    expect(told).to.have.deep.property('options', {
      validator,
      validationLevel: 'moderate',
      validationAction: 'warn',
    })
    expect((await refusal(use.db.createCollection('ruled'))).code).to.equal(48)
    expect((await refusal(use.db.createCollection('x', { validator: { $unheardOf: 1 } }))).code).to.equal(2)
    for (const options of [
      { capped: true, size: 1 },
      { timeseries: { timeField: 't' } },
      { viewOn: 'ruled' },
    ]) {
      expect((await refusal(use.db.createCollection('x', options))).code).to.equal(238)
    }
  })

  it('create refuses what belongs to another kind of collection, or to MongoDB’s own storage', async () => {
    for (const [options, code] of [
      [{ size: 100 }, 72],
      [{ max: 5 }, 72],
      [{ pipeline: [] }, 72],
      [{ expireAfterSeconds: 5 }, 72],
      [{ idIndex: { key: { n: 1 }, name: '_id_' } }, 2],
      [{ autoIndexId: false }, 238],
      [{ storageEngine: { wiredTiger: {} } }, 238],
    ] as const) {
      const refused = await refusal(use.db.command({ create: 'kind', ...options }))
      expect(refused.code, JSON.stringify(options)).to.equal(code)
    }
    const plain = { capped: false, storageEngine: {}, idIndex: { key: { _id: 1 }, name: '_id_', v: 2 } }
    expect(await use.db.command({ create: 'kind', ...plain })).to.include({ ok: 1 })
  })

  it('make no database whose name differs from another one by case alone', async () => {
    await filled({ _id: 1 })
    const other = use.client.db(use.db.databaseName.toUpperCase()).collection<Thing>('things')
    expect((await refusal(other.insertOne({ _id: 1 }))).code).to.equal(13297)
    expect(await other.countDocuments()).to.equal(0)
  })

  it('refuse the concerns of a replica set, and a time that is none', async () => {
    const things = await filled({ _id: 1 })
    const find = (more: object) => refusal(use.db.command({ find: things.collectionName, ...more }))
    expect((await find({ readConcern: { level: 'snapshot' } })).code).to.equal(123)
    expect((await find({ readConcern: { level: 'linearizable' } })).code).to.equal(123)
    expect((await find({ readConcern: { level: 'unheard' } })).code).to.equal(2)
    expect((await find({ maxTimeMS: -1 })).code).to.equal(2)
    expect((await find({ maxTimeMS: 'long' })).code).to.equal(2)
  })

  it('explain tells the plan alone to an aggregate that asks for it in itself', async () => {
    const things = await filled({ _id: 1 })
    const told = await use.db.command({ aggregate: things.collectionName, pipeline: [], explain: true })
    expect(told).to.have.property('queryPlanner')
    expect(told).not.to.have.property('executionStats')
  })

  it('collMod changes when the documents of an index expire', async () => {
    const things = await filled({ _id: 1 })
    await things.createIndex({ at: 1 }, { expireAfterSeconds: 60 })
    const index = { keyPattern: { at: 1 }, expireAfterSeconds: 120 }
    const reply = await use.db.command({ collMod: things.collectionName, index })
    expect(reply).to.include({ expireAfterSeconds_old: 60, expireAfterSeconds_new: 120 })
    expect((await things.indexes())[1]).to.include({ expireAfterSeconds: 120 })
  })

  it('bulkWrite writes to several collections, and goes on after a failure where it is unordered', async () => {
    const [first, second] = [await filled({ _id: 1, n: 1 }), await filled({ _id: 1, n: 1 })]
    const admin = use.client.db('admin')
    const nsInfo = [{ ns: first.namespace }, { ns: second.namespace }]
    const ops = [
      { insert: 0, document: { _id: 1 } },
      { update: 1, filter: { _id: 1 }, updateMods: { $inc: { n: 1 } } },
      { update: 1, filter: { _id: 2 }, updateMods: { $set: { n: 9 } }, upsert: true },
      { delete: 0, filter: {}, multi: true },
    ]
    const reply = await admin.command({ bulkWrite: 1, ops, nsInfo, ordered: false })
    expect(reply).to.include({
      nErrors: 1,
      nInserted: 0,
      nMatched: 1,
      nModified: 1,
      nUpserted: 1,
      nDeleted: 1,
    })
    expect(reply.cursor.firstBatch.map((each: { idx: number; ok: number }) => each.ok)).to.deep.equal([
      0, 1, 1, 1,
    ])
    expect(await second.find().toArray()).to.deep.equal([
      { _id: 1, n: 2 },
      { _id: 2, n: 9 },
    ])
    await first.insertOne({ _id: 1 })
    const stopped = await admin.command({ bulkWrite: 1, ops, nsInfo })
    expect([stopped.nErrors, stopped.nMatched, stopped.cursor.firstBatch[0].code]).to.deep.equal([
      1, 0, 11000,
    ])
    expect((await refusal(use.db.command({ bulkWrite: 1, ops, nsInfo }))).code).to.equal(13)
    for (const [op, code] of [
      [{ upsert: 0 }, 9],
      [{ delete: 0, filter: {}, unheardOf: 1 }, 40415],
      [{ delete: 5, filter: {} }, 2],
    ] as const) {
      const { cursor } = await admin.command({ bulkWrite: 1, ops: [op], nsInfo })
      expect(cursor.firstBatch[0].code, JSON.stringify(op)).to.equal(code)
    }
  })

  it('take variables by let, which what they compute may use', async () => {
    const things = await filled({ _id: 1, n: 1 }, { _id: 2, n: 2 })
    const filter = { $expr: { $eq: ['$_id', '$$id'] } }
    const options = { let: { id: 2, by: { $literal: '$n' } } }
    expect(await things.find(filter, options).toArray()).to.deep.equal([{ _id: 2, n: 2 }])
    expect(
      await things.aggregate([{ $match: filter }, { $project: { by: '$$by' } }], options).toArray(),
    ).to.deep.equal([{ _id: 2, by: '$n' }])
    await things.updateOne(filter, [{ $set: { n: '$$by' } }], options)
    expect(await things.findOneAndUpdate(filter, { $set: { n: 3 } }, options)).to.deep.equal({
      _id: 2,
      n: '$n',
    })
    expect((await things.deleteMany(filter, options)).deletedCount).to.equal(1)
  })

  it('read in the order of storage, forwards and backwards', async () => {
    const things = await filled({ _id: 3 }, { _id: 1 }, { _id: 2 })
    const ids = async (direction: 1 | -1) =>
      (await things.find().sort({ $natural: direction }).toArray()).map(({ _id }) => _id)
    expect([await ids(1), await ids(-1)]).to.deep.equal([
      [3, 1, 2],
      [2, 1, 3],
    ])
  })

  it('explain an aggregate by its search and its stages', async () => {
    const things = await filled({ _id: 1, n: 1 }, { _id: 2, n: 2 })
    await things.createIndex({ n: 1 })
    const explained = await things.aggregate([{ $match: { n: 1 } }, { $count: 'n' }]).explain()
    const [first, second] = explained.stages
    expect(first.$cursor.queryPlanner.winningPlan.inputStage).to.include({
      stage: 'IXSCAN',
      indexName: 'n_1',
    })
    expect(first.$cursor.executionStats).to.include({
      nReturned: 1,
      totalKeysExamined: 1,
      totalDocsExamined: 1,
    })
    expect(second).to.deep.equal({ $count: 'n' })
    const planned = await things
      .find({ n: { $gt: 0 } })
      .limit(1)
      .explain('queryPlanner')
    expect([planned.queryPlanner.winningPlan.stage, planned.executionStats]).to.deep.equal([
      'LIMIT',
      undefined,
    ])
  })
})
