import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import mongoose from 'mongoose'
import supertest from 'supertest'
import { migrateStored } from '../../scripts/migrate.ts'
import { createApp } from '../../server/app.ts'
import { registerWork } from '../../server/background.ts'
import { restoreBackup } from '../../server/backups/restoreBackup.ts'
import { type Config, readConfig } from '../../server/config.ts'
import { databaseClient } from '../../server/database/client.ts'
import { connectDatabase, type Database } from '../../server/database/connect.ts'
import { migrate, newestVersion } from '../../server/database/migrations.ts'
import { createLog } from '../../server/http/log.ts'
import { Runner } from '../../server/jobs/runner.ts'
import { Post } from '../../server/mail/post.ts'
import { root } from '../../server/root.ts'
import { post } from '../site.ts'

/**
 * For each release, the demo as it loaded it, backed up by a later one: `soundings demo` of that release, and then
 * `DATA_DIR=… soundings backup test/fixtures/releases/VERSION.backup`.
 */
const releases = readdirSync(path.join(root, 'test/fixtures/releases')).map(file =>
  path.basename(file, '.backup'),
)

for (const release of releases)
  describe(`what release ${release} stored`, () => {
    let folder: string
    let config: Config
    let database: Database | undefined
    before(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'soundings-release-'))
      config = readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' })
      await restoreBackup(config, path.join(root, 'test/fixtures/releases', `${release}.backup`))
      config = readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' })
    })
    after(async () => {
      await database?.close()
      rmSync(folder, { recursive: true, force: true })
    })

    const rehearse = async () => {
      const said: string[] = []
      const [data, uri] = [process.env.DATA_DIR, process.env.MONGODB_URI]
      Object.assign(process.env, { DATA_DIR: folder, MONGODB_URI: '' })
      try {
        await migrateStored({ rehearse: true, json: false }, { out: text => said.push(text), err: () => {} })
      } finally {
        restore('DATA_DIR', data)
        restore('MONGODB_URI', uri)
      }
      return said.join('\n')
    }
    const restore = (name: string, value: string | undefined) => {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }

    it('is upgraded in a rehearsal, which leaves it as it is', async () => {
      const said = await rehearse()
      expect(said).to.match(new RegExp(`From version \\d+ of what is stored to ${newestVersion}, on a copy`))
      expect(readdirSync(folder).join()).not.to.include('rehearsal')
      // Again the same: nothing was changed.
      expect((await rehearse()).split('\n').length).to.equal(said.split('\n').length)
    })

    it('is upgraded, and all of it is there: what was answered, coded, found and reported', async () => {
      database = await connectDatabase({ dataFolder: folder, own: true })
      const { steps } = await migrate()
      expect(steps.at(-1)?.version).to.equal(newestVersion)
      const log = createLog('silent')
      const runner = new Runner(log)
      const services = { config, log, runner, post: new Post(config), client: databaseClient() }
      registerWork(services)
      const app = createApp(services)
      await runner.idle()
      expect(runner.givenUp).to.equal(0)

      const agent = supertest.agent(app)
      await post(agent, '/desk/sign-in', {
        email: 'demo@soundings.example',
        password: 'take soundings first',
      })
      const desk = '/desk/digital-government'
      const [response, report, finding] = await Promise.all(
        ['responses', 'reports', 'findings'].map(name =>
          mongoose.connection.collection<{ _id: string }>(name).findOne({}),
        ),
      )
      const pages = [
        '',
        '/responses',
        `/responses/${response?._id}`,
        '/queue',
        '/codebook-history',
        '/search?q=team',
      ]
      pages.push('/findings', `/findings/${finding?._id}`, '/reports', `/reports/${report?._id}`, '/results')
      for (const page of pages) {
        const { status, text } = await agent.get(`${desk}${page}`)
        expect(status, `${page}\n${text}`).to.equal(200)
      }
      await agent.get('/c/digital-government').expect(200)
      const answered = { answered: { $exists: true, $ne: [] }, words: { $gt: 0 } }
      const responses = mongoose.connection.collection('responses')
      expect(await responses.countDocuments(answered)).to.equal(await responses.countDocuments())
    })
  })
