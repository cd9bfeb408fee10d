import { expect } from 'chai'
import { model } from 'mongoose'
import { draftIdOf, findDraft } from '../../server/responses/draftStore.ts'
import { asidesOf, hotAsides } from '../../server/responses/joint/asideStore.ts'
import { colleaguesOf, hotColleagues } from '../../server/responses/joint/colleagueStore.ts'
import { leaseLength } from '../../server/responses/joint/people.ts'
import { sweep } from '../../server/responses/sweep.ts'
import { type Agent, openSite, type Site } from '../site.ts'
import {
  answerAll,
  declaration,
  openConsultation,
  type Respondent,
  respondentBy,
  respondentTo,
} from './respondent.ts'

describe('A joint response', () => {
  let site: Site
  let agent: Agent
  let consultation: string
  let ann: Respondent
  let bo: Respondent
  before(async () => {
    site = await openSite()
    agent = site.agent()
    consultation = await openConsultation()
  })
  beforeEach(async () => {
    ann = await respondentTo(site, consultation)
    bo = await shareWith('Bo Hale')
  })
  after(() => site.close())

  /** Has Ann make a link, and opens it. */
  async function shareWith(name: string, fields: Record<string, string> = {}): Promise<Respondent> {
    await ann.send('check/others', { own: 'Ann Reeve', name, ...fields })
    const { text } = await ann.get('check/others')
    const link = [...text.matchAll(/\/answer\/([\w-]{24})">/g)].at(-1)?.[1] ?? ''
    return respondentBy(site, link)
  }
  const others = () => colleaguesOf(draftIdOf(ann.token))
  const seenBy = async (who: Respondent, page: string) => {
    const { text } = await who.get(page)
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
    return { _seen: field('_seen'), _tab: field('_tab') }
  }
  /** Lets the time go by in which somebody has a page for themselves. */
  const letLeasesEnd = () =>
    model('Draft').updateOne(
      { _id: draftIdOf(ann.token) },
      { $set: { 'leases.experience.until': new Date(Date.now() - leaseLength) } },
    )

  it('is one draft by links of their own, of which only hashes are kept', async () => {
    await bo.send('experience', { obstacles: 'Old systems.' })
    expect((await findDraft(ann.token))?.values).to.include({ obstacles: 'Old systems.' })
    const stored = JSON.stringify([await others(), await findDraft(ann.token)])
    expect(stored).not.to.include(bo.token).and.not.to.include(ann.token)
    expect((await bo.get('check')).text).not.to.include(ann.token)
  })

  it('lets one person have a page, and shows others what is saved in it and until when', async () => {
    await bo.send('experience', { obstacles: 'Old systems.' })
    await bo.get('experience')
    const { text } = await ann.get('experience')
    expect(text).to.include('Bo Hale is answering this page now').and.include('Old systems.')
    expect(text).not.to.include('<textarea')
    // Saved and left, it is free at once.
    await bo.send('experience', { obstacles: 'Older systems.' })
    expect((await ann.get('experience')).text)
      .to.include('<textarea')
      .and.include('Older systems.')
  })

  it('gives a page to another once its time is over, and shows both texts to whoever saves too late', async () => {
    const late = await seenBy(bo, 'experience')
    await letLeasesEnd()
    expect((await ann.get('experience')).text).to.include('<textarea')
    const led = await bo.send('experience', { ...late, obstacles: 'Bo’s words.' })
    const address = (led.headers.location ?? '').split('?')[0] ?? ''
    const waiting = await bo.get(address.split(`${bo.token}/`)[1] ?? '')
    expect(waiting.text).to.include('Bo’s words.').and.include('Ann Reeve is answering this page now')
    expect(waiting.text).not.to.include('Save what you chose')

    await ann.send('experience', { obstacles: 'Ann’s words.' })
    const free = await bo.get(address.split(`${bo.token}/`)[1] ?? '')
    expect(free.text).to.include('Bo’s words.').and.include('Ann’s words.').and.include('Ann Reeve, at')
    expect((await findDraft(ann.token))?.values.obstacles).to.equal('Ann’s words.')
  })

  it('saves nothing that is typed by whoever lost the page', async () => {
    const late = await seenBy(bo, 'experience')
    await letLeasesEnd()
    await ann.get('experience')
    const { body } = await bo.send('experience/typed', { ...late, obstacles: 'Bo’s words.' })
    expect(body).to.deep.equal({ state: 'held' })
    expect((await findDraft(ann.token))?.values).to.deep.equal({})
  })

  it('says on the check page who wrote what last, and how it will speak', async () => {
    await answerAll(ann)
    await bo.send('views', { listened: 'disagree', help: [] })
    await ann.send('declaration', { ...declaration, capacity: 'joint', behalf: 'the two of us' })
    const { text } = await bo.get('check')
    expect(text).to.match(/Specialists are listened to\.<br>Bo Hale, at/)
    expect(text).to.match(/What gets in the way\?<br>Ann Reeve, at/)
    expect(text).to.include('by the two of us')
    await ann.get('experience')
    expect((await bo.get('check')).text).to.include('Ann Reeve is answering “What you have seen” now')
  })

  it('is sent by who began it alone, unless they let another', async () => {
    await answerAll(bo)
    const refused = await bo.send('send', declaration)
    expect(refused.headers.location).to.equal(`/answer/${bo.token}/check`)
    expect((await bo.get('check')).text)
      .to.include('Ann Reeve decides')
      .and.not.include('>Continue<')
    for (const page of ['declaration', 'declaration/answers'])
      expect((await bo.get(page)).text).not.to.include('How may we quote you?')
    expect((await bo.send('preview', declaration)).status).to.equal(303)

    const key = (await others())[0]?.key ?? ''
    await ann.send(`check/others/${key}`, { do: 'allow' })
    const sent = await bo.send('send', declaration)
    expect(sent.headers.location).to.equal(`/answer/${bo.token}`)
    expect((await agent.get(`/answer/${bo.token}`)).text).to.include('Your joint response was sent')
    expect((await agent.get(`/receipt/${ann.token}`)).text).to.include('Response sent')
  })

  it('gives a colleague no way to the receipt, to mail, or to withdrawing', async () => {
    await answerAll(bo)
    await ann.send('send', declaration)
    await site.runner.idle()
    for (const room of ['receipt', 'own', 'mail', 'revise'])
      expect((await agent.get(`/${room}/${bo.token}`)).status, room).to.equal(404)
    expect((await others()).map(({ name }) => name)).to.deep.equal([''])
    expect(await findDraft(ann.token)).not.to.have.any.keys('joint', 'leases', 'wrote')
    const late = await bo.send('experience', { obstacles: 'Too late.' })
    expect(late.text).to.include('Too late.')
  })

  it('ends a link, and says so to whoever has it', async () => {
    const key = (await others())[0]?.key ?? ''
    await ann.send(`check/others/${key}`, { do: 'end' })
    const { status, text } = await bo.get('about')
    expect(status).to.equal(404)
    expect(text).to.include('has ended your link')
    await bo.send('experience', { obstacles: 'After the end.' })
    expect((await findDraft(ann.token))?.values).to.deep.equal({})
  })

  it('is shared by who began it alone, with names', async () => {
    expect((await bo.send('check/others', { own: 'Bo', name: 'Cy' })).status).to.equal(403)
    const key = (await others())[0]?.key ?? ''
    expect((await bo.send(`check/others/${key}`, { do: 'allow' })).status).to.equal(403)
    const blank = await ann.send('check/others', { own: 'Ann Reeve', name: ' ' })
    expect(blank.status).to.equal(422)
    expect(blank.text).to.include('Enter the name of the colleague').and.include('Ann Reeve')
    expect(await others()).to.have.length(1)
  })

  it('is removed with all that belongs to it once nobody comes back for it, and found by index', async () => {
    const late = await seenBy(bo, 'experience')
    await letLeasesEnd()
    await ann.send('experience', { obstacles: 'Ann’s words.' })
    await bo.send('experience', { ...late, obstacles: 'Bo’s words.' })
    const draft = draftIdOf(ann.token)
    expect(await asidesOf(draft)).to.have.length(1)
    for (const query of [hotAsides.ofDraft(draft), hotColleagues.ofDraft(draft)])
      expect(JSON.stringify(await query.explain('queryPlanner'))).to.include('IXSCAN')
    await sweep(new Date(Date.now() + 40 * 24 * 60 * 60 * 1000))
    expect(await findDraft(ann.token)).to.equal(null)
    expect([...(await asidesOf(draft)), ...(await others())]).to.deep.equal([])
  })
})
