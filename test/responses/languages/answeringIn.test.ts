import { expect } from 'chai'
import { changePage } from '../../../server/consultations/pages/store.ts'
import { changeSettings } from '../../../server/consultations/running/settingsStore.ts'
import { findDraft } from '../../../server/responses/draftStore.ts'
import { languageToWriteIn } from '../../../server/responses/languageToWriteIn.ts'
import { listResponses } from '../../../server/responses/store.ts'
import { riverPages } from '../../consultations/building/built.ts'
import { askedIn } from '../../consultations/languages/asked.ts'
import { type Agent, csrfIn, openSite, type Site } from '../../site.ts'
import { declaration } from '../respondent.ts'

const plain = (html: string) =>
  html.replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))

describe('answering in the language of one’s choice', () => {
  let site: Site
  let both: string
  before(async () => {
    site = await openSite()
    both = await askedIn(['en', 'cy'])
  })
  after(() => site.close())

  const read = async (agent: Agent, path: string) => plain((await agent.get(path).expect(200)).text)
  /** Begins to answer; the answer is where the pages are. */
  const begin = async (agent: Agent, id: string) => {
    const started = await agent.post(`/c/${id}/start`).expect(303)
    return /^\/answer\/[^/]+/.exec(started.headers.location ?? '')?.[0] ?? ''
  }
  const send = async (agent: Agent, at: string, page: string, fields: Record<string, string>) =>
    agent
      .post(`${at}/${page}`)
      .type('form')
      .send({ _csrf: csrfIn(await read(agent, `${at}/about`)), ...fields })

  it('offers links to the languages that a consultation is asked in, and says its own words in each', async () => {
    const page = await read(site.agent(), `/c/${both}?lang=cy`)
    expect(page).to.include('<html lang="cy"').and.to.include('Sut y cedwir afonydd')
    expect(page).to.include(`href="/c/${both}?lang=en"`)
    expect(page).to.include('<p class="govuk-body" lang="en">Every answer is read.')
    expect(page).not.to.include('lang="en">I ddysgu')
  })

  it('offers none where it is asked in one, and shows that one whatever was chosen', async () => {
    const [english, welsh] = [await askedIn(['en']), await askedIn(['cy'])]
    const agent = site.agent()
    const chosen = await read(agent, `/c/${english}?lang=cy`)
    expect(chosen).to.include('<html lang="en"').and.to.include('How rivers are kept')
    expect(chosen).not.to.include('brand__languages')
    const other = await read(site.agent(), `/c/${welsh}?lang=en`)
    expect(other).to.include('<html lang="cy"')
    expect(other).not.to.include('brand__languages')
  })

  it('begins in the language of the texts where nobody chose', async () => {
    const id = await askedIn(['cy', 'en'], riverPages, { en: [] })
    expect(await read(site.agent(), `/c/${id}`))
      .to.include('<html lang="cy"')
      .and.to.include('hreflang="en"')
    const agent = site.agent()
    const at = await begin(agent, id)
    expect(await read(agent, `${at}/about`)).to.include('<html lang="cy"')
    expect(await read(agent, `${at}/about?lang=en`)).to.include('<html lang="en"')
  })

  it('asks in it, with earlier answers in its words, and says which words are in another', async () => {
    const agent = site.agent()
    await agent.get(`/c/${both}?lang=cy`)
    const at = await begin(agent, both)
    const about = await read(agent, `${at}/about`)
    expect(about).to.include('Amdanoch chi').and.to.include('Beth yw eich rôl?').and.to.include('>Ffermio<')
    expect(about).to.match(/<label [^>]*lang="en">Water company</)
    expect(about).not.to.match(/lang="en"[^>]*>(Ffermio|Beth)/)
    await send(agent, at, 'about', { role: 'ffermwr', sector: 'farm' })
    await send(agent, at, 'rivers', { state: 'Mae’n lân eto.' })
    expect(await read(agent, `${at}/rivers`)).to.include('Fel ffermwr, pam hynny?')
    const check = await read(agent, `${at}/check`)
    expect(check).to.include('Ffermio').and.to.include('Sut mae’n cael ei chadw?')
    expect(await read(agent, `${at}/check?lang=en`))
      .to.include('Farming')
      .and.to.include('How is it kept?')
  })

  it('remembers it for whoever opens the private link where nothing was chosen', async () => {
    const agent = site.agent()
    await agent.get(`/c/${both}?lang=cy`)
    const at = await begin(agent, both)
    await send(agent, at, 'about', { role: 'ffermwr', sector: 'water' })
    expect((await findDraft(at.slice('/answer/'.length)))?.language).to.equal('cy')
    expect(await read(site.agent(), `${at}/about`))
      .to.include('<html lang="cy"')
      .and.to.include('Amdanoch chi')
    expect(await read(site.agent(), `${at}/about?lang=en`)).to.include('About you')
  })

  it('shows the pages that an owner wrote in it, or says in which language they are', async () => {
    await changePage(both, 'contact', 0, 'Write to the **river desk**.')
    expect(await read(site.agent(), `/c/${both}/contact?lang=cy`)).to.match(
      /<div lang="en">\s*<p[^>]*>Write to the/,
    )
    expect(await read(site.agent(), `/c/${both}/contact`)).not.to.include('<div lang')
    const translations = {
      cy: [{ key: 'written.contact', text: 'Ysgrifennwch at **ddesg yr afon**.', of: '' }],
    }
    const id = await askedIn(['en', 'cy'])
    await changePage(id, 'contact', 0, 'Write to the **river desk**.')
    expect(await changeSettings(id, 0, { translations })).to.equal(true)
    expect(await read(site.agent(), `/c/${id}/contact?lang=cy`)).to.include('<strong>ddesg yr afon</strong>')
  })

  it('keeps the same of an answer in each', async () => {
    const id = await askedIn(['en', 'cy'])
    for (const lang of ['en', 'cy']) {
      const agent = site.agent()
      await agent.get(`/c/${id}?lang=${lang}`)
      const at = await begin(agent, id)
      await send(agent, at, 'about', { role: 'a warden', sector: 'farm' })
      await send(agent, at, 'rivers', { state: 'It is clean again.' })
      const sent = await send(agent, at, 'send', declaration)
      expect(sent.headers.location).to.match(/^\/receipt\//)
      const receipt = await read(agent, sent.headers.location ?? '')
      expect(receipt).to.include(`<html lang="${lang}"`)
    }
    const responses = await listResponses(id)
    expect(responses).to.have.length(2)
    const writtenIn = await Promise.all(responses.map(languageToWriteIn))
    expect(writtenIn.sort()).to.deep.equal(['cy', 'en'])
    for (const { attributes, answered } of responses) {
      expect(attributes).to.deep.equal({ role: 'a warden', sector: 'farming' })
      expect(answered).to.deep.equal(['state'])
    }
  })
})
