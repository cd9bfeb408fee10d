import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { record } from '../../server/accounts/auditStore.ts'
import { readConfig } from '../../server/config.ts'
import { type Running, start } from '../../server/main.ts'
import { root } from '../../server/root.ts'
import { openTestDatabase } from '../database/testDatabase.ts'

const document = readFileSync(path.join(root, 'docs/administration.md'), 'utf8')

describe('docs/administration.md', function () {
  // Whole processes are started, which takes long on a busy machine.
  this.timeout(120_000)
  let folder: string
  let running: Running
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'soundings-administration-'))
    running = await start(
      readConfig({ DATA_DIR: path.join(folder, 'data'), PORT: '0', LOG_LEVEL: 'silent', DEMO: 'off' }),
    )
    await record('an account', 'ended the account of', 'another')
    await running.services.runner.idle()
  })
  after(async () => {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('has commands that all do what it says, in this order', async () => {
    const blocks = [...document.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
    expect(blocks.length).to.be.greaterThan(5)
    const other = await openTestDatabase()
    const script = blocks
      .join('')
      .replaceAll('http://127.0.0.1:3000', running.url)
      .replaceAll('mongodb://127.0.0.1:27017/soundings', other.uri)
    // The command as it is built; and no other program than Node.
    const cli = path.join(root, 'scripts/soundings.mjs')
    const shims = [
      'set -e',
      `npx() { shift; "${process.execPath}" "${cli}" "$@"; }`,
      `curl() { "${process.execPath}" -e 'fetch(process.argv[1]).then(async r => { console.log(await r.text()); process.exit(r.ok ? 0 : 22) })' "$2"; }`,
      `openssl() { "${process.execPath}" -e 'console.log(crypto.randomBytes(32).toString("base64"))'; }`,
    ]
    const file = path.join(folder, 'commands.sh')
    writeFileSync(file, `${shims.join('\n')}\n${script}`)
    const { code, out, err } = await bash(file)
    await other.drop()
    expect(code, err).to.equal(0)
    for (const said of [
      /site\.backup: written and read through, \d+ bytes\. It is encrypted/,
      /site\.backup: whole, and can be restored/,
      /goes into \S+restored\.[\s\S]*All of it was put back/,
      /goes into the database of MONGODB_URI\.[\s\S]*All of it was put back/,
      /Nothing is to be done: what is stored has version \d+/,
      /1 event in 1 block, sealed until [\s\S]*goes on from the head that you gave/,
      /^live$/m,
      /"ready":true/,
      /^soundings_jobs\{state="failed"\} 0$/m,
    ])
      expect(out).to.match(said)
  })

  it('names settings that there are, and figures that there are', async () => {
    const example = readFileSync(path.join(root, '.env.example'), 'utf8')
    const settings = [...document.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, name]) => name)
    expect(settings.filter(name => !example.includes(`${name}=`))).to.deep.equal([])
    const metrics = await (await fetch(`${running.url}/metrics`)).text()
    const figures = [...document.matchAll(/soundings_[a-z_]+/g)].map(([name]) => name)
    const onceThere = ['soundings_backup_last_success_seconds']
    const missing = figures.filter(name => !metrics.includes(name) && !onceThere.includes(name))
    expect(missing).to.deep.equal([])
  })

  function bash(file: string): Promise<{ code: number | null; out: string; err: string }> {
    const env = { ...process.env, MONGODB_URI: '', DATA_DIR: '', PORT: '' }
    const child = spawn('bash', [file], { cwd: folder, env })
    let [out, err] = ['', '']
    child.stdout.on('data', chunk => {
      out += chunk
    })
    child.stderr.on('data', chunk => {
      err += chunk
    })
    return new Promise(resolve => child.once('close', code => resolve({ code, out, err })))
  }
})
