import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { root } from '../../server/root.ts'
import { csrfIn } from '../site.ts'

const mounting = ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=24m tmpfs "$0" && exec "$@"']

describe('a server whose disk is full', function () {
  // Whole processes are started, which takes long on a busy machine.
  this.timeout(120_000)
  let folder: string
  let child: ChildProcess
  let url: string
  let logged = ''
  before(async function () {
    folder = mkdtempSync(path.join(tmpdir(), 'soundings-full-'))
    // A disk of its own, which no system but Linux gives without being asked for a password.
    if (spawnSync('unshare', [...mounting, folder, 'true']).status !== 0) this.skip()
    const cli = [process.execPath, path.join(root, 'scripts/soundings.mjs'), 'serve']
    child = spawn('unshare', [...mounting, folder, ...cli], {
      cwd: root,
      env: { ...process.env, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error', MONGODB_URI: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stderr?.on('data', chunk => {
      logged += chunk
    })
    let said = ''
    while (!/listening on \S+[\s\S]*Ctrl-C/.test(said)) {
      const [chunk] = await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')])
      if (child.exitCode !== null) throw new Error(`the server ended: ${logged}`)
      said += chunk
    }
    url = /listening on (\S+)/.exec(said)?.[1] ?? ''
  })
  after(async () => {
    if (child?.exitCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  })

  /** The disk as the process sees it. */
  const filler = () => path.join(`/proc/${child.pid}/root`, folder, 'filler')
  const fill = () => {
    for (const bytes of [1_000_000, 4096])
      try {
        for (;;) appendFileSync(filler(), Buffer.alloc(bytes))
      } catch (error) {
        expect((error as NodeJS.ErrnoException).code).to.equal('ENOSPC')
      }
  }
  const ask = (address: string, options: RequestInit = {}) =>
    fetch(`${url}${address}`, { redirect: 'manual', ...options })

  it('says so to who answers and who uploads, loses nothing acknowledged, and goes on when there is room', async () => {
    const begun = await ask('/c/digital-government/start', { method: 'POST' })
    const page = begun.headers.get('location') ?? ''
    const _csrf = csrfIn(await (await ask(page)).text())
    const send = (role: string) => ask(page, { method: 'POST', body: new URLSearchParams({ _csrf, role }) })
    const uploads = page.replace(/[^/]+$/, 'views')
    const upload = () => {
      const form = new FormData()
      form.append('_csrf', _csrf)
      form.append('evidence', new File(['The gauge was read by torch. '.repeat(60_000)], 'gauge.txt'))
      return ask(uploads, { method: 'POST', body: form })
    }
    expect((await send('a gauge reader')).status).to.equal(303)

    fill()
    // What fits into the room that the database’s files have already is taken; what does not is told.
    let acknowledged = 'a gauge reader'
    const refused: globalThis.Response[] = []
    for (let tries = 0; tries < 12 && refused.length === 0; tries++) {
      const role = `a gauge reader at lock ${tries} `.repeat(4).trim()
      const answers = [await upload(), await send(role)]
      if (answers[1]?.status === 303) acknowledged = role
      refused.push(...answers.filter(({ status }) => status !== 303))
    }
    expect(new Set(refused.map(({ status }) => status))).to.deep.equal(new Set([503]))
    expect(await refused[0]?.text())
      .to.include('has no room left to save')
      .and.include('Number of the request')
    expect(refused[0]?.headers.get('retry-after')).to.equal('3600')
    expect(await (await ask(page)).text()).to.include(acknowledged)
    expect((await ask('/health/live')).status).to.equal(200)
    expect(logged).to.include('The disk is full: nothing was written. Free some space and try again.')

    rmSync(filler())
    expect((await upload()).status).to.equal(303)
    expect((await send('a lock keeper')).status).to.equal(303)
    expect(await (await ask(page)).text()).to.include('a lock keeper')
    expect((await ask('/health/ready')).status).to.equal(200)
    child.kill('SIGTERM')
    expect((await once(child, 'exit'))[0]).to.equal(0)
  })
})
