import { expect } from 'chai'
import type { Response } from '../../server/responses/response.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addCodebook, addCorpus, respond, theme } from './corpus.ts'
import { decide, pathOf, tagOf } from './desk.ts'

describe('the desk’s pages of a consultation', () => {
  let site: Site
  let ines: Agent
  const consultation = 'pages'
  before(async () => {
    site = await openSite()
    ines = await site.signIn('researcher')
    await addCorpus(consultation)
  })
  after(() => site.close())

  const overview = async () => (await ines.get(`/desk/${consultation}`)).text.replace(/\s+/g, ' ')
  const responses = new Map<string, Response>()

  it('say what comes next while there is nothing', async () => {
    expect(await overview())
      .to.include('0 responses')
      .and.include('Set up the codebook')
    expect((await ines.get(`/desk/${consultation}/responses`)).text).to.include('Nobody has answered yet')
    await addCodebook(consultation, theme('pay', ['pay']), theme('training', ['training'], { parent: 'pay' }))
    expect(await overview()).to.include('Share the consultation')
    expect((await ines.get(`/desk/${consultation}/themes/pay`)).text).to.include(
      'No passage has been accepted',
    )
  })

  it('tell unaided, accepted and unreviewed apart on the overview', async () => {
    for (const key of ['unaided', 'machine', 'waiting', 'rejected'])
      responses.set(key, await respond(consultation, key, { obstacles: `Pay is low, says ${key}.` }))
    await site.runner.idle()
    const [unaided, machine, , rejected] = [...responses.values()]
    if (!unaided || !machine || !rejected) throw new Error('four responded')
    const { text, start, end } = await tagOf(unaided, 'pay')
    await post(ines, `${pathOf(unaided)}/codings`, { text, start, end, theme: 'pay', stance: 'supports' })
    await decide(ines, machine, await tagOf(machine, 'pay'), { do: 'accept-opposes' })
    await decide(ines, rejected, await tagOf(rejected, 'pay'), { do: 'reject' })
    const page = await overview()
    expect(page).to.include('4 responses').and.include('20 words').and.include('Review suggestions')
    expect(page).to.match(/kept out of every count.*no comment, .*see question 3, /)
    expect(page).to.match(
      /Pay<\/span>.*?<td class="number">1<\/td><td class="number">1<\/td><td class="number">1<\/td>/,
    )
    expect(page).to.include('<rect class="bar__machine" x="25" y="0" width="25"')
  })

  it('ask for codings those alone who may code', async () => {
    const [unaided] = responses.values()
    if (!unaided) throw new Error('one responded')
    const author = await site.signIn('author')
    const pages = [`${pathOf(unaided)}?tags=show`, `/desk/${consultation}/queue`]
    const forms = ['Code this passage', 'value="accept-supports"', 'Language of this answer', 'Write a memo']
    const shown = async (agent: Agent) =>
      (await Promise.all(pages.map(page => agent.get(page).expect(200)))).map(({ text }) => text).join()
    const [coder, reader] = [await shown(ines), await shown(author)]
    for (const form of forms) {
      expect(coder).to.include(form)
      expect(reader).to.not.include(form)
    }
    expect(reader).to.include('Coding is for researchers').and.include('Deciding on it is for researchers')
    expect(reader).to.include('Pay is low, says unaided')
  })

  it('list a theme’s passages by what was decided, with respondents by stance', async () => {
    const show = async (list: string) =>
      (await ines.get(`/desk/${consultation}/themes/pay?show=${list}`)).text
    const accepted = await show('accepted')
    expect(accepted).to.include('says unaided').and.include('says machine')
    expect(accepted).to.not.include('says waiting')
    expect(accepted).to.include('Coded unaided by A researcher')
    expect(accepted).to.include('<td>Supports</td><td class="number">1</td>')
    expect(accepted).to.include('<td>Opposes</td><td class="number">1</td>')
    expect(accepted).to.include('2 respondents have an accepted passage')
    expect(await show('unreviewed'))
      .to.include('says waiting')
      .and.not.include('says machine')
    expect(await show('rejected'))
      .to.include('says rejected')
      .and.not.include('says machine')
    expect(accepted).to.include('/themes/training')
  })

  it('find a response by the reference that its respondent gives, however it was typed', async () => {
    const [response] = responses.values()
    const list = `/desk/${consultation}/responses`
    const found = await ines.get(list).query({ reference: ` ${response?.reference.toLowerCase()} ` })
    expect(found.headers.location).to.equal(`${list}/${response?._id}`)
    const missed = await ines.get(list).query({ reference: 'SND-0000-0000' })
    expect(missed.text)
      .to.include('No response here has the reference SND-0000-0000')
      .and.include('value="SND-0000-0000"')
  })

  it('list the responses with what each permits', async () => {
    await respond(consultation, 'silent', { obstacles: 'Keep this to yourself.' }, 'none')
    const page = (await ines.get(`/desk/${consultation}/responses`)).text
    expect(page).to.include('Not to be quoted').and.include('May be quoted as “one respondent”')
    expect(page).to.include('a registrar')
    expect(page).to.not.include('Keep this to yourself')
  })

  it('are for those who have signed in, and for what exists', async () => {
    const stranger = site.agent()
    const [response] = responses.values()
    for (const path of ['', '/responses', '/queue', '/themes/pay', `/responses/${response?._id}`]) {
      const sent = await stranger.get(`/desk/${consultation}${path}`)
      expect(sent.status).to.equal(303)
      expect(sent.headers.location).to.match(/^\/desk\/sign-in/)
      expect((await ines.get(`/desk/nowhere${path}`)).status).to.equal(404)
    }
    expect((await ines.get(`/desk/${consultation}/themes/nowhere`)).status).to.equal(404)
    expect((await ines.get(`/desk/${consultation}/responses/nowhere`)).status).to.equal(404)
  })

  it('take an address with repeated or odd fields calmly', async () => {
    for (const query of [
      '?after=a&after=b',
      '?after[$gt]=',
      '?theme=%00',
      '?past=x',
      '?after=zzzz&past=%F0%9F%98%80',
    ]) {
      expect((await ines.get(`/desk/${consultation}/queue${query}`)).status).to.equal(200)
      expect((await ines.get(`/desk/${consultation}/responses${query}`)).status).to.equal(200)
    }
  })
})
