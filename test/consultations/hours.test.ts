import { expect } from 'chai'
import { model } from 'mongoose'
import { latestEvents } from '../../server/accounts/auditStore.ts'
import { shownIn } from '../../server/consultations/running/zonedTime.ts'
import { findConsultation, forgetRecent } from '../../server/consultations/store.ts'
import { draftIdOf } from '../../server/responses/draftStore.ts'
import { listResponses } from '../../server/responses/store.ts'
import { answerAll, declaration, openConsultation, respondentTo } from '../responses/respondent.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

const hour = 60 * 60 * 1000
const inHours = (hours: number) => new Date(Date.now() + hours * hour)
const typed = (hours: number) => shownIn('Europe/London', inHours(hours))

describe('The opening hours of a consultation', () => {
  let site: Site
  let owner: Agent
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
  })
  after(() => site.close())

  /** Confirms a change as its page does, and tells what the page said before. */
  async function change(consultation: string, fields: Record<string, string>, seen?: number) {
    const path = `/desk/${consultation}/hours`
    const asked = await owner.get(`${path}/confirm`).query(fields)
    const version = seen ?? (await findConsultation(consultation))?.changes ?? 0
    if (asked.status === 200) await post(owner, path, { ...fields, seen: version }, path)
    return { said: asked.text, page: (await owner.get(path).expect(200)).text }
  }
  const state = async (consultation: string) =>
    /(You can answer until|opens at|closed at)/.exec((await site.agent().get(`/c/${consultation}`)).text)?.[1]
  const lastEvent = async () => (await latestEvents())[0]?.what ?? ''

  it('change nothing before it is confirmed', async () => {
    const consultation = await openConsultation()
    const { text } = await owner.get(`/desk/${consultation}/hours/confirm`).query({ act: 'close' })
    expect(text)
      .to.include('Nobody can begin an answer from now on.')
      .and.include('cannot be sent any more')
      .and.include('Leave it as it is')
    expect(await state(consultation)).to.equal('You can answer until')
  })

  it('end at once when it is closed early, and begin again when it is opened again', async () => {
    const consultation = await openConsultation()
    await change(consultation, { act: 'close' })
    expect(await state(consultation)).to.equal('closed at')
    expect(await lastEvent()).to.match(/^closed the consultation before its time, which was .*, UK time$/)
    const { said } = await change(consultation, { act: 'reopen', closesAt: typed(30) })
    expect(said).to.include('can go on with the same link')
    expect(await state(consultation)).to.equal('You can answer until')
    expect(await lastEvent()).to.include('opened the consultation again until')
  })

  it('are extended and shortened, which the public page tells with its zone', async () => {
    const consultation = await openConsultation()
    const { said } = await change(consultation, { act: 'move', closesAt: typed(72) })
    expect(said).to.include('Extend it').and.include('Until now it was to close at')
    const { said: earlier } = await change(consultation, { act: 'move', closesAt: typed(3) })
    expect(earlier).to.include('less time than their page said')
    expect((await site.agent().get(`/c/${consultation}`)).text).to.match(
      /until \d+:\d\d [ap]m on .* UK time\./,
    )
    expect(await lastEvent()).to.match(/^moved the close from .* to /)
  })

  it('are set before it opens, and it may be opened before its time', async () => {
    const consultation = await openConsultation({ opensAt: inHours(5), closesAt: inHours(50) })
    const hours = { opensAt: '2090-01-05T09:00', closesAt: '2090-07-05T09:00', zone: 'America/New_York' }
    await change(consultation, { act: 'hours', ...hours })
    expect(await findConsultation(consultation)).to.deep.include({
      opensAt: new Date('2090-01-05T14:00Z'),
      closesAt: new Date('2090-07-05T13:00Z'),
      zone: 'America/New_York',
    })
    expect((await site.agent().get(`/c/${consultation}`)).text).to.include(
      'opens at 9:00 am on 5 January 2090, Eastern Time',
    )
    await change(consultation, { act: 'open' })
    expect(await state(consultation)).to.equal('You can answer until')
  })

  it('say what is wrong with a time, and keep what was entered', async () => {
    const consultation = await openConsultation()
    const { page } = await change(consultation, { act: 'move', closesAt: '2020-01-01T10:00' })
    expect(page).to.include('That time has passed').and.include('value="2020-01-01T10:00"')
    expect((await change(consultation, { act: 'grace', grace: '17' })).page).to.include(
      'Choose a time of grace',
    )
    expect((await change(consultation, { act: 'reopen', closesAt: typed(9) })).page).to.include(
      'Look how it stands now',
    )
    expect((await owner.get(`/desk/${consultation}/hours/confirm?act=burn`)).status).to.equal(400)
  })

  it('are told by other clocks while it is open, at the same moments', async () => {
    const consultation = await openConsultation({ closesAt: new Date('2090-07-05T11:00Z') })
    const { said } = await change(consultation, { act: 'zone', zone: 'Europe/Athens' })
    expect(said).to.include(
      'told as midday on 5 July 2090, UK time until now, is told as 2:00 pm on 5 July 2090, Eastern European Time',
    )
    expect((await findConsultation(consultation))?.closesAt).to.deep.equal(new Date('2090-07-05T11:00Z'))
    expect((await site.agent().get(`/c/${consultation}`)).text).to.include('2:00 pm on 5 July 2090')
    expect(await lastEvent()).to.equal('changed the time zone from Europe/London to Europe/Athens')
    for (const zone of ['Europe/Athens', 'Europe/Atlantis'])
      expect((await change(consultation, { act: 'zone', zone })).page).to.include('Choose another time zone')
  })

  it('are not changed over what another owner changed meanwhile', async () => {
    const consultation = await openConsultation()
    await change(consultation, { act: 'move', closesAt: typed(72) })
    const before = (await findConsultation(consultation))?.closesAt
    const { page } = await change(consultation, { act: 'move', closesAt: typed(4) }, 0)
    expect(page).to.include('changed since you opened the page')
    expect((await findConsultation(consultation))?.closesAt).to.deep.equal(before)
  })

  describe('and a draft that was begun before the close', () => {
    /** Somebody who wrote all and did not send it before the close, which was a minute ago. */
    async function late(graceMinutes: number) {
      const consultation = await openConsultation()
      const respondent = await respondentTo(site, consultation)
      await answerAll(respondent)
      const begun = inHours(-2)
      await model('Draft').updateOne({ _id: draftIdOf(respondent.token) }, { $set: { startedOn: begun } })
      const closed = { closesAt: new Date(Date.now() - 60_000), graceMinutes }
      await model('Consultation').updateOne({ _id: consultation }, { $set: closed })
      forgetRecent(consultation)
      return { consultation, respondent }
    }

    it('can be sent in the time of grace, and is told so', async () => {
      const { consultation, respondent } = await late(60)
      const { text } = await respondent.get('about')
      expect(text).to.match(/This consultation closed at .* you can go on and send your response until/)
      const sent = await respondent.send('send', declaration)
      expect(sent.headers.location).to.equal(`/receipt/${respondent.token}`)
      expect(await listResponses(consultation)).to.have.length(1)
    })

    it('cannot be begun in it', async () => {
      const { consultation } = await late(60)
      await site.agent().post(`/c/${consultation}/start`)
      expect(await model('Draft').countDocuments({ consultation })).to.equal(1)
      expect(await state(consultation)).to.equal('closed at')
    })

    it('cannot be sent after it, is shown to whoever wrote it, and until when', async () => {
      const { consultation, respondent } = await late(0)
      await respondent.send('send', declaration)
      expect(await listResponses(consultation)).to.have.length(0)
      const { text } = await site.agent().get(`/answer/${respondent.token}`)
      expect(text)
        .to.include('Nobody may change the system.')
        .and.match(/This link opens it until .*, UK time; then it is removed/)
    })

    it('is given the time of grace by an owner, also after the close', async () => {
      const { consultation, respondent } = await late(0)
      const { said } = await change(consultation, { act: 'grace', grace: '120' })
      expect(said).to.include('Nobody can begin after the close.')
      expect((await respondent.get('about')).status).to.equal(200)
      expect(await lastEvent()).to.equal('changed the time of grace from none to 2 hours')
      await change(consultation, { act: 'grace', grace: '0' })
      expect((await respondent.get('about')).status).to.equal(303)
    })
  })
})
