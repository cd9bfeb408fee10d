import { expect } from 'chai'
import { draftToken } from '../../server/http/csrf.ts'
import { countResponses } from '../../server/responses/countStore.ts'
import { addDraft, changeDraft, draftIdOf, newToken } from '../../server/responses/draftStore.ts'
import { openSite, type Site } from '../site.ts'
import { storedTexts } from '../storedTexts.ts'
import { answerAll, declaration, openConsultation, respondentTo } from './respondent.ts'

describe('How much one address may do in a minute', () => {
  let site: Site
  before(async () => {
    site = await openSite({ proxies: 1, perMinute: { starts: 3, uploads: 2, calls: 10_000 } })
  })
  after(() => site.close())

  const begin = (consultation: string, address: string) =>
    site.agent().post(`/c/${consultation}/start`).set('X-Forwarded-For', address)

  it('ends with a page that says when to go on, and holds up no other address', async () => {
    const consultation = await openConsultation()
    for (let start = 0; start < 3; start++)
      expect((await begin(consultation, '192.0.2.1')).status).to.equal(303)
    const refused = await begin(consultation, '192.0.2.1')
    expect(refused.status).to.equal(429)
    expect(Number(refused.headers['retry-after'])).to.be.within(1, 60)
    expect(refused.text).to.match(/Nothing that was saved is lost\. Wait \d+ seconds?, then go back/)
    expect((await begin(consultation, '192.0.2.2')).status).to.equal(303)
  })

  it('limits documents, and no page of words and no sending', async () => {
    const respondent = await respondentTo(site, await openConsultation())
    const file = { name: 'note.txt', bytes: Buffer.from('What the river taught us.') }
    const statuses = []
    for (let upload = 0; upload < 3; upload++)
      statuses.push((await respondent.attach('documents', { remarks: '' }, file)).status)
    expect(statuses).to.deep.equal([303, 303, 429])
    await answerAll(respondent)
    const sent = await respondent.send('send', declaration)
    expect(sent.headers.location).to.equal(`/receipt/${respondent.token}`)
  })

  it('lets 200 people of one address send at once, each response whole', async () => {
    const consultation = await openConsultation()
    const tokens = Array.from({ length: 200 }, newToken)
    const sent = await Promise.all(
      tokens.map(async (token, number) => {
        await addDraft(token, consultation, 1, new Date())
        const values = { obstacles: `Obstacle ${number} of many.`, listened: 'agree', role: 'a nurse' }
        await changeDraft(draftIdOf(token), { values })
        const _csrf = draftToken(site.config.sessionSecret, draftIdOf(token))
        return site
          .agent()
          .post(`/answer/${token}/send`)
          .type('form')
          .send({ _csrf, ...declaration })
      }),
    )
    expect(sent.map(({ headers }) => headers.location)).to.deep.equal(
      tokens.map(token => `/receipt/${token}`),
    )
    expect(await countResponses(consultation)).to.equal(200)
    expect((await storedTexts(consultation)).length).to.equal(200)
  })
})
