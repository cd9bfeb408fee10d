import { expect } from 'chai'
import mongoose from 'mongoose'
import { addReset, findReset } from '../../server/colleagues/linkStore.ts'
import { tokenHash } from '../../server/database/ids.ts'
import { countHit } from '../../server/http/hitStore.ts'
import { noteTime } from '../../server/jobs/clockStore.ts'
import { claimMail, readyMails, takeUpAbandoned, takeUpLate } from '../../server/mail/mailStore.ts'
import { tooLongMs } from '../../server/mail/sending/send.ts'
import { askForRetention } from '../../server/privacy/retention/job.ts'
import { draftIdOf } from '../../server/responses/draftStore.ts'
import { takeLease } from '../../server/responses/joint/leaseStore.ts'
import { leaseLength } from '../../server/responses/joint/people.ts'
import { askForSweep } from '../../server/responses/sweep.ts'
import { setClock } from '../clock.ts'
import { openConsultation, respondentTo } from '../responses/respondent.ts'
import { openSite, type Site } from '../site.ts'

const anHour = 60 * 60 * 1000
const aDay = 24 * anHour

describe('a site whose clock jumps', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  afterEach(() => setClock(0))
  after(() => site.close())

  const drafts = () => mongoose.connection.collection('drafts').countDocuments()

  it('takes no answers while it thinks that the time is over, keeps those begun, and takes them once it is right', async () => {
    const respondent = await respondentTo(site, await openConsultation())
    expect((await respondent.send('about', { role: 'a gauge reader' })).status).to.equal(303)
    setClock(5 * aDay)
    expect((await respondent.get('')).text).to.include('It took answers until')
    setClock(-5 * aDay)
    expect((await respondent.get('')).text).to.include('It opens at')
    setClock(0)
    expect((await respondent.get('about')).text).to.include('a gauge reader')
    expect((await respondent.send('about', { role: 'a lock keeper' })).status).to.equal(303)
    expect((await respondent.get('about')).text).to.include('a lock keeper')
  })

  it('deletes nothing by a day that has not come, and what was due once the clock is believed', async () => {
    await noteTime(new Date())
    await respondentTo(site, await openConsultation({ closesAt: new Date(Date.now() + anHour) }))
    const before = await drafts()
    const daily = async () => {
      await Promise.all([askForSweep(), askForRetention()])
      await site.runner.idle()
      return drafts()
    }
    setClock(60 * aDay)
    expect(await daily()).to.equal(before)
    const { text } = await (await site.signIn('administrator')).get('/desk/site').expect(200)
    expect(text).to.include('The clock is not believed.')
    expect((await site.agent().get('/metrics')).text).to.include('soundings_clock_doubted 1')
    setClock(0)
    expect(await daily()).to.equal(before)
    expect((await site.agent().get('/metrics')).text).to.include('soundings_clock_doubted 0')

    setClock(60 * aDay)
    await daily()
    setClock(60 * aDay + 21 * anHour)
    expect(await daily()).to.be.below(before)
  })

  it('has people sign in again after it was ahead or back for long, and lets nobody stay for longer', async () => {
    for (const jump of [2 * aDay, -2 * aDay]) {
      setClock(0)
      const person = await site.signIn('administrator')
      await person.get('/desk/site').expect(200)
      setClock(jump)
      await person.get('/desk/site').expect(303)
      const again = await site.signIn('administrator')
      setClock(jump / 8)
      await again.get('/desk/site').expect(303)
    }
  })

  it('turns nobody away for longer than a stretch lasts', async () => {
    const now = new Date()
    const later = new Date(now.getTime() + aDay)
    for (let tries = 1; tries <= 5; tries++) await countHit('somebody', later, 60_000)
    expect((await countHit('somebody', now, 60_000)).count).to.equal(1)
    expect((await countHit('somebody', now, 60_000)).count).to.equal(2)
  })

  it('lets nobody set a password by a link, nor have a page, for longer than that lasts', async () => {
    const now = new Date()
    const later = new Date(now.getTime() + aDay)
    await addReset('made by a clock that was ahead', 'somebody', later)
    const id = tokenHash('made by a clock that was ahead')
    expect(await findReset(id, later)).to.include({ account: 'somebody' })
    expect(await findReset(id, now)).to.equal(null)

    const { token } = await respondentTo(site, await openConsultation())
    const draft = draftIdOf(token)
    const take = (by: string, from: Date) =>
      takeLease(draft, 'about', { by, until: new Date(from.getTime() + leaseLength) }, from)
    expect(await take('one', later)).to.equal(true)
    expect(await take('two', later)).to.equal(false)
    expect(await take('two', now)).to.equal(true)
  })

  it('sends what it put off by a clock that was wrong, and takes up what was under way by it', async () => {
    const now = new Date()
    const later = new Date(now.getTime() + 30 * aDay)
    const until = new Date(now.getTime() + 60 * aDay)
    for (const id of ['late', 'claimed'])
      await mongoose.connection.collection<{ _id: string }>('mails').insertOne({
        ...{ _id: id, kind: 'colleague', to: '', about: {}, language: 'en', state: 'waiting', attempts: 0 },
        ...{ askedAt: later, notBefore: later, until },
      } as object as { _id: string })
    await claimMail('claimed', later)
    expect(await readyMails(now)).to.deep.equal([])
    await takeUpAbandoned(now)
    await takeUpLate(now, tooLongMs)
    expect((await readyMails(now)).sort()).to.deep.equal(['claimed', 'late'])
  })
})
