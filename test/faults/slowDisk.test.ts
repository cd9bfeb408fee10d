import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'chai'
import Libsql from 'libsql'
import { pino } from 'pino'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { fileName } from '../../server/database/embedded/storage/store.ts'
import { type Running, start } from '../../server/main.ts'
import { diskLook } from '../../server/operations/watchDisk.ts'
import { openConsultation } from '../responses/respondent.ts'
import { csrfIn } from '../site.ts'

describe('a site whose disk is slow', function () {
  // Whole processes are started, which takes long on a busy machine.
  this.timeout(120_000)
  let folder: string
  let running: Running
  let page: string
  let _csrf: string
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'soundings-slow-'))
    const config = readConfig({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent', DEMO: 'off' })
    running = await start(config)
    const begun = await ask(`/c/${await openConsultation()}/start`, { method: 'POST' })
    page = begun.headers.get('location') ?? ''
    _csrf = csrfIn(await (await ask(page)).text())
  })
  after(async () => {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const ask = (address: string, options: RequestInit = {}) =>
    fetch(`${running.url}${address}`, { redirect: 'manual', ...options })
  const send = (role: string) => ask(page, { method: 'POST', body: new URLSearchParams({ _csrf, role }) })

  /** Has the database wait for its disk as one does that is slow: another has the file. @returns what ends that */
  function slowDown(): () => void {
    const other = new Libsql(path.join(folder, fileName))
    other.exec('PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE')
    return () => {
      other.exec('ROLLBACK')
      other.close()
    }
  }

  it('has a page wait until what was sent is on the disk, and a file', async () => {
    const documents = page.replace(/[^/]+$/, 'documents')
    const form = new FormData()
    form.append('_csrf', _csrf)
    form.append('evidence', new File(['The gauge was read by torch.'], 'gauge.txt'))
    const speedUp = slowDown()
    let answered = 0
    const answers = [send('a gauge reader'), ask(documents, { method: 'POST', body: form })]
    for (const answer of answers) answer.finally(() => answered++)
    await wait(500)
    const before = answered
    speedUp()
    expect((await Promise.all(answers)).map(({ status }) => status)).to.deep.equal([303, 303])
    expect(before).to.equal(0)
    expect(await (await ask(page)).text()).to.include('a gauge reader')
    expect(await (await ask(documents)).text()).to.include('gauge.txt')
  })

  it('tells whoever waits too long, and has what they sent all the same, once', async () => {
    const { services } = running
    const app = createApp({ ...services, config: { ...services.config, longestAnswerMs: 1_000 } })
    const impatient = app.listen(0, '127.0.0.1')
    await once(impatient, 'listening')
    const address = `http://127.0.0.1:${(impatient.address() as AddressInfo).port}${page}`
    const speedUp = slowDown()
    const body = new URLSearchParams({ _csrf, role: 'a lock keeper' })
    const late = await fetch(address, { method: 'POST', body, redirect: 'manual' })
    speedUp()
    impatient.close()
    expect(late.status).to.equal(503)
    expect(late.headers.get('retry-after')).to.equal('60')
    expect(await late.text())
      .to.include('takes much longer than it should')
      .and.include('Number of the request')
    let kept = ''
    for (let tries = 0; tries < 100 && !kept.includes('a lock keeper'); tries++) {
      await wait(50)
      kept = await (await ask(page)).text()
    }
    expect(kept).to.include('a lock keeper')
    expect((await send('a lock keeper')).status).to.equal(303)
  })

  it('says so to who watches over it, and is ready all the same', async () => {
    const logged: { msg: string }[] = []
    const look = diskLook(pino({ level: 'info' }, { write: line => logged.push(JSON.parse(line)) }))
    await look()
    const speedUp = slowDown()
    const asked = [ask('/health/ready'), look()] as const
    await wait(1_500)
    speedUp()
    const ready = await asked[0]
    expect(ready.status).to.equal(200)
    expect(await ready.json()).to.deep.include({ ready: true, writing: 'slow' })
    await asked[1]
    await look()
    expect(logged.map(({ msg }) => msg.slice(0, 22))).to.deep.equal([
      'saving takes long or f',
      'saving is quick again',
    ])
    expect(await (await ask('/metrics')).text()).to.match(/^soundings_write_seconds [\d.e-]+$/m)
  })
})
