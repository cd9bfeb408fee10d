import { expect } from 'chai'
import mongoose from 'mongoose'
import { listPublications } from '../../server/reports/publication/store.ts'
import { narrow } from '../../server/responses/narrow.ts'
import { findResponse } from '../../server/responses/store.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { quotedToken } from '../../server/testimony/notices/token.ts'
import { headOf, type MailServer, startMailServer, textOf } from '../mail/mailServer.ts'
import { addChapter, type Chapter, rewrite, template } from '../reports/publication/published.ts'
import { type Agent, csrfIn, openSite, post, type Site } from '../site.ts'

describe('The notice to those who are quoted', () => {
  let server: MailServer
  let site: Site
  let owner: Agent
  let chapter: Chapter
  let path: string
  before(async () => {
    server = await startMailServer()
    const from = { name: 'Soundings', address: 'no-reply@soundings.example' }
    site = await openSite({ mail: { smtpUrl: server.url, from } })
    owner = await site.signIn('owner')
  })
  after(() => Promise.all([site.close(), server.close()]))

  async function begin(who: Parameters<typeof addChapter>[1] = { told: true }): Promise<void> {
    chapter = await addChapter(site, who)
    path = `/desk/${chapter.consultation}/reports/${chapter.report._id}/publication`
    server.received.length = 0
  }
  async function publish(fields: Record<string, unknown> = {}): Promise<void> {
    const before = (await listPublications(chapter.consultation)).length
    await post(owner, path, { seen: before + 1, ...fields }, path)
    expect(await listPublications(chapter.consultation)).to.have.length(before + 1)
  }
  const given = () => server.received.map(({ to, message }) => ({ to, text: textOf(message) }))
  async function ownPath(): Promise<string> {
    const response = await findResponse(chapter.consultation, chapter.named.respondent)
    if (!response) throw new Error('the response is gone')
    return `/quoted/${quotedToken(site.config.sessionSecret, response)}`
  }

  it('leads to the published report and to a page of their own, where the words can be withdrawn', async () => {
    await begin()
    await publish()
    await site.runner.idle()
    const [notice, ...more] = given()
    expect(more).to.deep.equal([])
    expect(notice?.to).to.deep.equal(['ada@example.org'])
    const own = await ownPath()
    expect(notice?.text)
      .to.include('Dear Ada Sample,')
      .and.include(`\nhttp://127.0.0.1/c/${chapter.consultation}/reports/recommendation-1\n`)
      .and.include(`\nhttp://127.0.0.1${own}\n`)
      .and.not.include('Our supplier')
    expect(headOf(server.received[0]?.message ?? '')).to.include('Auto-Submitted: auto-generated')
    expect((await owner.get(`${path}/1/quoted`)).text).to.include(
      'The notice to them: Mailed to the respondent on',
    )

    const guest = site.agent()
    const page = await guest.get(own).expect(200)
    expect(page.text)
      .to.include('Mend the gantry')
      .and.include('Our supplier stayed with us through both floods')
      .and.not.include('gantry is closed most')
    expect(page.headers).to.include({ 'cache-control': 'no-store' })
    await guest.post(`${own}/withdraw`).type('form').send({}).expect(403)
    const { text } = await guest.get(`${own}/withdraw`).expect(200)
    const done = await guest
      .post(`${own}/withdraw`)
      .type('form')
      .send({ _csrf: csrfIn(text) })
    expect(done.text).to.include('Your words are withdrawn')
    expect((await guest.get(own).expect(404)).text).to.include('no published report shows them')
    const published = await guest.get(`/c/${chapter.consultation}/reports/recommendation-1`).expect(200)
    expect(published.text).not.to.include('Our supplier stayed')
  })

  it('is sent to nobody who did not ask for it, and those the owner is told to write to', async () => {
    await begin({})
    await publish()
    await site.runner.idle()
    expect(given()).to.deep.equal([])
    expect((await owner.get(`${path}/1/quoted`)).text).to.include('They did not ask to be told by mail.')
  })

  it('waits until the report has appeared', async () => {
    await begin()
    await publish({ publishAt: '2036-01-01T09:00' })
    await site.runner.idle()
    expect(given()).to.deep.equal([])
    await mongoose.connection
      .collection('publications')
      .updateOne({ report: chapter.report._id }, { $set: { publishAt: new Date() } })
    await site.runner.idle()
    expect(given()).to.have.length(1)
  })

  it('is sent again for a correction only where that prints other words of them', async () => {
    await begin()
    await publish()
    await rewrite(chapter, template.replace('lifts nothing', 'lifts nothing at all'))
    await publish({ correction: 'A word was added.' })
    await site.runner.idle()
    expect(given()).to.have.length(1)
  })

  it('is not sent to one who withdrew, or narrowed what it prints of them, before its turn came', async () => {
    for (const act of [
      () => withdraw(chapter.consultation, chapter.named.respondent),
      () => narrow(chapter.consultation, chapter.named.respondent, 'unnamed'),
    ]) {
      await begin()
      await publish()
      await act()
      await site.runner.idle()
      expect(given()).to.deep.equal([])
    }
  })

  it('has a page that no other link opens', async () => {
    await begin()
    const own = await ownPath()
    const other = own.endsWith('A') ? `${own.slice(0, -1)}B` : `${own.slice(0, -1)}A`
    for (const wrong of [other, own.slice(0, -1), own.split('.')[0], '/quoted/x', '/quoted/SND-AAAA-2222.x'])
      await site
        .agent()
        .get(wrong ?? '')
        .expect(404)
    expect((await site.agent().get(own).expect(200)).text).to.include('No published report quotes you')
  })
})
