import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import mongoose from 'mongoose'
import { readConfig } from '../../server/config.ts'
import { type EmbeddedServer, startEmbedded } from '../../server/database/embedded/start.ts'
import { asUnavailable } from '../../server/http/unavailable.ts'
import { type Running, start } from '../../server/main.ts'
import { openConsultation } from '../responses/respondent.ts'
import { csrfIn } from '../site.ts'

/** What stands between a site and its database, and can be taken away. */
class Line {
  readonly #to: number
  readonly #sockets = new Set<Socket>()
  #server: Server | undefined
  #isSilent = false
  port = 0

  constructor(to: number) {
    this.#to = to
  }

  async open(): Promise<void> {
    this.#isSilent = false
    const server = createServer(socket => {
      const onward = connect(this.#to, '127.0.0.1')
      for (const end of [socket, onward]) {
        this.#sockets.add(end)
        end.on('error', () => {}).once('close', () => this.#sockets.delete(end))
      }
      if (!this.#isSilent) socket.pipe(onward).pipe(socket)
      socket.once('close', () => onward.destroy())
    })
    await new Promise<void>(resolve => server.listen(this.port, '127.0.0.1', resolve))
    this.port = (server.address() as AddressInfo).port
    this.#server = server
  }

  /** Lets nothing through any more, and ends nothing. */
  silence(): void {
    this.#isSilent = true
    for (const socket of this.#sockets) socket.unpipe().pause()
  }

  async cut(): Promise<void> {
    const closed = new Promise<void>(resolve => this.#server?.close(() => resolve()))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }
}

describe('a site whose database is gone for a while', function () {
  // Whole processes are started, which takes long on a busy machine.
  this.timeout(120_000)
  let folder: string
  let server: EmbeddedServer
  let line: Line
  let running: Running
  let consultation: string
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'soundings-gone-'))
    const access = { user: 'site', password: 'of this test alone' }
    server = await startEmbedded({ folder, loopback: { port: 0, ...access } })
    line = new Line(server.port ?? 0)
    await line.open()
    const credentials = `${access.user}:${encodeURIComponent(access.password)}`
    // What a page waits for a database is twelve seconds otherwise.
    const options =
      'directConnection=true&authSource=admin&serverSelectionTimeoutMS=300&heartbeatFrequencyMS=500&connectTimeoutMS=1000'
    const config = readConfig({
      MONGODB_URI: `mongodb://${credentials}@127.0.0.1:${line.port}/soundings?${options}`,
      SESSION_SECRET: 'a secret of this test alone, no other',
      ENCRYPTION_KEY: 'a1'.repeat(32),
      PORT: '0',
      LOG_LEVEL: 'silent',
    })
    running = await start(config)
    consultation = await openConsultation()
  })
  after(async () => {
    await running.stop()
    await line.cut()
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const ask = (address: string, options: RequestInit = {}) =>
    fetch(`${running.url}${address}`, { redirect: 'manual', ...options })

  it('says so on its pages, goes on living, and recovers by itself with all that was acknowledged', async () => {
    const begun = await ask(`/c/${consultation}/start`, { method: 'POST' })
    const page = begun.headers.get('location') ?? ''
    const _csrf = csrfIn(await (await ask(page)).text())
    const send = (role: string) => ask(page, { method: 'POST', body: new URLSearchParams({ _csrf, role }) })
    expect((await send('a gauge reader')).status).to.equal(303)

    await line.cut()
    for (const refused of [await ask(page), await send('a lock keeper')]) {
      expect(refused.status).to.equal(503)
      expect(refused.headers.get('retry-after')).to.equal('30')
      const text = await refused.text()
      expect(text).to.include('cannot reach what it keeps').and.include('Number of the request')
    }
    expect((await ask('/health/live')).status).to.equal(200)
    expect(await (await ask('/health/ready')).json()).to.deep.include({ ready: false, database: 'failed' })

    await line.open()
    for (let tries = 0; tries < 100 && (await ask('/health/ready')).status !== 200; tries++) await wait(100)
    expect(await (await ask(page)).text()).to.include('a gauge reader')
    expect((await send('a lock keeper')).status).to.equal(303)
  })

  it('answers what was on its way to the database when that fell silent, however much it was', async () => {
    // More than the system takes of what nobody reads, so that the driver waits to write on.
    const long = Array.from({ length: 3 }, () => ({ words: 'The gauge was read. '.repeat(700_000) }))
    const things = mongoose.connection.collection('things')
    await things.insertOne({ words: 'few' })
    line.silence()
    const outcomes = await Promise.all(
      [() => things.insertMany(long), () => things.findOne({}), () => things.insertOne({ words: 'few' })].map(
        run => run().then(() => undefined, asUnavailable),
      ),
    )
    expect(outcomes.map(outcome => outcome?.status)).to.deep.equal([503, 503, 503])

    await line.cut()
    await line.open()
    for (let tries = 0; tries < 100 && (await ask('/health/ready')).status !== 200; tries++) await wait(100)
    expect((await ask('/health/ready')).status).to.equal(200)
    // What was under way in the background has ended too, and it goes on.
    await running.services.runner.idle()
  })
})
