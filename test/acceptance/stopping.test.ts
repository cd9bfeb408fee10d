import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { Agent, type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { expect } from 'chai'
import { ObjectId } from 'mongodb'
import { csrfIn } from '../site.ts'
import { databaseOf, newFolder, type Process, startProcess, stop } from './killing.ts'

const words = 'The gauge was read by torch.'

describe('a server that is asked to stop while somebody uploads', function () {
  // Whole processes are started, which takes long on a busy machine.
  this.timeout(120_000)
  let folder: string
  let running: Process
  before(async () => {
    folder = newFolder()
    running = await startProcess(folder)
  })
  after(() => {
    running.child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  it('takes the whole upload, answers it, lets nobody else in, and ends with 0', async () => {
    const { child, url } = running
    const { page, _csrf } = await uploadPage(url)
    const boundary = 'a-boundary'
    const part = (heading: string, value: string) =>
      `--${boundary}\r\nContent-Disposition: form-data; ${heading}\r\n\r\n${value}\r\n`
    const body = [
      part('name="_csrf"', _csrf),
      part('name="evidence"; filename="gauge.txt"\r\nContent-Type: text/plain', words),
      `--${boundary}--\r\n`,
    ].join('')
    const upload = request(page, {
      method: 'POST',
      // As browsers have it: the connection would be kept for the next page.
      agent: new Agent({ keepAlive: true }),
      headers: {
        'Content-Type': `multipart/form-data; boundary=${boundary}`,
        'Content-Length': Buffer.byteLength(body),
        // The server says that it has begun to read.
        Expect: '100-continue',
      },
    })
    const answered = once(upload, 'response') as Promise<[IncomingMessage]>
    upload.flushHeaders()
    await once(upload, 'continue')
    upload.write(body.slice(0, -60))
    const stopping = new Promise<void>(resolve => {
      child.stdout?.on('data', chunk => String(chunk).includes('Stopping') && resolve())
    })
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await stopping
    // It says so once its port is closed.
    await refused(url)
    upload.end(body.slice(-60))
    const [answer] = await answered
    answer.resume()
    expect(answer.statusCode).to.equal(303)
    expect((await ended)[0]).to.equal(0)

    running = await startProcess(folder)
    const client = await databaseOf(folder)
    const drafts = await client
      .db()
      .collection('drafts')
      .find({ 'files.evidence.name': 'gauge.txt' })
      .toArray()
    const named = drafts.map(({ files }) => new ObjectId(String(files.evidence.file)))
    const files = await client
      .db()
      .collection('attachments.files')
      .find({ _id: { $in: named } })
      .toArray()
    await client.close()
    expect([files.length, drafts.length]).to.deep.equal([1, 1])
    expect(await stop(running)).to.equal(0)
  })

  /** The first page that takes a file, of a response that was just begun. */
  async function uploadPage(url: string): Promise<{ page: string; _csrf: string }> {
    const begun = await fetch(`${url}/c/digital-government/start`, { method: 'POST', redirect: 'manual' })
    let page = begun.headers.get('location') ?? ''
    for (let step = 0; step < 9; step++) {
      const html = await (await fetch(`${url}${page}`)).text()
      const _csrf = csrfIn(html)
      if (html.includes('type="file"')) return { page: `${url}${page}`, _csrf }
      const form = new URLSearchParams({ _csrf, role: 'a lock keeper', obstacles: words, people: words })
      const sent = await fetch(`${url}${page}`, { method: 'POST', body: form, redirect: 'manual' })
      page = sent.headers.get('location') ?? ''
    }
    throw new Error(`no page takes a file; the last was ${page}`)
  }

  async function refused(url: string): Promise<void> {
    const { port, hostname } = new URL(url)
    const told = await new Promise(resolve => {
      connect(Number(port), hostname)
        .once('connect', () => resolve('let in'))
        .once('error', error => resolve((error as NodeJS.ErrnoException).code))
    })
    expect(told).to.equal('ECONNREFUSED')
  }
})
