import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import Libsql from 'libsql'
import { MongoClient } from 'mongodb'
import { startEmbedded } from '../../../server/database/embedded/start.ts'
import { copyOnline } from '../../../server/database/embedded/storage/copy.ts'
import { newestFormat } from '../../../server/database/embedded/storage/format.ts'

type Thing = { _id: number; name: string; list: number[] }

const things: Thing[] = Array.from({ length: 500 }, (_, _id) => ({
  _id,
  name: `name ${_id % 50}`,
  list: [_id],
}))

describe('the file of the embedded server', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'soundings-damage-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const file = () => path.join(folder, 'soundings.sqlite')
  const served = async <T>(
    run: (client: MongoClient, repaired: string | undefined) => Promise<T>,
    where = folder,
  ) => {
    const server = await startEmbedded({ folder: where })
    const client = await MongoClient.connect(server.uri)
    try {
      return await run(client, server.repaired)
    } finally {
      await client.close()
      await server.close()
    }
  }
  const fill = () =>
    served(async client => {
      const collection = client.db().collection<Thing>('things')
      await collection.insertMany(things)
      await collection.createIndex({ name: 1, list: 1 }, { name: 'by name' })
    })
  const all = (client: MongoClient) =>
    client.db().collection<Thing>('things').find().sort({ _id: 1 }).toArray()

  /** Overwrites the beginning of a table's first page. */
  const damage = (table: string) => {
    const database = new Libsql(file())
    const row = database.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').get([table]) as {
      rootpage: number
    }
    database.close()
    const handle = openSync(file(), 'r+')
    writeSync(handle, Buffer.alloc(200, 0xff), 0, 200, (row.rootpage - 1) * 4096)
    closeSync(handle)
  }

  it('is written anew with its indexes where only an index is damaged, and the damaged one kept', async () => {
    await fill()
    damage('i2')
    await served(async (client, repaired) => {
      expect(repaired).to.match(/^the database's file was damaged .* All 500 documents could be read/)
      expect(await all(client)).to.deep.equal(things)
      const collection = client.db().collection<Thing>('things')
      expect(await collection.find({ name: 'name 7' }).hint('by name').toArray()).to.have.length(10)
      expect((await client.db().command({ validate: 'things' })).valid).to.equal(true)
    })
    expect(readdirSync(folder).filter(name => name.startsWith('soundings.damaged-'))).to.have.length(1)
    await served(async (_, repaired) => expect(repaired).to.equal(undefined))
  })

  it('is refused, and left as it is, where documents cannot be read', async () => {
    await fill()
    damage('d1')
    const before = readFileSync(file())
    const refused = await startEmbedded({ folder }).then(
      () => 'started',
      (error: Error) => error.message,
    )
    expect(refused).to.match(/is damaged .* It was left as it is. Put a copy of the folder in its place/)
    expect(readFileSync(file()).equals(before)).to.equal(true)
  })

  it('is copied while it is served, and the copy served by another', async () => {
    const copy = path.join(folder, 'copy')
    await served(async client => {
      await client.db().collection<Thing>('things').insertMany(things)
      copyOnline(folder, copy)
      await client.db().collection<Thing>('things').deleteMany({})
      expect(() => copyOnline(folder, copy)).to.throw('There is a database')
    })
    await served(async client => expect(await all(client)).to.deep.equal(things), copy)
  })

  it('is upgraded where it is of an older format, and refused where of a newer', async () => {
    await fill()
    const old = new Libsql(file())
    // What the first versions wrote had neither.
    old.exec('DROP TABLE format; ALTER TABLE collections DROP COLUMN options')
    old.close()
    await served(async client => {
      expect(await all(client)).to.deep.equal(things)
      await client.db().createCollection('ruled', { validator: { a: 1 } })
    })
    const newer = new Libsql(file())
    newer.exec(`UPDATE format SET version = ${newestFormat + 1}`)
    newer.close()
    copyFileSync(file(), `${file()}.before`)
    const refused = await startEmbedded({ folder }).then(
      () => 'started',
      (error: Error) => error.message,
    )
    expect(refused).to.include('was written by a newer version of Soundings')
    expect(readFileSync(file()).equals(readFileSync(`${file()}.before`))).to.equal(true)
  })
})
