import { expect } from 'chai'
import mongoose from 'mongoose'
import { pino } from 'pino'
import supertest from 'supertest'
import { createApp } from '../../server/app.ts'
import { keepFailed, keepMade } from '../../server/backups/scheduleStore.ts'
import { databaseClient } from '../../server/database/client.ts'
import { askFor } from '../../server/jobs/store.ts'
import { answerAll, openConsultation, respondentTo } from '../responses/respondent.ts'
import { openSite, type Site } from '../site.ts'

describe('watching over a site', () => {
  let site: Site
  before(async () => {
    site = await openSite({ metricsToken: 'a token for the watcher' })
  })
  after(() => site.close())

  const metrics = async (headers: Record<string, string> = {}) => site.agent().get('/metrics').set(headers)

  it('says that it lives, and that it can serve, without a cookie or a cache', async () => {
    const live = await site.agent().get('/health/live').expect(200)
    expect(live.headers['cache-control']).to.equal('no-store')
    expect(live.headers['set-cookie']).to.equal(undefined)
    const ready = await site.agent().get('/health/ready').expect(200)
    expect(ready.body).to.deep.equal({ ready: true, database: 'ok', migrations: 'ok', writing: 'ok' })
  })

  it('tells figures by route and not by address, and of what waits', async () => {
    const consultation = await openConsultation()
    const respondent = await respondentTo(site, consultation)
    await answerAll(respondent, { obstacles: 'Two systems want the same form.' })
    await site.agent().get('/of-nobody/mail@example.org')
    await askFor('a kind that nobody does', 'x')
    await keepMade({ at: new Date(1_795_000_000_000), file: 'f', bytes: 12, documents: 1, encrypted: false })
    const { text, headers } = await metrics()
    expect(headers['content-type']).to.equal('text/plain; version=0.0.4; charset=utf-8')
    expect(text).to.match(
      /soundings_request_seconds_count\{method="POST",route="\/answer\/:token\/:page",status="303"\} \d/,
    )
    expect(text).to.match(
      /soundings_request_seconds_bucket\{method="GET",route="none",status="404",le="\+Inf"\} 1/,
    )
    expect(text).to.include('soundings_jobs{state="waiting"} 1')
    expect(text).to.match(/soundings_drafts 1$/m)
    expect(text).to.include('soundings_backup_last_success_seconds 1795000000')
    expect(text).to.include('soundings_backup_failing 0')
    expect(text).to.match(/soundings_event_loop_delay_seconds\{quantile="0.99"\} \d/)
    expect(text).to.match(/soundings_memory_bytes\{kind="rss"\} \d{7,}/)
    for (const private_ of [respondent.token, consultation, 'example.org'])
      expect(text).not.to.include(private_)
    await keepFailed(new Date(), 'The disk is full.', new Date())
    expect((await metrics()).text).to.include('soundings_backup_failing 1')
  })

  it('is read in a form that Prometheus takes', async () => {
    const { text } = await metrics()
    const sample = /^[a-z_]+(\{[a-z]+="(\\.|[^"\\])*"(,[a-z]+="(\\.|[^"\\])*")*\})? [\d.e+-]+$/
    const lines = text.trimEnd().split('\n')
    expect(lines.filter(line => !line.startsWith('# ') && !sample.test(line))).to.deep.equal([])
    const typed = lines.filter(line => line.startsWith('# TYPE')).map(line => line.split(' ')[2])
    expect(new Set(typed).size).to.equal(typed.length)
  })

  it('tells figures to this machine and to who has the token, and to nobody whom a proxy let through', async () => {
    for (const header of ['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP'])
      expect((await metrics({ [header]: '203.0.113.9' })).status, header).to.equal(404)
    const through = { 'X-Forwarded-For': '203.0.113.9' }
    expect((await metrics({ ...through, Authorization: 'Bearer a token for the watchers' })).status).to.equal(
      404,
    )
    expect((await metrics({ ...through, Authorization: 'Bearer a token for the watcher' })).status).to.equal(
      200,
    )
  })

  it('says that it cannot serve where a newer release changed what is stored', async () => {
    const versions = mongoose.connection.collection<{ _id: string; version: number }>('schema')
    await versions.updateOne({ _id: 'schema' }, { $inc: { version: 1 } })
    const other = openSameAgain()
    const { status, body } = await other.agent().get('/health/ready')
    await versions.updateOne({ _id: 'schema' }, { $inc: { version: -1 } })
    expect(status).to.equal(503)
    expect(body).to.include({ ready: false, database: 'ok', migrations: 'failed' })
  })

  it('tells an administrator how the site stands, and what went wrong with the backup', async () => {
    site.config.backups.folder = '/mnt/backups'
    const { text } = await (await site.signIn('administrator')).get('/desk/site').expect(200)
    expect(text).to.include('The disk is full.').and.include('not encrypted')
    expect(text).to.include('That is longer ago than it should be')
  })

  /** A second process on the database, which remembers no answer. */
  function openSameAgain(): { agent: Site['agent'] } {
    const { config, runner, post } = site
    const app = createApp({ config, runner, post, log: pino({ level: 'silent' }), client: databaseClient() })
    return { agent: () => supertest.agent(app) }
  }
})
