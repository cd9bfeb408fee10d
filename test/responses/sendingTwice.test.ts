import { expect } from 'chai'
import { draftIdOf } from '../../server/responses/draftStore.ts'
import { countResponses, findByOrigin } from '../../server/responses/store.ts'
import { countTexts } from '../../server/responses/textStore.ts'
import { openSite, type Site } from '../site.ts'
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

  it('at the same moment makes one response and one receipt', async () => {
    const sent = await Promise.all(Array.from({ length: 6 }, () => respondent.send('send', declaration)))
    expect(sent.map(answer => answer.headers.location)).to.deep.equal(
      Array.from({ length: 6 }, () => `/receipt/${respondent.token}`),
    )
    expect(await countResponses(consultation)).to.equal(1)
    expect(await countTexts(consultation)).to.equal(1)
  })

  it('at the same moment with different choices leaves one response and the texts of that one', async () => {
    await Promise.all(
      ['unnamed', 'role', 'named'].map(choice => respondent.send('send', { ...declaration, choice })),
    )
    expect(await countResponses(consultation)).to.equal(1)
    expect(await countTexts(consultation)).to.equal(1)
  })

  it('by Back or reload shows the same receipt', async () => {
    await respondent.send('send', declaration)
    const before = await findByOrigin(draftIdOf(respondent.token))
    const again = await respondent.send('send', { ...declaration, choice: 'named' })
    expect(again.headers.location).to.equal(`/receipt/${respondent.token}`)
    expect(await findByOrigin(draftIdOf(respondent.token))).to.deep.equal(before)
  })

  it('leads every page of the draft to the receipt, and changes nothing', async () => {
    await respondent.send('send', declaration)
    const before = await findByOrigin(draftIdOf(respondent.token))
    for (const page of ['about', 'check', 'declaration']) {
      const { headers } = await respondent.get(page)
      expect(headers.location).to.equal(`/answer/${respondent.token}`)
    }
    expect((await site.agent().get(`/answer/${respondent.token}`)).headers.location).to.equal(
      `/receipt/${respondent.token}`,
    )
    const late = await respondent.send('experience', { obstacles: 'Too late.' })
    expect(late.headers.location).to.equal(`/receipt/${respondent.token}`)
    expect(await findByOrigin(draftIdOf(respondent.token))).to.deep.equal(before)
  })
})
