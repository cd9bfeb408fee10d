import { expect } from 'chai'
import mongoose from 'mongoose'
import { changeRetention, monthsAfter } from '../../server/consultations/retention/retentionStore.ts'
import { findIdentities } from '../../server/responses/identityStore.ts'
import { speakersOf } from '../../server/responses/speakers.ts'
import { sweep } from '../../server/responses/sweep.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'
import { responseOf, sender } from './changing.ts'
import { openConsultation, type Respondent, respondentTo } from './respondent.ts'

const aDay = 24 * 60 * 60 * 1000

describe('How long names are kept', () => {
  let site: Site
  let owner: Agent
  let consultation: string
  let respondent: Respondent
  let path: string
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
  })
  beforeEach(async () => {
    consultation = await openConsultation()
    respondent = await sender(site, consultation, {}, { choice: 'named' })
    path = `/desk/${consultation}/retention`
  })
  after(() => site.close())

  const own = async () => (await site.agent().get(`/own/${respondent.token}`)).text
  const kept = async () => (await findIdentities([(await responseOf(respondent)).identity ?? ''])).length
  const close = (closesAt: Date) =>
    mongoose.connection
      .collection<{ _id: string }>('consultations')
      .updateOne({ _id: consultation }, { $set: { closesAt } })

  it('is set by an owner, and told to respondents before they send and after', async () => {
    expect(await own()).to.include(
      'Your name, organisation or email address is kept apart from your answers.',
    )
    await post(owner, path, { months: '6', version: 0 }, path)
    const until = monthsAfter(new Date(Date.now() + aDay), 6)
    const day = until.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' })
    expect((await owner.get(path)).text).to.include(`They are deleted on ${day}.`)
    expect(await own()).to.include(`and deleted on ${day}.`)
    const declaring = await respondentTo(site, consultation)
    expect((await declaring.get('declaration')).text).to.include(`email address are deleted on ${day}.`)
  })

  it('deletes who they are once the day has come, and nothing of what they wrote', async () => {
    await post(owner, path, { months: '1', version: 0 }, path)
    const before = await responseOf(respondent)
    await sweep(new Date(Date.now() + 20 * aDay))
    expect(await kept()).to.equal(1)
    await sweep(new Date(Date.now() + 40 * aDay))
    const after = await responseOf(respondent)
    expect(await findIdentities([before.identity ?? ''])).to.deep.equal([])
    const { identity, ...rest } = before
    expect(identity).to.be.a('string')
    expect({ ...after, pending: [] }).to.deep.equal({ ...rest, pending: [] })
    expect(await storedTexts(consultation, after._id)).to.have.length(1)
    expect((await speakersOf([after])).get(after._id)).to.include({ name: '', role: 'a senior official' })
    expect(await own())
      .to.include('No name and no address of yours is kept.')
      .and.include('“…” — a senior official in local government')
      .and.not.include('Ines Marlow')
  })

  it('finishes what a killed server began, and never deletes before the consultation closes', async () => {
    await changeRetention(consultation, 0, 0)
    await sweep(new Date())
    expect(await kept()).to.equal(1)
    const { identity = '' } = await responseOf(respondent)
    await mongoose.connection.collection<{ _id: string }>('identities').deleteOne({ _id: identity })
    await sweep(new Date(Date.now() + 2 * aDay))
    expect((await responseOf(respondent)).identity).to.equal(undefined)
  })

  it('leaves those of other consultations, and of those without a day', async () => {
    const other = await openConsultation()
    await changeRetention(other, 0, 1)
    await sweep(new Date(Date.now() + 400 * aDay))
    expect(await kept()).to.equal(1)
  })

  it('asks to be sure of a day that has passed already', async () => {
    await close(new Date(Date.now() - 60 * aDay))
    await post(owner, path, { months: '1', version: 0 }, path)
    expect((await owner.get(path)).text)
      .to.include('Tick that you are sure')
      .and.include('value="1"')
    await post(owner, path, { months: '1', version: 0, sure: 'yes' }, path)
    expect((await owner.get(path)).text).to.include('They are deleted on')
  })

  it('keeps what was entered that cannot be, or that another overtook', async () => {
    for (const months of ['soon', '-1', '1.5', '601', '9999']) {
      await post(owner, path, { months, version: 0 }, path)
      expect((await owner.get(path)).text, months)
        .to.include('Enter months in figures')
        .and.include(`value="${months}"`)
    }
    await changeRetention(consultation, 0, 24)
    await post(owner, path, { months: '3', version: 0 }, path)
    expect((await owner.get(path)).text).to.include('Someone else changed this')
    await post(owner, path, { months: '3', version: 1 }, path)
    expect((await owner.get(path)).text).to.include('They are deleted on')
  })

  it('counts months to the last day of a shorter one', () => {
    const day = (date: string, months: number) =>
      monthsAfter(new Date(date), months).toISOString().slice(0, 16)
    expect(day('2026-01-31T17:00Z', 1)).to.equal('2026-02-28T17:00')
    expect(day('2027-12-31T17:00Z', 2)).to.equal('2028-02-29T17:00')
    expect(day('2026-11-30T23:59Z', 0)).to.equal('2026-11-30T23:59')
  })
})
