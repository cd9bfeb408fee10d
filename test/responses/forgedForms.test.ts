import { expect } from 'chai'
import { draftToken } from '../../server/http/csrf.ts'
import { draftIdOf, findDraft } from '../../server/responses/draftStore.ts'
import { openSite, type Site } from '../site.ts'
import { openConsultation, type Respondent, respondentTo } from './respondent.ts'

describe('A form that our pages did not make', () => {
  let site: Site
  let consultation: string
  let respondent: Respondent
  before(async () => {
    site = await openSite()
    consultation = await openConsultation()
  })
  beforeEach(async () => {
    respondent = await respondentTo(site, consultation)
  })
  after(() => site.close())

  const values = async () => (await findDraft(respondent.token))?.values
  const raw = (page: string, body: string) => {
    const _csrf = draftToken(site.config.sessionSecret, draftIdOf(respondent.token))
    return site
      .agent()
      .post(`/answer/${respondent.token}/${page}`)
      .type('form')
      .send(`_csrf=${_csrf}&${body}`)
  }

  it('is refused without the token of its draft', async () => {
    const address = `/answer/${respondent.token}/experience`
    const without = await site.agent().post(address).type('form').send({ obstacles: 'x' })
    expect(without.status).to.equal(403)
    const other = draftToken(site.config.sessionSecret, 'another draft')
    const wrong = await site.agent().post(address).type('form').send({ _csrf: other, obstacles: 'x' })
    expect(wrong.status).to.equal(403)
    const list = await site
      .agent()
      .post(address)
      .type('form')
      .send({ _csrf: ['a', 'b'], obstacles: 'x' })
    expect(list.status).to.equal(403)
    for (const page of ['send', 'declaration', 'preview'])
      expect((await site.agent().post(`/answer/${respondent.token}/${page}`)).status).to.equal(403)
    expect(await values()).to.deep.equal({})
  })

  for (const [what, page, body] of [
    ['a list for one text', 'experience', 'obstacles=a&obstacles=b'],
    ['an option that was not offered', 'views', 'listened=perhaps'],
    ['a box that was not offered', 'views', 'help=pay&help=everything'],
    ['two options for one', 'views', 'listened=agree&listened=disagree'],
    ['a list of what it asks', 'experience', '_asks=obstacles&_asks=people&obstacles=a'],
    ['a capacity that was not offered', 'declaration', 'capacity=king'],
    ['a choice that was not offered', 'send', 'choice=constructor'],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      expect((await raw(page, body)).status).to.equal(400)
      expect(await values()).to.deep.equal({})
    })
  }

  it('adds nothing under names that the page does not ask', async () => {
    const names = [
      '$set',
      'a.b',
      'obstacles[$ne]',
      'people.x',
      '__proto__',
      'constructor',
      'role',
      'listened',
      'declaration',
      '_asks',
    ]
    await raw(
      'experience',
      `obstacles=Mine&${names.map(name => `${encodeURIComponent(name)}=forged`).join('&')}`,
    )
    expect(await values()).to.deep.equal({ obstacles: 'Mine' })
    expect((await findDraft(respondent.token))?.declaration).to.deep.equal({})
    expect(({} as Record<string, unknown>).forged).to.equal(undefined)
  })

  it('finds no page under an unknown name', async () => {
    for (const page of ['nowhere', '__proto__', '$where', 'about.x'])
      expect((await raw(page, 'obstacles=x')).status).to.equal(404)
    expect(await values()).to.deep.equal({})
  })

  for (const [what, sent, kept] of [
    ['bytes that are not UTF-8', 'caf%E9%20here', 'caf\uFFFD here'],
    ['half of a surrogate pair', 'half%ED%A0%BD', 'half\uFFFD\uFFFD\uFFFD'],
    ['a NUL', 'nul%00here', 'nul\0here'],
  ] as const) {
    it(`keeps ${what} as far as it can be read, and refuses it with a message`, async () => {
      const answer = await raw('experience', `obstacles=${sent}`)
      expect(answer.headers.location).to.equal(`/answer/${respondent.token}/experience?check`)
      expect(await values()).to.deep.equal({ obstacles: kept })
      const { text } = await respondent.get('experience?check')
      expect(text).to.include('holds a character that could not be read').and.include(kept.slice(0, 3))
    })
  }

  it('keeps an answer above the longest, and says how long it may be', async () => {
    const long = 'a'.repeat(500_001)
    await respondent.send('experience', { obstacles: 'Here.', people: long })
    expect((await values())?.people).to.equal(long)
    expect((await respondent.get('experience?check')).text).to.include(
      'has 500,001 characters, and at most 500,000 can be taken',
    )
  })

  it('says so when all answers together are more than a draft can hold', async () => {
    const answer = await respondent.send('experience', { obstacles: 'a'.repeat(4_000_001) })
    expect(answer.status).to.equal(413)
    expect(answer.text).to.include('Nothing of this page was kept')
  })
})
