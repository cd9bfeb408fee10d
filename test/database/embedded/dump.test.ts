import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  type Document,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'mongodb'
import { dumpDatabase, restoreDatabase } from '../../../server/database/embedded/dump.ts'
import { useDatabase } from './connected.ts'

const everyType = {
  _id: new ObjectId('65a000000000000000000000'),
  double: new Double(1),
  int: new Int32(1),
  long: Long.fromNumber(1),
  decimal: Decimal128.fromString('1.10'),
  text: 'é😀\0',
  array: [1, [null, { '10': true, '2': false }]],
  date: new Date('2026-03-01T10:00:00.123Z'),
  binary: new Binary(Buffer.from([1, 2, 3]), 128),
  regex: new BSONRegExp('^a', 'im'),
  code: new Code('x', { y: 1 }),
  stamp: new Timestamp({ t: 1, i: 2 }),
  least: new MinKey(),
  most: new MaxKey(),
}

describe('a dump of the embedded server', () => {
  const use = useDatabase()
  const other = useDatabase()
  let folder: string
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'soundings-dump-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const bytesIn = async (name: string, db = use.db): Promise<string[]> => {
    const found = (await db.collection(name).find({}, { raw: true }).toArray()) as unknown as Buffer[]
    return found.map(bytes => bytes.toString('hex'))
  }

  it('moves a database to another, byte for byte, with its indexes and rules', async () => {
    await use.db.createCollection('types', { validator: { _id: { $exists: true } } })
    await use.db.collection('types').insertOne(everyType as Document)
    await use.db.collection('types').createIndex({ int: -1, text: 1 }, { unique: true, name: 'both' })
    const many = Array.from({ length: 300 }, (_, _id) => ({ _id, text: 'x'.repeat(20_000) }))
    await use.db.collection<{ _id: number }>('many/parts').insertMany(many)
    expect(await dumpDatabase(use.uri, folder)).to.equal(301)

    const own = path.join(folder, use.db.databaseName)
    expect(readdirSync(own).sort()).to.deep.equal([
      'many%2Fparts.bson',
      'many%2Fparts.metadata.json',
      'types.bson',
      'types.metadata.json',
    ])
    expect(readFileSync(path.join(own, 'types.bson')).toString('hex')).to.equal((await bytesIn('types'))[0])

    expect(await restoreDatabase(other.uri, own)).to.equal(301)
    for (const name of ['types', 'many/parts']) {
      expect(await bytesIn(name, other.db)).to.deep.equal(await bytesIn(name))
      expect(await other.db.collection(name).indexes()).to.deep.equal(await use.db.collection(name).indexes())
    }
    const [told] = await other.db.listCollections({ name: 'types' }).toArray()
    expect(told).to.have.deep.property('options', { validator: { _id: { $exists: true } } })
  })

  it('keeps a collection’s collation, and an index that has none beside it', async () => {
    const collation = { locale: 'en', strength: 2 }
    const words = await use.db.createCollection<{ _id: number; word: string }>('words', { collation })
    await words.createIndex({ word: 1 })
    await words.createIndex({ word: 1 }, { name: 'plain', unique: true, collation: { locale: 'simple' } })
    await words.insertOne({ _id: 1, word: 'Outsourcing' })
    await dumpDatabase(use.uri, folder)
    await other.db.dropDatabase()
    await restoreDatabase(other.uri, path.join(folder, use.db.databaseName))
    const restored = other.db.collection('words')
    expect(await restored.indexes()).to.deep.equal(await words.indexes())
    expect(await restored.countDocuments({ word: 'OUTSOURCING' })).to.equal(1)
  })

  it('is not restored over documents that are there, or from a file that is cut short', async () => {
    const own = path.join(folder, use.db.databaseName)
    const refused = (promise: Promise<unknown>) =>
      promise.then(
        () => 'restored',
        (error: Error) => error.message,
      )
    expect(await refused(restoreDatabase(other.uri, own))).to.include('has documents already')
    await other.db.dropDatabase()
    const whole = readFileSync(path.join(own, 'types.bson'))
    writeFileSync(path.join(own, 'types.bson'), whole.subarray(0, -10))
    expect(await refused(restoreDatabase(other.uri, own))).to.include('is cut short')
  })
})
