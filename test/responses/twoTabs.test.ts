import { expect } from 'chai'
import { draftIdOf, findDraft } from '../../server/responses/draftStore.ts'
import { asidesOf } from '../../server/responses/joint/asideStore.ts'
import { type Agent, openSite, type Site } from '../site.ts'
import { answerAll, declaration, openConsultation, type Respondent, respondentTo } from './respondent.ts'

/** The hidden fields of a page’s form. */
type Opened = { _csrf: string; _seen: string; _tab: string }

describe('One response in two tabs', () => {
  let site: Site
  let agent: Agent
  let consultation: string
  let respondent: Respondent
  before(async () => {
    site = await openSite()
    agent = site.agent()
    consultation = await openConsultation()
  })
  beforeEach(async () => {
    respondent = await respondentTo(site, consultation)
  })
  after(() => site.close())

  /** Opens a page in a tab of its own. */
  async function open(page: string): Promise<Opened> {
    const { text } = await respondent.get(page)
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
    return { _csrf: field('_csrf'), _seen: field('_seen'), _tab: field('_tab') }
  }

  const values = async () => (await findDraft(respondent.token))?.values

  /** Saves in two tabs that were opened at the same time; the answer is what the second led to. */
  async function saveInBoth(first: Record<string, unknown>, second: Record<string, unknown>) {
    const [one, two] = [await open('experience'), await open('experience')]
    await respondent.send('experience', { ...one, ...first })
    return respondent.send('experience', { ...two, ...second })
  }

  it('shows both texts of what was written in both, and puts neither in the place of the other', async () => {
    const led = await saveInBoth({ obstacles: 'Old systems.' }, { obstacles: 'Slow hiring.' })
    expect(led.headers.location).to.match(/\/experience\/both\/[\w-]+\?tab=/)
    const { text } = await agent.get(led.headers.location ?? '')
    expect(text).to.include('Old systems.').and.include('Slow hiring.')
    expect(await values()).to.include({ obstacles: 'Old systems.' })
  })

  it('keeps the answers of both where each changed another', async () => {
    await respondent.send('experience', { obstacles: 'Before.', people: 'Before.' })
    const led = await saveInBoth(
      { obstacles: 'Old\r\nsystems.', people: 'Before.' },
      { obstacles: 'Before.', people: 'Time.' },
    )
    expect(led.headers.location).to.equal(`/answer/${respondent.token}/views`)
    expect(await values()).to.include({ obstacles: 'Old\r\nsystems.', people: 'Time.' })
  })

  it('keeps what one tab saves again after its answer was lost on the way', async () => {
    const tab = await open('experience')
    await respondent.send('experience', { ...tab, obstacles: 'Old.' })
    const again = await respondent.send('experience', { ...tab, obstacles: 'Old systems.' })
    expect(again.headers.location).to.equal(`/answer/${respondent.token}/views`)
    expect(await values()).to.include({ obstacles: 'Old systems.' })
  })

  it('loses nothing of saves in the same moment', async () => {
    const tabs = await Promise.all(Array.from({ length: 4 }, () => open('experience')))
    await Promise.all(
      tabs.map((tab, at) => respondent.send('experience', { ...tab, obstacles: `Text ${at}.` })),
    )
    const kept = [await values(), ...(await asidesOf(draftIdOf(respondent.token))).map(each => each.values)]
    expect(kept.map(each => each?.obstacles).sort()).to.deep.equal(tabs.map((_, at) => `Text ${at}.`))
  })

  it('tells of a file that was not taken since another is there by now', async () => {
    // Their token is sent by whoever attaches.
    const [{ _csrf: _1, ...one }, { _csrf: _2, ...two }] = [await open('documents'), await open('documents')]
    const file = (name: string) => ({ name, bytes: Buffer.from(`The words of ${name}.`) })
    await respondent.attach('documents', one, file('first.txt'))
    const led = await respondent.attach('documents', { ...two, remarks: 'See it.' }, file('second.txt'))
    const { text } = await agent.get(led.headers.location ?? '')
    expect(text).to.include('first.txt</strong> is attached').and.include('second.txt” was not taken')
    expect(await values()).to.include({ remarks: 'See it.' })
  })

  describe('choosing between two texts', () => {
    let address: string
    let form: Opened
    beforeEach(async () => {
      const led = await saveInBoth({ obstacles: 'Old systems.' }, { obstacles: 'Slow hiring.' })
      address = (led.headers.location ?? '').split('?')[0] ?? ''
      form = await open(address.split(`${respondent.token}/`)[1] ?? '')
    })
    const send = (fields: Record<string, string>) =>
      agent
        .post(address)
        .type('form')
        .send({ ...form, ...fields })
    const aside = async () => (await agent.get(`/answer/${respondent.token}/check/aside`)).text

    it('puts in both as they were edited, and keeps what gave way for reading', async () => {
      const words = 'Old systems, and slow hiring.'
      const led = await send({ 'choice-obstacles': 'together', 'words-obstacles': words })
      expect(led.headers.location).to.equal(`/answer/${respondent.token}/experience?saved`)
      expect(await values()).to.include({ obstacles: words })
      expect(await aside())
        .to.include('Old systems.')
        .and.include('Slow hiring.')
      expect(await aside()).not.to.include('Choose what to keep')
    })

    it('keeps what is saved, or puts in what was kept aside', async () => {
      await send({ 'choice-obstacles': 'now' })
      expect(await values()).to.include({ obstacles: 'Old systems.' })
      await send({ 'choice-obstacles': 'aside' })
      expect(await values()).to.include({ obstacles: 'Slow hiring.' })
    })

    it('asks again, with what was written, where nothing was chosen', async () => {
      const { status, text } = await send({ 'words-obstacles': 'Both of them.' })
      expect(status).to.equal(422)
      expect(text).to.include('Choose what should be the answer').and.include('Both of them.')
    })

    it('shows both again where the answer was saved anew meanwhile', async () => {
      await respondent.send('experience', { ...(await open('experience')), obstacles: 'Third words.' })
      const led = await send({ 'choice-obstacles': 'aside' })
      expect(led.headers.location).to.match(/\/both\//)
      expect(await values()).to.include({ obstacles: 'Third words.' })
      expect((await agent.get(led.headers.location ?? '')).text).to.include('Slow hiring.')
    })

    it('is needed before the response is sent, which removes what was kept aside', async () => {
      await answerAll(respondent)
      const led = await respondent.send('send', declaration)
      expect(led.headers.location).to.equal(`/answer/${respondent.token}/check`)
      expect((await respondent.get('check')).text).to.include(`href="${address}"`)
      await send({ 'choice-obstacles': 'now' })
      await respondent.send('send', declaration)
      await site.runner.idle()
      expect(await asidesOf(draftIdOf(respondent.token))).to.deep.equal([])
    })

    it('refuses a choice that is not offered, and shows nobody else what is aside', async () => {
      expect((await send({ 'choice-obstacles': 'neither' })).status).to.equal(400)
      const other = await respondentTo(site, consultation)
      const theirs = address.replace(respondent.token, other.token)
      expect((await agent.get(theirs)).status).to.equal(404)
    })
  })

  describe('on the declaration', () => {
    const declared = async () => (await findDraft(respondent.token))?.declaration
    const mine = { ...declaration, choice: 'named', whole: 'yes' }
    beforeEach(() => answerAll(respondent))

    it('shows what the other chose, beside what was entered here, before anything is sent', async () => {
      const [one, two] = [await open('declaration'), await open('declaration')]
      const other = { ...declaration, choice: 'unnamed', email: 'ines@example.org' }
      await respondent.send('declaration', { ...one, ...other, agree: '' })
      const told = await respondent.send('send', { ...two, ...mine })
      expect(told.status).to.equal(409)
      expect(told.text)
        .to.include('“How may we quote you?” was changed from another page')
        .and.include('There it says: Quote me without saying who I am')
        .and.include('There it says: not ticked')
        .and.include('There it says: ines@example.org')
      expect(told.text).to.match(/value="named" checked/)
      expect(await declared()).to.include({ choice: 'unnamed', email: 'ines@example.org' })

      const _seen = /name="_seen" value="([^"]*)"/.exec(told.text)?.[1]
      const sent = await respondent.send('send', { ...mine, _seen })
      expect(sent.headers.location).to.match(/^\/receipt\//)
    })

    it('tells nothing where both say the same, or this one saved it itself', async () => {
      const [one, two] = [await open('declaration'), await open('declaration')]
      await respondent.send('declaration', { ...one, ...mine, agree: '' })
      expect((await respondent.send('declaration', { ...two, ...mine })).status).to.equal(303)
      const again = await open('declaration')
      const sent = await respondent.send('send', { ...again, ...mine, choice: 'role' })
      expect(sent.headers.location).to.match(/^\/receipt\//)
    })
  })
})
