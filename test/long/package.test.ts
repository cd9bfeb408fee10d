import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { root } from '../../server/root.ts'

const using = `import { parseRule } from 'soundings/analysis'
const read: { ok: boolean } = parseRule('outsourc*')
console.log(read.ok)
`

/** The package as `npm pack` makes it, installed in an empty folder by whoever has nothing else of Soundings. */
describe('the package that npm makes, installed by itself', function () {
  this.timeout(10 * 60_000)
  let folder: string
  const run = (command: string, ...operands: string[]) =>
    execFileSync(command, operands, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: path.join(folder, 'data') },
    })

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'soundings-package-'))
    const made = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
    })
    const [{ filename }] = JSON.parse(made)
    run('npm', 'install', '--no-audit', '--no-fund', '--omit=dev', `./${filename}`)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('loads the demo and writes its report', () => {
    expect(run('npx', 'soundings', 'demo', '--reports', 'reports')).to.include('all still holds')
    expect(readdirSync(path.join(folder, 'reports'))).to.include('recommendation-1.pdf')
  })

  it('serves the application', async () => {
    const child = spawn(process.execPath, ['node_modules/soundings/scripts/soundings.mjs', 'serve'], {
      cwd: folder,
      env: { ...process.env, DATA_DIR: path.join(folder, 'data'), PORT: '0', LOG_LEVEL: 'error' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      let said = ''
      for await (const words of child.stdout.setEncoding('utf8')) {
        said += words
        if (said.includes('Ctrl-C')) break
      }
      const address = /listening on (\S+)/.exec(said)?.[1] ?? ''
      const page = await (await fetch(address)).text()
      expect(page).to.include('<h1')
      const styles = /href="(\/assets\/main\.css[^"]*)"/.exec(page)?.[1] ?? ''
      expect((await fetch(new URL(styles, address))).status).to.equal(200)
    } finally {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  })

  it('has the analysis as a library, with its types', () => {
    writeFileSync(path.join(folder, 'using.mts'), using)
    const compiler = path.join(root, 'node_modules/typescript/bin/tsc')
    run(process.execPath, compiler, '--module', 'nodenext', '--target', 'es2023', '--strict', 'using.mts')
    expect(run(process.execPath, 'using.mjs')).to.equal('true\n')
  })
})
