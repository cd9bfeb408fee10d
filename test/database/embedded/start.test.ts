import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { MongoClient } from 'mongodb'
import { startEmbedded } from '../../../server/database/embedded/start.ts'
import { firstLine, killWhileWriting, startChild } from './properties/kills.ts'

describe('the embedded server and its folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'soundings-folder-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const lockFile = () => path.join(folder, 'soundings.lock')

  it('keeps everything over a stop and a start, and leaves no lock behind', async () => {
    const first = await startEmbedded({ folder })
    const writer = await MongoClient.connect(first.uri)
    await writer.db().collection<{ _id: number }>('things').insertOne({ _id: 1 })
    await writer.db().collection('things').createIndex({ a: 1 }, { unique: true })
    await writer.close()
    await first.close()
    expect(() => readFileSync(lockFile())).to.throw('ENOENT')

    const second = await startEmbedded({ folder })
    const reader = await MongoClient.connect(second.uri)
    expect(await reader.db().collection('things').find().toArray()).to.deep.equal([{ _id: 1 }])
    expect((await reader.db().collection('things').indexes()).at(-1)?.unique).to.equal(true)
    await reader.close()
    await second.close()
  })

  it('refuses a second server on a folder, naming the process that holds it', async () => {
    const first = await startEmbedded({ folder })
    try {
      await startEmbedded({ folder })
      expect.fail('a second server started')
    } catch (error) {
      expect((error as Error).message).to.include(`in use by process ${process.pid}`)
    } finally {
      await first.close()
    }
  })

  it('takes over the lock of a process that is gone', async () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: 1, socket: path.join(folder, 'gone.sock') }))
    const server = await startEmbedded({ folder })
    expect(JSON.parse(readFileSync(lockFile(), 'utf8')).pid).to.equal(process.pid)
    await server.close()
  })

  it('removes the socket’s folder of a process that was killed, at the next start', async () => {
    const child = startChild(folder)
    await firstLine(child)
    const { socket } = JSON.parse(readFileSync(lockFile(), 'utf8')) as { socket: string }
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(existsSync(socket)).to.equal(true)
    const server = await startEmbedded({ folder })
    expect(existsSync(path.dirname(socket))).to.equal(false)
    await server.close()
  })

  it('is served by one of several servers that start in the same moment', async () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: 1, socket: path.join(folder, 'gone.sock') }))
    const starts = await Promise.allSettled(Array.from({ length: 4 }, () => startEmbedded({ folder })))
    const servers = starts.flatMap(start => (start.status === 'fulfilled' ? [start.value] : []))
    expect(servers).to.have.length(1)
    for (const start of starts) {
      if (start.status === 'rejected')
        expect(start.reason.message).to.include(`in use by process ${process.pid}`)
    }
    for (const server of servers) await server.close()
  })

  it('says where it cannot be made', async () => {
    const file = path.join(folder, 'file')
    writeFileSync(file, '')
    const failure = await startEmbedded({ folder: path.join(file, 'below') }).catch(
      (error: Error) => error.message,
    )
    expect(failure).to.match(/cannot start on .*below: .*Use a folder that may be written\.$/)
  })

  it('answers what it was asked before it was stopped', async () => {
    const first = await startEmbedded({ folder })
    const client = await MongoClient.connect(first.uri, { retryWrites: false })
    const things = client.db().collection<{ _id: number }>('things')
    const writes = Array.from({ length: 50 }, (_, _id) => things.insertOne({ _id }))
    const results = Promise.allSettled(writes)
    await writes[0]
    await first.close()
    const acknowledged = (await results).filter(({ status }) => status === 'fulfilled').length
    await client.close()
    const second = await startEmbedded({ folder })
    const reader = await MongoClient.connect(second.uri)
    expect(await reader.db().collection('things').countDocuments()).to.be.at.least(acknowledged)
    await reader.close()
    await second.close()
  })

  it('has every acknowledged write after its process is killed', async () => {
    const { acknowledged, lost, broken } = await killWhileWriting(folder, { writers: 20, enough: 400 })
    expect(acknowledged).to.be.at.least(400)
    expect([lost, broken]).to.deep.equal([[], []])
  })
})
