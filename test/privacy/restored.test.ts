import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { writeErasures } from '../../scripts/writeErasures.ts'
import { makeBackup } from '../../server/backups/makeBackup.ts'
import { restoreBackup } from '../../server/backups/restoreBackup.ts'
import { type Config, readConfig } from '../../server/config.ts'
import { type Running, start } from '../../server/main.ts'
import { askToErase } from '../../server/privacy/erasing/ask.ts'
import { addCorpus, respond } from '../coding/corpus.ts'
import { whereStand } from './everyWord.ts'

const words = 'The Garrowmere weighbridge is out of order for months at a time.'
const theirs = ['Garrowmere', 'weighbridge is out of order']

describe('A backup from before an erasure', function () {
  // Whole sites are started, which takes long on a busy machine.
  this.timeout(120_000)
  let folder: string
  let backup: string
  let id: string
  const configOf = (name: string, more: NodeJS.ProcessEnv = {}): Config =>
    readConfig({
      ...{ DATA_DIR: path.join(folder, name), PORT: '0', DEMO: 'off', LOG_LEVEL: 'silent' },
      // The same machine’s or another’s: the copy of the key is there.
      ...{ ENCRYPTION_KEY: 'a1'.repeat(32), ...more },
    })

  async function running<T>(config: Config, run: (site: Running) => Promise<T>): Promise<T> {
    const site = await start(config)
    try {
      await site.services.runner.idle()
      return await run(site)
    } finally {
      await site.stop()
    }
  }

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'soundings-erasures-'))
    backup = path.join(folder, 'before', 'site.backup')
    for (const name of ['before', 'kept']) mkdirSync(path.join(folder, name))
    const config = configOf('data', { BACKUP_FOLDER: path.join(folder, 'kept') })
    await running(config, async ({ services: { runner } }) => {
      await addCorpus('weighing')
      id = (await respond('weighing', 'a', { obstacles: words }))._id
      await runner.idle()
      await makeBackup(config, backup)
      expect(await whereStand(theirs)).not.to.deep.equal([])
      await askToErase('weighing', id, new Date())
      await runner.idle()
      await runner.idle()
      expect(await whereStand(theirs)).to.deep.equal([])
    })
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const wordsIn = (config: Config) => running(config, () => whereStand(theirs))

  it('has the words still, where nothing is known of the erasure', async () => {
    const config = configOf('unknowing')
    expect((await restoreBackup(config, backup)).erasures).to.equal(0)
    expect(await wordsIn(config)).not.to.deep.equal([])
  })

  it('lists ids alone, in the data folder and beside the backups', () => {
    for (const place of ['data', 'kept']) {
      const list = readFileSync(path.join(folder, place, 'erasures.jsonl'), 'utf8')
      expect(Object.keys(JSON.parse(list))).to.deep.equal(['response', 'consultation', 'at'])
      expect(list).to.include(id)
    }
  })

  it('is erased again in the place that it takes the place of', async () => {
    const config = configOf('data')
    const { kept, erasures } = await restoreBackup(config, backup, { replace: true })
    expect(existsSync(kept ?? '')).to.equal(true)
    expect(erasures).to.equal(1)
    expect(await wordsIn(config)).to.deep.equal([])
  })

  it('is erased again anywhere by a list that the administrator gives, or that lies beside it', async () => {
    const list = path.join(folder, 'list.jsonl')
    const env = { ...process.env }
    Object.assign(process.env, { DATA_DIR: path.join(folder, 'data') })
    const said: string[] = []
    try {
      expect(
        await writeErasures({ file: list, json: false }, { out: text => said.push(text), err: () => {} }),
      ).to.equal(0)
    } finally {
      process.env = env
    }
    expect(said.join()).to.include('1 erased response, by ids alone')
    const given = configOf('given')
    expect((await restoreBackup(given, backup, { erasures: list })).erasures).to.equal(1)
    expect(await wordsIn(given)).to.deep.equal([])

    const beside = path.join(folder, 'kept', 'moved.backup')
    copyFileSync(backup, beside)
    const config = configOf('beside')
    expect((await restoreBackup(config, beside)).erasures).to.equal(1)
    expect(await wordsIn(config)).to.deep.equal([])
  })

  it('is not restored by a list that is none', async () => {
    const refusal = (list: string) =>
      restoreBackup(configOf('refused'), backup, { erasures: list }).then(
        () => 'it was done',
        (error: Error) => error.message,
      )
    expect(await refusal(path.join(folder, 'nothing'))).to.include('There is no list of erasures at')
    expect(await refusal(backup)).to.include('is no list of erasures')
    expect(existsSync(path.join(folder, 'refused', 'soundings.sqlite'))).to.equal(false)
  })
})
