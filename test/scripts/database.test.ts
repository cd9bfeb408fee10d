import { existsSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import Libsql from 'libsql'
import { Decimal128, Double, Int32, Long, MongoClient } from 'mongodb'
import { main } from '../../scripts/commands/main.ts'
import { check, copy, dump, load } from '../../scripts/database.ts'
import { loadDemo } from '../../scripts/demo/load.ts'
import { connectDatabase } from '../../server/database/connect.ts'
import { type EmbeddedServer, startEmbedded } from '../../server/database/embedded/start.ts'
import { fileName } from '../../server/database/embedded/storage/store.ts'
import { migrate } from '../../server/database/migrations.ts'
import { makeFolder } from '../makeFolder.ts'

const commands = { copy, dump, load, check }

describe('soundings database', () => {
  let folder: string
  const settings = { ...process.env }
  const inFolder = (name: string) => path.join(folder, name)
  const data = () => inFolder('data')
  const numbers = {
    double: new Double(1),
    int: new Int32(1),
    long: Long.fromNumber(1),
    decimal: Decimal128.fromString('1.10'),
  }

  /** A command on a data folder: its code and what it said, or why it cannot run. */
  const run = async (
    name: keyof typeof commands,
    operand = '',
    dataFolder = data(),
  ): Promise<{ code: number; said: string }> => {
    process.env.DATA_DIR = dataFolder
    let said = ''
    const take = (text: string) => {
      said += text
    }
    try {
      const code = await commands[name](operand, false, { out: take, err: take })
      return { code, said }
    } catch (error) {
      return { code: 2, said: (error as Error).message }
    }
  }

  /** All that a database holds, byte for byte, and its indexes. */
  const contents = async (
    uri: string,
  ): Promise<Record<string, { documents: string[]; indexes: unknown }>> => {
    const client = await MongoClient.connect(uri)
    try {
      const found: Awaited<ReturnType<typeof contents>> = {}
      for (const { name } of await client.db().listCollections().toArray()) {
        const raw = (await client
          .db()
          .collection(name)
          .find({}, { raw: true })
          .toArray()) as unknown as Buffer[]
        const indexes = await client.db().collection(name).indexes()
        found[name] = { documents: raw.map(bytes => bytes.toString('hex')), indexes }
      }
      return found
    } finally {
      await client.close()
    }
  }

  let original: Awaited<ReturnType<typeof contents>>

  before(async function () {
    this.timeout(60_000)
    delete process.env.MONGODB_URI
    folder = makeFolder('soundings-administrator-')
    const opened = await connectDatabase({ dataFolder: data() })
    await migrate()
    await loadDemo()
    const client = await MongoClient.connect(opened.uri)
    await client.db().collection('numbers').insertOne(numbers)
    await client.close()
    original = await contents(opened.uri)
    await opened.close()
  })
  after(() => {
    process.env = settings
    rmSync(folder, { recursive: true, force: true })
  })

  it('moves the demo to a dump and back, with every type kept', async () => {
    const dumped = await run('dump', inFolder('dump'))
    expect(dumped.code, dumped.said).to.equal(0)
    expect(readdirSync(inFolder('dump'))).to.deep.equal(['soundings'])
    const loaded = await run('load', inFolder('dump'), inFolder('moved'))
    expect(loaded.code, loaded.said).to.equal(0)
    const server = await startEmbedded({ folder: inFolder('moved') })
    expect(await contents(server.uri)).to.deep.equal(original)
    await server.close()
    expect(Object.keys(original)).to.include.members(['responses', 'texts', 'codings', 'numbers'])
    expect(readdirSync(inFolder('moved')).filter(name => name.startsWith('loading-'))).to.deep.equal([])
  })

  it('loads all of a dump or nothing, and never over a database', async () => {
    expect((await run('load', inFolder('dump'))).said).to.include('There is a database in it already')
    const cut = inFolder('dump/soundings/responses.bson')
    truncateSync(cut, statSync(cut).size - 10)
    const refused = await run('load', inFolder('dump'), inFolder('half'))
    expect(refused).to.deep.include({ code: 2 })
    expect(refused.said).to.include('is cut short')
    expect(existsSync(path.join(inFolder('half'), fileName))).to.equal(false)
    expect((await run('load', inFolder('nowhere'), inFolder('half'))).said).to.include('nowhere')
    expect((await run('dump', inFolder('dump'))).said).to.include('There is something in it already')
  })

  describe('while the application runs', () => {
    let server: EmbeddedServer
    before(async () => {
      server = await startEmbedded({ folder: data() })
    })
    after(() => server.close())

    it('copies what is committed into one file, which serves as a database', async () => {
      const file = inFolder('copy.sqlite')
      expect(await run('copy', file)).to.deep.include({ code: 0 })
      expect((await run('copy', file)).said).to.include('is there already')
      expect(statSync(file).mode & 0o777).to.equal(0o600)
      const database = new Libsql(file)
      expect(database.prepare('PRAGMA integrity_check').get([])).to.include({ integrity_check: 'ok' })
      database.close()
    })

    it('checks the file, the documents and the indexes, and changes nothing', async () => {
      const { code, said } = await run('check')
      const documents = Object.values(original).reduce((sum, each) => sum + each.documents.length, 0)
      expect({ code, said }).to.deep.equal({
        code: 0,
        said: `The database of ${data()} is whole: ${documents} documents in ${Object.keys(original).length} collections.`,
      })
    })
  })

  it('ends its check with 1 where an index lacks a document, or the file is damaged', async () => {
    expect((await run('check', '', inFolder('broken'))).said).to.include('There is no database in it')
    mkdirSync(inFolder('broken'), { recursive: true })
    const file = path.join(inFolder('broken'), fileName)
    expect((await run('copy', file)).code).to.equal(0)
    const broken = new Libsql(file)
    const index = broken
      .prepare(
        "SELECT i.id FROM indexes i JOIN collections c ON c.id = i.collection WHERE c.name = 'responses'",
      )
      .get([]) as { id: number }
    broken.exec(`DELETE FROM i${index.id} WHERE record = (SELECT min(record) FROM i${index.id})`)
    broken.close()
    const lacking = await run('check', '', inFolder('broken'))
    expect(lacking.code).to.equal(1)
    expect(lacking.said).to.match(/responses: record \d+ lacks a key in the index _id_/)
    writeFileSync(file, Buffer.alloc(5000, 1))
    expect((await run('check', '', inFolder('broken'))).code).to.equal(1)
  })

  it('is two words of the command', async () => {
    let out = ''
    const streams = { out: (text: string) => (out += text), err: () => {} }
    expect(await main(['database', 'copy', '--help'], streams)).to.equal(0)
    expect(out).to.include('Usage: soundings database copy FILE')
    expect(await main(['database'], streams)).to.equal(2)
  })
})
