import { expect } from 'chai'
import { latestEvents } from '../../server/accounts/auditStore.ts'
import { asMarkdown, pageHtml } from '../../server/http/safeMarkdown.ts'
import { openConsultation, respondentTo } from '../responses/respondent.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

const facts = {
  basis: 'publicTask',
  isPublicBody: 'yes',
  keptMonths: '36',
  officer: 'dpo@bench.example',
  regulator: 'the Information Commissioner’s Office, https://ico.org.uk/make-a-complaint/',
}

describe('The pages of a consultation that law expects', () => {
  let site: Site
  let owner: Agent
  let consultation: string
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
  })
  after(() => site.close())
  beforeEach(async () => {
    consultation = await openConsultation({ closesAt: new Date('2099-01-31T12:00Z') })
  })

  const read = async (page: string) => (await site.agent().get(`/c/${consultation}/${page}`).expect(200)).text
  const desk = async (page = '') => {
    const { text } = await owner.get(`/desk/${consultation}/pages${page}`).expect(200)
    return text
  }
  const say = (fields: Record<string, string>) =>
    post(owner, `/desk/${consultation}/pages`, { ...facts, ...fields })
  const write = (page: string, fields: Record<string, string>) =>
    post(owner, `/desk/${consultation}/pages/${page}`, { do: 'save', ...fields })

  it('are composed of its settings before anybody has written them', async () => {
    const privacy = await read('privacy')
    for (const said of [
      'The Test Bench asks this consultation',
      'Article 6(1)(f)',
      'Your permission to be quoted is not the lawful basis',
      '31 January 2101',
      'href="mailto:hello@bench.example"',
      'href="https://ico.org.uk/make-a-complaint/"',
    ])
      expect(privacy).to.include(said)
    expect(privacy).not.to.include('Freedom of information')
    expect(await read('accessibility')).to.include('Web Content Accessibility Guidelines 2.2, level AA')
    expect(await read('contact'))
      .to.include('The Test Bench')
      .and.include('reference on your receipt')
    expect(await desk()).to.include('Nobody has looked at this yet')
  })

  it('say what an owner says they rest on, with the law that binds a public body', async () => {
    await say({ seen: '0' })
    expect(await read('privacy'))
      .to.include('Article 6(1)(e)')
      .and.include('Freedom-of-information law may compel it to disclose what you send')
      .and.include('tell us why')
      .and.include('dpo@bench.example')
      .and.include('31 January 2102')
    expect(await read('accessibility')).to.include('Equality Advisory and Support Service')
    expect((await latestEvents())[0]?.what).to.include('lawful basis "publicTask"')
    await say({ seen: '0', basis: 'consent' })
    expect(await desk())
      .to.include('Somebody else saved this')
      .and.match(/value="consent" checked/)
    expect(await read('privacy')).to.include('Article 6(1)(e)')
  })

  it('name the day on which names are deleted, and warn where it is not before what the notice says', async () => {
    const path = `/desk/${consultation}/retention`
    const retention = async () => (await owner.get(path).expect(200)).text
    expect(await desk()).to.include('no day is set on which names and addresses are deleted')
    await post(owner, path, { months: '30', version: 0 })
    for (const text of [await desk(), await retention()])
      expect(text).to.include('kept until 31 January 2101, and names and addresses would be deleted only on')
    await post(owner, path, { months: '6', version: 1 })
    expect(await read('privacy')).to.include('email addresses are deleted on 31 July 2099.')
    expect(await desk()).not.to.include('class="look">The privacy notice')
    await write('privacy', { text: 'Names are kept for ever.', seen: '0' })
    for (const text of [await desk(), await retention()])
      expect(text).to.include('You wrote the privacy notice yourself. See that it says')
  })

  it('tell what is wrong with what they rest on, and keep what was entered', async () => {
    await say({ seen: '0', keptMonths: 'long', basis: 'fun', officer: 'kept@bench.example' })
    expect(await desk())
      .to.include('as a whole number such as 24')
      .and.include('Choose the lawful basis')
      .and.include('kept@bench.example')
  })

  it('are written by an owner, after a look, and composed again', async () => {
    const words = '## Who we are\n\nThe *Bench*, <b>not</b> bold.\n\n- one\n- [two](javascript:alert(1))'
    await write('contact', { text: words, seen: '0', do: 'preview' })
    expect(await desk('/contact'))
      .to.include('is not saved yet')
      .and.include('<h2 class="govuk-heading-m">Who we are</h2>')
    expect(await read('contact')).not.to.include('Who we are')
    await write('contact', { text: words, seen: '0' })
    expect(await read('contact'))
      .to.include('The <em>Bench</em>, &lt;b&gt;not&lt;/b&gt; bold.')
      .and.not.include('href="javascript')
    expect((await latestEvents())[0]?.what).to.equal('wrote the page “Contact”')
    await write('contact', { text: words, seen: '1', do: 'compose' })
    expect(await read('contact'))
      .to.include('Questions about it')
      .and.not.include('Who we are')
  })

  it('are not written over what another wrote meanwhile', async () => {
    await write('privacy', { text: 'Theirs.', seen: '0' })
    await write('privacy', { text: 'Mine.', seen: '0' })
    expect(await desk('/privacy'))
      .to.include('Somebody else saved this')
      .and.include('Mine.')
      .and.match(/As somebody else saved it<\/h2>\s*<div class="as-written">Theirs\./)
    expect(await read('privacy')).to.include('Theirs.')
    await write('privacy', { text: 'Both.', seen: '1' })
    expect(await read('privacy')).to.include('Both.')
  })

  it('are at the foot of each page of its respondents, and of no other', async () => {
    const respondent = await respondentTo(site, consultation)
    const foot = `<a href="/c/${consultation}/privacy">`
    expect((await site.agent().get(`/c/${consultation}`)).text).to.include(foot)
    for (const page of ['about', 'check', 'declaration'])
      expect((await respondent.get(page)).text, page).to.include(foot)
    expect((await site.agent().get(`/mail/${respondent.token}`)).text).to.include(foot)
    expect((await site.agent().get('/')).text).to.include('<a href="/privacy">')
  })

  it('say on the closed pages what happens next, in words that an owner can change', async () => {
    const closed = await openConsultation({ closesAt: new Date(Date.now() - 60_000) })
    const landing = async () => (await site.agent().get(`/c/${closed}`)).text
    expect(await landing()).to.include(
      'Thank you to everyone who answered. The Test Bench reads every answer',
    )
    const fields = { text: 'We publish in **May**.', seen: '0', do: 'save' }
    await post(owner, `/desk/${closed}/pages/closed`, fields)
    expect(await landing()).to.include('We publish in <strong>May</strong>.')
  })

  it('put words into Markdown as they are', () => {
    for (const words of [
      'A *star* [x](y) `z`',
      'snake_case _x_',
      '<b>',
      'a\\b',
      'Bench & Sons',
      '&copy; us',
      '# one',
      '+44 20',
    ])
      expect(pageHtml(asMarkdown(words)).replace(/<\/?p[^>]*>|\n/g, '')).to.equal(
        words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
      )
  })
})
