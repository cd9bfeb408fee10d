import { expect } from 'chai'
import { model } from 'mongoose'
import { findDraft } from '../../server/responses/draftStore.ts'
import { listResponses } from '../../server/responses/store.ts'
import { answerAll, declaration, openConsultation, respondentTo } from '../responses/respondent.ts'
import { openSite, type Site } from '../site.ts'

const day = 24 * 60 * 60 * 1000

describe('The public pages', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  it('list what is open and what opens later, and nothing that is closed', async () => {
    const open = await openConsultation()
    const later = await openConsultation({
      opensAt: new Date(Date.now() + day),
      closesAt: new Date(Date.now() + 2 * day),
    })
    const closed = await openConsultation({ closesAt: new Date(Date.now() - 1) })
    const { status, text } = await site.agent().get('/')
    expect(status).to.equal(200)
    expect(text).to.include(`/c/${open}"`).and.include(`/c/${later}"`).and.not.include(`/c/${closed}"`)
    expect(text.indexOf('Opening later')).to.be.within(
      text.indexOf(`/c/${open}"`),
      text.indexOf(`/c/${later}"`),
    )
  })

  it('show nothing of a consultation that was never published', async () => {
    const unpublished = await openConsultation()
    await model('Consultation').updateOne({ _id: unpublished }, { $set: { version: 0 } })
    const agent = site.agent()
    expect((await agent.get('/')).text).not.to.include(unpublished)
    expect((await agent.get(`/c/${unpublished}`)).status).to.equal(404)
    await agent.post(`/c/${unpublished}/start`)
    expect(await model('Draft').countDocuments({ consultation: unpublished })).to.equal(0)
  })

  it('say who asks, why, until when and how the words are used, before anything is asked', async () => {
    const { text } = await site.agent().get(`/c/${await openConsultation()}`)
    for (const said of [
      'The Test Bench',
      'To learn how services are built.',
      'Every answer is read.',
      'hello@bench.example',
      'You can answer until',
      'Start now',
    ])
      expect(text).to.include(said)
  })

  it('take no start before the opening or after the close, and say which', async () => {
    const later = await openConsultation({ opensAt: new Date(Date.now() + day) })
    const closed = await openConsultation({ closesAt: new Date(Date.now() - 1) })
    for (const [consultation, said] of [
      [later, 'This consultation opens at'],
      [closed, 'This consultation closed at'],
    ] as const) {
      const { text } = await site.agent().get(`/c/${consultation}`)
      expect(text).to.include(said).and.not.include('Start now')
      expect((await site.agent().post(`/c/${consultation}/start`)).headers.location).to.equal(
        `/c/${consultation}`,
      )
    }
  })

  it('keep a draft that was not sent when the consultation closed, show it, and take no response', async () => {
    const consultation = await openConsultation()
    const respondent = await respondentTo(site, consultation)
    await answerAll(respondent)
    await model('Consultation').updateOne(
      { _id: consultation },
      { $set: { closesAt: new Date(Date.now() - 1) } },
    )
    // The pages of a draft may know the consultation as it was a second ago.
    while ((await respondent.get('about')).status !== 303) await Promise.resolve()

    const late = await respondent.send('experience', { obstacles: 'Typed as it closed.' })
    const link = `/answer/${respondent.token}`
    expect(late.status).to.equal(303)
    expect((await findDraft(respondent.token))?.values.obstacles).to.equal('Typed as it closed.')
    const sent = await respondent.send('send', declaration)
    expect(sent.headers.location).to.equal(link)
    const { text } = await site.agent().get(link)
    expect(text).to.include('This consultation has closed').and.include('Typed as it closed.')
    expect((await respondent.get('about')).headers.location).to.equal(link)
    expect(await listResponses(consultation)).to.have.length(0)
  })

  it('know no consultation of another name', async () => {
    expect((await site.agent().get('/c/nothing-here')).status).to.equal(404)
    expect((await site.agent().post('/c/nothing-here/start')).status).to.equal(404)
  })

  it('tell of privacy and accessibility', async () => {
    for (const page of ['/privacy', '/accessibility'])
      expect((await site.agent().get(page)).status).to.equal(200)
  })

  it('set no cookie for a respondent, and forbid what is not ours', async () => {
    const { headers } = await site.agent().get('/')
    expect(headers['set-cookie']).to.equal(undefined)
    expect(headers['content-security-policy']).to.include("default-src 'none'")
  })
})
