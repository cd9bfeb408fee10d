import { expect } from 'chai'
import Libsql from 'libsql'
import { MongoClient } from 'mongodb'
import { startEmbedded } from '../../../server/database/embedded/start.ts'
import { makeFolder } from '../../makeFolder.ts'
import { refusal, useDatabase } from './connected.ts'

type Thing = { _id: number; n: number }

describe('$out and $merge on the embedded server', () => {
  const use = useDatabase()
  const count = 3000
  const named = (name: string) => use.db.collection<Thing>(name)
  const names = async () => (await use.db.listCollections().toArray()).map(({ name }) => name).sort()

  before(async () => {
    await named('things').insertMany(Array.from({ length: count }, (_, _id) => ({ _id, n: _id % 7 })))
  })

  it('let others write between their parts', async () => {
    const done: string[] = []
    const written = async (name: string, promise: Promise<unknown>) => {
      await promise
      done.push(name)
    }
    const out = written(
      '$out',
      named('things')
        .aggregate([{ $out: 'copied' }])
        .toArray(),
    )
    const merged = written(
      '$merge',
      named('things')
        .aggregate([{ $merge: 'merged' }])
        .toArray(),
    )
    await written('insert', named('others').insertOne({ _id: 1, n: 1 }))
    await Promise.all([out, merged])
    expect(done[0]).to.equal('insert')
    for (const name of ['copied', 'merged']) expect(await named(name).countDocuments()).to.equal(count)
    expect(await names()).to.deep.equal(['copied', 'merged', 'others', 'things'])
  })

  it('leave what was there, and nothing else, where a document cannot be written', async () => {
    await named('kept').insertOne({ _id: -1, n: -1 })
    await named('kept').createIndex({ n: 1 }, { unique: true })
    const refused = await refusal(
      named('things')
        .aggregate([{ $out: 'kept' }])
        .toArray(),
    )
    expect(refused.code).to.equal(11000)
    expect(await named('kept').find().toArray()).to.deep.equal([{ _id: -1, n: -1 }])
    expect((await names()).filter(name => name.startsWith('tmp.'))).to.deep.equal([])
  })

  it('read all before they write into what they read', async () => {
    const again = { $set: { _id: { $add: ['$_id', count] } } }
    await named('things')
      .aggregate([again, { $merge: 'things' }])
      .toArray()
    expect(await named('things').countDocuments()).to.equal(2 * count)
    await named('things').deleteMany({ _id: { $gte: count } })
    await named('things')
      .aggregate([{ $match: { n: 0 } }, { $out: 'things' }])
      .toArray()
    expect(await named('things').countDocuments()).to.equal(Math.ceil(count / 7))
  })

  it('are refused as their pipelines and targets are', async () => {
    const codeOf = async (...stages: object[]) =>
      (await refusal(named('things').aggregate(stages).toArray())).code
    expect(await codeOf({ $nope: 1 }, { $out: 'x' })).to.equal(40324)
    expect(await codeOf({ $out: '$x' })).to.equal(73)
    expect(await codeOf({ $out: 'x' }, { $match: {} })).to.equal(40601)
    expect(await codeOf({ $project: { a: { $divide: [1, '$n'] } } }, { $out: 'x' })).to.equal(2)
    expect(await names()).not.to.include('x')
  })

  it('leave nothing behind a kill', async function () {
    if (process.env.MONGODB_URI) this.skip()
    const folder = makeFolder('soundings-unfinished-')
    const first = await startEmbedded({ folder })
    const client = await MongoClient.connect(first.uri)
    await client.db().collection('begun').insertOne({ a: 1 })
    await client.close()
    await first.close()
    const file = new Libsql(`${folder}/soundings.sqlite`)
    file.exec("UPDATE collections SET name = 'tmp.agg_out.1' WHERE name = 'begun'")
    file.close()
    const second = await startEmbedded({ folder })
    const other = await MongoClient.connect(second.uri)
    expect(await other.db().listCollections().toArray()).to.deep.equal([])
    await other.close()
    await second.close()
  })
})
