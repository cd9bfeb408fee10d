import { expect } from 'chai'
import { model } from 'mongoose'
import { draftIdOf, findDraft } from '../../server/responses/draftStore.ts'
import { findByOrigin, listResponses } from '../../server/responses/store.ts'
import { openSite, type Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'
import { answerAll, declaration, openConsultation, type Respondent, respondentTo } from './respondent.ts'

describe('Sending a response twice', () => {
  let site: Site
  let consultation: string
  let respondent: Respondent
  before(async () => {
    site = await openSite()
  })
  beforeEach(async () => {
    consultation = await openConsultation()
    respondent = await respondentTo(site, consultation)
    await answerAll(respondent)
  })
  after(() => site.close())

  /** The response as it stands once the background work on it is done. */
  async function standing() {
    await site.runner.idle()
    return findByOrigin(draftIdOf(respondent.token))
  }

  it('at the same moment makes one response and one receipt', async () => {
    const sent = await Promise.all(Array.from({ length: 6 }, () => respondent.send('send', declaration)))
    expect(sent.map(answer => answer.headers.location)).to.deep.equal(
      Array.from({ length: 6 }, () => `/receipt/${respondent.token}`),
    )
    expect(await listResponses(consultation)).to.have.length(1)
    expect(await storedTexts(consultation)).to.have.length(1)
  })

  it('at the same moment with different choices leaves one response and the texts of that one', async () => {
    await Promise.all(
      ['unnamed', 'role', 'named'].map(choice => respondent.send('send', { ...declaration, choice })),
    )
    expect(await listResponses(consultation)).to.have.length(1)
    expect(await storedTexts(consultation)).to.have.length(1)
  })

  it('by Back or reload shows the same receipt', async () => {
    await respondent.send('send', declaration)
    const before = await standing()
    const again = await respondent.send('send', { ...declaration, choice: 'named' })
    expect(again.headers.location).to.equal(`/receipt/${respondent.token}`)
    expect(await standing()).to.deep.equal(before)
  })

  it('leads every page of the draft to the receipt, shows what comes late, and changes nothing', async () => {
    await respondent.send('send', declaration)
    const before = await standing()
    for (const page of ['about', 'check', 'declaration']) {
      const { headers } = await respondent.get(page)
      expect(headers.location).to.equal(`/answer/${respondent.token}`)
    }
    expect((await site.agent().get(`/answer/${respondent.token}`)).headers.location).to.equal(
      `/receipt/${respondent.token}`,
    )
    const late = await respondent.send('experience', { obstacles: 'Too late.' })
    expect(late.status).to.equal(409)
    expect(late.text).to.include('Too late.').and.include(`href="/receipt/${respondent.token}"`)
    const blank = await respondent.send('experience', { obstacles: '' })
    expect(blank.headers.location).to.equal(`/receipt/${respondent.token}`)
    expect(await standing()).to.deep.equal(before)
  })

  /** Puts the draft back as it was before it was sent, as if the server had been killed in between. */
  async function sendAndForget(fields: Record<string, string>): Promise<void> {
    const draft = await findDraft(respondent.token)
    await respondent.send('send', fields)
    await site.runner.idle()
    await model('Draft').replaceOne({ _id: draft?._id }, draft ?? {})
  }

  it('after a kill that came once the response stood shows its receipt, and takes no change', async () => {
    await sendAndForget(declaration)
    const before = await standing()
    const late = await respondent.send('experience', { obstacles: 'Changed after it stood.' })
    expect(late.status).to.equal(409)
    expect(await standing()).to.deep.equal(before)
  })

  it('after a kill that came before the response stood writes no text twice', async () => {
    await sendAndForget(declaration)
    await model('Response').deleteOne({ origin: draftIdOf(respondent.token) })
    const again = await respondent.send('send', declaration)
    expect(again.headers.location).to.equal(`/receipt/${respondent.token}`)
    expect(await listResponses(consultation)).to.have.length(1)
    expect(await storedTexts(consultation)).to.have.length(1)
  })

  it('after such a kill and a change sends the words as they were changed', async () => {
    await sendAndForget(declaration)
    await model('Response').deleteOne({ origin: draftIdOf(respondent.token) })
    await respondent.send('experience', { obstacles: 'Changed before it stood.' })
    await respondent.send('send', declaration)
    const response = await findByOrigin(draftIdOf(respondent.token))
    const texts = await storedTexts(consultation, response?._id ?? '')
    expect(texts.map(({ text }) => text)).to.deep.equal(['Changed before it stood.'])
  })
})
