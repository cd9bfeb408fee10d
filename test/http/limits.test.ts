import { expect } from 'chai'
import mongoose from 'mongoose'
import { pino } from 'pino'
import supertest from 'supertest'
import { createApp } from '../../server/app.ts'
import { databaseClient } from '../../server/database/client.ts'
import { countHit } from '../../server/http/hitStore.ts'
import { openSite, type Site } from '../site.ts'

const perMinute = 30
const [here, there] = ['203.0.113.7', '203.0.113.8']

describe('Limits that processes share', () => {
  let site: Site
  const lines: string[] = []
  before(async () => {
    site = await openSite({ proxies: 1 })
  })
  after(() => site.close())

  const hits = () => mongoose.connection.collection('hits')
  /** Another process of the same site: nothing is common to them but the settings and the database. */
  const another = () =>
    createApp({
      ...{ config: site.config, runner: site.runner, post: site.post, client: databaseClient() },
      log: pino({ level: 'error' }, { write: line => lines.push(line) }),
    })
  const check = (app: Parameters<typeof supertest>[0], from: string) =>
    supertest(app).post('/verify').set('X-Forwarded-For', from).type('form').send({ receipt: '' })

  it('count what reaches any of them, and name no address where they count', async () => {
    const [first, second] = [site.app, another()]
    const statuses = []
    for (let sent = 0; sent < perMinute; sent++)
      statuses.push((await check(sent % 2 ? first : second, here)).status)
    expect(new Set(statuses)).to.deep.equal(new Set([422]))
    expect((await check(first, here)).status).to.equal(429)
    expect((await check(second, here)).status).to.equal(429)
    expect((await check(second, there)).status, 'another address').to.equal(422)
    const kept = JSON.stringify(await hits().find().toArray())
    expect(kept).to.match(/"count":32/)
    expect(kept).not.to.contain('203.0.113')
  })

  it('go by the address that the nearest proxy saw, whatever was sent to it', async () => {
    const forged = await check(site.app, `198.51.100.99, ${here}`)
    expect(forged.status).to.equal(429)
  })

  it('lose nothing when many come at once, and begin anew when the time is over', async () => {
    const began = new Date()
    const at = (seconds: number) => new Date(began.getTime() + seconds * 1000)
    const counts = await Promise.all(Array.from({ length: 40 }, () => countHit('a', began, 60_000)))
    expect(counts.map(({ count }) => count).sort((a, b) => a - b)).to.deep.equal(
      Array.from({ length: 40 }, (_, index) => index + 1),
    )
    expect(await countHit('a', at(59), 60_000)).to.deep.equal({ count: 41, until: at(60) })
    const anew = await Promise.all(Array.from({ length: 5 }, () => countHit('a', at(61), 60_000)))
    expect(anew.map(({ count }) => count).sort()).to.deep.equal([1, 2, 3, 4, 5])
  })

  it('expire, so that what is counted does not pile up', async () => {
    const indexes = await hits().indexes()
    expect(
      indexes.some(({ key, expireAfterSeconds }) => key.until === 1 && expireAfterSeconds === 0),
    ).to.equal(true)
  })

  it('let everybody through where the database cannot count, and say so in the log once', async () => {
    const app = another()
    // Every count begins with one: of two, the second cannot be written.
    await hits().deleteMany({})
    await hits().createIndex({ count: 1 }, { unique: true })
    try {
      await countHit('another', new Date(), 60_000)
      for (let sent = 0; sent < 3; sent++) expect((await check(app, here)).status).to.equal(422)
      expect(lines.filter(line => line.includes('requests could not be counted'))).to.have.length(1)
      expect(lines.join()).not.to.contain(here)
    } finally {
      await hits().dropIndex('count_1')
    }
  })
})
