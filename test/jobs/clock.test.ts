import { expect } from 'chai'
import mongoose from 'mongoose'
import { pino } from 'pino'
import { afterNoted, mayDeleteByDay, type NotedTime, noteTime } from '../../server/jobs/clockStore.ts'
import { askFor, claim, findJob } from '../../server/jobs/store.ts'
import { takeTurn } from '../../server/jobs/turnStore.ts'
import { clockLook } from '../../server/jobs/watchClock.ts'
import { openTestDatabase } from '../database/testDatabase.ts'

const anHour = 60 * 60 * 1000
const began = Date.UTC(2027, 2, 28, 0, 30)
/** So many hours after the test begins: that night the clocks of London go forward. */
const at = (hours: number) => new Date(began + hours * anHour)

describe('the time that a site notes', () => {
  const noted = (hours: number, doubt?: NotedTime['doubt']): NotedTime => ({
    _id: 'site',
    at: at(hours),
    ...(doubt && { doubt }),
  })

  it('goes on with the clock, through nights in which the hours are set and days on which nobody is there', () => {
    expect(afterNoted(null, at(0))).to.deep.equal(noted(0))
    expect(afterNoted(noted(0), at(0.1))).to.deep.equal(noted(0))
    expect(afterNoted(noted(0), at(1))).to.deep.equal(noted(1))
    expect(afterNoted(noted(0), at(59))).to.deep.equal(noted(59))
    expect(afterNoted(noted(50), at(0))).to.deep.equal(noted(0))
  })

  it('is doubted where the clock leaps ahead by days, until that has gone on for most of a day', () => {
    const doubt = { since: at(100), noted: at(0) }
    expect(afterNoted(noted(0), at(100))).to.deep.equal(noted(100, doubt))
    expect(afterNoted(noted(100, doubt), at(119))).to.deep.equal(noted(119, doubt))
    expect(afterNoted(noted(119, doubt), at(121))).to.deep.equal(noted(121))
  })

  it('is believed at once where the clock is set right, and doubted anew where it leaps again', () => {
    const doubt = { since: at(1000), noted: at(0) }
    expect(afterNoted(noted(1000, doubt), at(1))).to.deep.equal(noted(1))
    const again = { since: at(2000), noted: at(0) }
    expect(afterNoted(noted(1000, doubt), at(2000))).to.deep.equal(noted(2000, again))
    const less = { since: at(500), noted: at(0) }
    expect(afterNoted(noted(1000, doubt), at(500))).to.deep.equal(noted(500, less))
  })
})

describe('a clock that jumps', () => {
  let close: () => Promise<void>
  beforeEach(async () => {
    const database = await openTestDatabase()
    await mongoose.connect(database.uri, { autoIndex: false })
    close = async () => {
      await mongoose.disconnect()
      await database.drop()
    }
  })
  afterEach(() => close())

  it('is kept in the database, for every process of the site', async () => {
    await noteTime(at(0))
    expect(await mayDeleteByDay(at(1))).to.equal(true)
    expect(await mayDeleteByDay(at(200))).to.equal(false)
    expect(await mayDeleteByDay(at(201))).to.equal(false)
    expect(await mayDeleteByDay(at(2))).to.equal(true)
    expect(await mayDeleteByDay(at(200))).to.equal(false)
    expect(await mayDeleteByDay(at(221))).to.equal(true)
  })

  it('is told to administrators, and told again only after an hour', async () => {
    const told: { msg: string; seconds?: number }[] = []
    const look = clockLook(pino({ level: 'info' }, { write: line => told.push(JSON.parse(line)) }))
    await look(at(0), 0)
    await look(at(1), anHour)
    await look(at(0), 1.1 * anHour)
    await look(at(300), 1.2 * anHour)
    await look(at(300.1), 1.3 * anHour)
    await look(at(301.1), 2.3 * anHour)
    expect(told.map(({ msg, seconds }) => seconds ?? msg.slice(0, 24))).to.deep.equal([
      -3960,
      1_079_640,
      'the clock is days ahead ',
      'the clock is days ahead ',
    ])
  })

  it('holds up no job whose process died while it was wrong', async () => {
    await askFor('kind', 'key')
    await claim(['kind'])
    const jobs = mongoose.connection.collection<{ _id: string }>('jobs')
    const lease = (ms: number) =>
      jobs.updateOne({ _id: 'kind:key' }, { $set: { leaseUntil: new Date(Date.now() + ms) } })
    await lease(50_000)
    expect(await claim(['kind'])).to.equal(null)
    await lease(24 * anHour)
    expect((await claim(['kind']))?._id).to.equal('kind:key')
    expect((await findJob('kind', 'key'))?.leaseUntil?.getTime()).to.be.below(Date.now() + anHour)
  })

  it('holds up no turn that a process took while that of the database was wrong', async () => {
    await takeTurn('what', 'one', 20_000)
    expect((await takeTurn('what', 'two', 20_000)).isOurs).to.equal(false)
    const turns = mongoose.connection.collection<{ _id: string }>('turns')
    await turns.updateOne({ _id: 'what' }, { $set: { until: new Date(Date.now() + 24 * anHour) } })
    expect((await takeTurn('what', 'two', 20_000)).isOurs).to.equal(true)
  })
})
