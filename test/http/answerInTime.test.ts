import type { Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import express, { type Response } from 'express'
import { pino } from 'pino'
import { lateProblem } from '../../server/api/problem.ts'
import { answerInTime } from '../../server/http/answerInTime.ts'
import { errorPages } from '../../server/http/errorPages.ts'
import { useHandlebars } from '../../server/http/handlebars.ts'
import { chooseLanguage } from '../../server/http/languages/choose.ts'

const longestMs = 300

describe('a request that is not answered in time', () => {
  let server: Server
  let port: number
  let held: Response[] = []
  const logged: { msg: string }[] = []
  const log = pino({ level: 'error' }, { write: line => logged.push(JSON.parse(line)) })
  before(async () => {
    const app = express()
    useHandlebars(app, true)
    app.use('/api', answerInTime(log, longestMs, lateProblem))
    app.use(chooseLanguage(false))
    app.use(answerInTime(log, longestMs))
    app.all(['/never', '/api/never'], (_req, res) => {
      held.push(res)
    })
    app.post('/upload', express.raw({ type: '*/*' }), (req, res) => {
      res.send(`${req.body.length} bytes`)
    })
    app.get('/stream', async (_req, res) => {
      res.write('begun, ')
      await wait(2 * longestMs)
      res.end('and ended')
    })
    app.get('/fails', async () => {
      await wait(2 * longestMs)
      throw new Error('too late')
    })
    app.use(errorPages(log, true))
    await new Promise<void>(resolve => {
      server = app.listen(0, '127.0.0.1', () => resolve())
    })
    port = (server.address() as AddressInfo).port
  })
  beforeEach(() => {
    held = []
    logged.length = 0
  })
  after(() => server.close())

  const ask = (address: string, options?: RequestInit) => fetch(`http://127.0.0.1:${port}${address}`, options)

  it('gets a page that says so, in its language, and administrators a line in the log', async () => {
    const english = await ask('/never')
    expect(english.status).to.equal(503)
    expect(english.headers.get('content-type')).to.equal('text/html; charset=utf-8')
    expect(await english.text()).to.include('takes much longer than it should')
    expect(await (await ask('/never?lang=cy')).text()).to.include('nag y dylai ar hyn o bryd')
    expect(logged.map(({ msg }) => msg)).to.deep.equal(Array(2).fill('a request was not answered in time'))
  })

  it('of a program is told in its form', async () => {
    const told = await ask('/api/never')
    expect(told.headers.get('content-type')).to.equal('application/problem+json')
    expect(await told.json()).to.include({ status: 503, title: 'Not ready' })
  })

  it('may be done yet: what its handler answers by then goes nowhere, and ends nothing', async () => {
    await (await ask('/never')).text()
    const [res] = held
    res?.status(200).set('X-Late', 'yes').render('error', { title: 'Late', message: 'Late' })
    res?.redirect('/elsewhere')
    const failed = await ask('/fails')
    expect(failed.status).to.equal(503)
    await wait(2 * longestMs)
    expect(logged.at(-1)?.msg).to.equal('a request failed behind its answer')
    expect((await ask('/upload', { method: 'POST', body: 'x' })).status).to.equal(200)
  })

  it('is waited for while it still comes, and while its answer goes out', async () => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.on('data', bytes => {
      answer += bytes
    })
    const closed = new Promise(resolve => socket.once('close', resolve))
    const headers = ['Host: x', 'Connection: close', 'Content-Type: text/plain', 'Content-Length: 8']
    socket.write(['POST /upload HTTP/1.1', ...headers, '', ''].join('\r\n'))
    for (const part of ['ab', 'cd', 'ef', 'gh']) {
      await wait(longestMs / 2)
      socket.write(part)
    }
    await closed
    expect(answer)
      .to.match(/^HTTP\/1.1 200/)
      .and.include('8 bytes')
    expect(await (await ask('/stream')).text()).to.equal('begun, and ended')
    expect(logged).to.deep.equal([])
  })
})
