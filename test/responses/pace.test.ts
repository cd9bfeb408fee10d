import { expect } from 'chai'
import mongoose from 'mongoose'
import { draftToken } from '../../server/http/csrf.ts'
import { addDraft, changeDraft, draftIdOf, newToken } from '../../server/responses/draftStore.ts'
import type { Held } from '../../server/responses/held/held.ts'
import { openedStamp } from '../../server/responses/held/opened.ts'
import { findByOrigin } from '../../server/responses/store.ts'
import { invited } from '../consultations/inviting.ts'
import { openSite, type Site } from '../site.ts'
import { responseOf } from './changing.ts'
import { answerAll, declaration, openConsultation, respondentBy, respondentTo } from './respondent.ts'

const second = 1000
const prepared =
  'Our crews have asked for years that somebody who knows the slipway sits where the plans are drawn, and nobody has ever answered us in writing.'

describe('How fast and how often somebody sends', () => {
  let site: Site
  let consultation: string
  before(async () => {
    site = await openSite({ holdByPace: true, proxies: 1 })
    consultation = await openConsultation()
  })
  after(() => site.close())

  type Sent = {
    begunAgo: number
    openFor?: number
    stamp?: string
    from?: string
    said?: string
  }

  /** Somebody whose four pages were kept, and who sends them: what they are held for, and nothing where they are not. */
  async function sent(given: Sent): Promise<Held['why'] | undefined> {
    const { begunAgo, openFor = 0, from = '192.0.2.1', said = '' } = given
    const token = newToken()
    const now = Date.now()
    const startedOn = new Date(now - begunAgo)
    await addDraft(token, consultation, 1, startedOn)
    const id = draftIdOf(token)
    await changeDraft(id, {
      values: { obstacles: 'Nobody may.', people: said, listened: 'agree', role: 'a pilot' },
    })
    for (const visited of ['about', 'experience', 'views', 'documents']) await changeDraft(id, { visited })
    const secret = site.config.sessionSecret
    const opened = given.stamp ?? openedStamp(secret, id, new Date(now - openFor))
    const reply = await site
      .agent()
      .post(`/answer/${token}/send`)
      .set('X-Forwarded-For', from)
      .type('form')
      .send({ _csrf: draftToken(secret, id), ...declaration, website: '', opened })
    expect(reply.headers.location).to.equal(`/receipt/${token}`)
    return (await findByOrigin(id))?.held?.why
  }

  it('holds what is sent faster than anybody fills in a form', async () => {
    expect(await sent({ begunAgo: 3 * second })).to.deep.equal(['pace'])
  })

  it('holds nobody who pasted what they had prepared, nor who came back to a page from yesterday', async () => {
    expect(await sent({ begunAgo: 12 * second, openFor: 1 * second, said: prepared })).to.equal(undefined)
    const yesterday = 26 * 60 * 60 * second
    expect(await sent({ begunAgo: yesterday, openFor: yesterday - second })).to.equal(undefined)
    expect(await sent({ begunAgo: yesterday, openFor: 0 })).to.equal(undefined)
    expect(await sent({ begunAgo: yesterday, stamp: '' }), 'a page from before').to.equal(undefined)
  })

  it('goes by when the last page was opened too, which cannot be made up', async () => {
    expect(await sent({ begunAgo: 8 * second, openFor: 5 * second })).to.equal(undefined)
    const another = openedStamp(site.config.sessionSecret, 'another', new Date(Date.now() - 60 * second))
    for (const stamp of ['', 'x', 'lm0.x', `${(Date.now() - 60 * second).toString(36)}.`, another])
      expect(await sent({ begunAgo: 8 * second, stamp }), stamp).to.deep.equal(['pace'])
  })

  it('holds nobody who was invited by name', async () => {
    const { wren } = await invited(site, consultation, 'wren')
    const begun = await site.agent().post(`${wren}/start`)
    const respondent = await respondentBy(site, begun.headers.location?.split('/')[2] ?? '')
    await answerAll(respondent)
    await respondent.send('send', { ...declaration, website: 'x' })
    expect((await responseOf(respondent)).state).to.equal('submitted')
  })

  it('holds the same words that come again and again from one place, and no others', async () => {
    const calmly = { begunAgo: 60 * second, openFor: 30 * second, from: '192.0.2.7' }
    const reasons = []
    for (let time = 0; time < 6; time++)
      reasons.push(await sent({ ...calmly, said: ` ${prepared.toUpperCase()} ` }))
    expect(reasons).to.deep.equal([...Array(5).fill(undefined), ['repeat']])
    expect(await sent({ ...calmly, said: prepared, from: '192.0.2.8' }), 'elsewhere').to.equal(undefined)
    expect(await sent({ ...calmly, said: `${prepared} And more.` }), 'other words').to.equal(undefined)
    const kept = JSON.stringify(await mongoose.connection.collection('hits').find().toArray())
    expect(kept)
      .to.match(/"count":6/)
      .and.not.include('slipway')
      .and.not.include('192.0.2')
    for (let time = 0; time < 6; time++)
      expect(await sent({ ...calmly, said: 'No comment.' })).to.equal(undefined)
  })

  it('gives each page of the declaration a stamp of its own time', async () => {
    const respondent = await respondentTo(site, consultation)
    const { text } = await respondent.get('declaration')
    const [, stamp = ''] = /name="opened" value="([^"]+)"/.exec(text) ?? []
    const id = draftIdOf(respondent.token)
    const [at = ''] = stamp.split('.')
    expect(stamp).to.equal(openedStamp(site.config.sessionSecret, id, new Date(Number.parseInt(at, 36))))
    expect(Date.now() - Number.parseInt(at, 36)).to.be.within(0, 60 * second)
  })
})
