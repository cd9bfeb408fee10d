import { expect } from 'chai'
import { findResponse } from '../../server/responses/store.ts'
import { claim, wordsOf } from '../findings/claim.ts'
import { addHarbour, type Spoken, say } from '../findings/corpus.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

describe('withdrawing a response at its respondent’s request', () => {
  let site: Site
  let agent: Agent
  let consultation: string
  let spoken: Spoken
  let page: string
  const words = 'The slipway has had no light since the spring, and we have asked.'

  before(async () => {
    site = await openSite()
    agent = await site.signIn('owner')
    consultation = await addHarbour()
    spoken = await say(site, consultation, { text: words, stance: 'supports' })
    page = `/desk/${consultation}/responses/${spoken.respondent}`
    await claim(consultation, { statement: 'Lights are wanted.', quotes: [wordsOf(spoken, 11)] })
  })
  after(() => site.close())

  it('says first what it reaches', async () => {
    expect((await agent.get(page)).text).to.contain(`${page}/withdraw`)
    const { text } = await agent.get(`${page}/withdraw`)
    expect(text)
      .to.contain('1 coding of their words is')
      .and.contain('Lights are wanted.')
      .and.contain('(Q1)')
  })

  it('takes the words out of the desk, and out of the count and the finding that quoted them', async () => {
    const before = await agent.get(`/desk/${consultation}/findings`)
    expect(before.text).to.contain('1')
    await post(agent, `${page}/withdraw`, {}, `${page}/withdraw`)
    await site.runner.idle()

    const after = await agent.get(page)
    expect(after.text).to.contain('is withdrawn').and.not.contain('slipway')
    expect((await findResponse(consultation, spoken.respondent))?.consent.at(-1)?.choice).to.equal('none')
    for (const address of ['queue', 'themes/suppliers', 'findings', 'responses'])
      expect((await agent.get(`/desk/${consultation}/${address}`)).text, address).not.to.contain('slipway')
    expect((await agent.get(`${page}/withdraw`)).headers.location).to.equal(page)
  })

  it('does it once when the button is pressed twice, and finds no response of another consultation', async () => {
    await post(agent, `${page}/withdraw`, {}, `/desk/${consultation}`)
    expect((await findResponse(consultation, spoken.respondent))?.consent.length).to.equal(2)
    const other = await addHarbour()
    expect((await agent.get(`/desk/${other}/responses/${spoken.respondent}/withdraw`)).status).to.equal(404)
  })
})
