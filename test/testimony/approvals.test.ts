import { expect } from 'chai'
import mongoose from 'mongoose'
import { sentenceHash } from '../../server/findings/approvals/approval.ts'
import { listApprovals } from '../../server/findings/approvals/store.ts'
import { listFindings } from '../../server/findings/store.ts'
import { readSidecar } from '../../server/reports/verification/readSidecar.ts'
import { verifyReport } from '../../server/reports/verification/verifyReport.ts'
import { currentConsent } from '../../server/responses/response.ts'
import { findResponse } from '../../server/responses/store.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { addChapter, type Chapter, rewrite, template } from '../reports/publication/published.ts'
import { type Agent, csrfIn, openSite, post, type Site } from '../site.ts'
import { linkPath } from './linkPath.ts'

describe('The approval of a sentence', () => {
  let site: Site
  let author: Agent
  let owner: Agent
  let chapter: Chapter
  let desk: string
  let report: string
  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
    owner = await site.signIn('owner')
  })
  beforeEach(async () => {
    chapter = await addChapter(site, { approval: true })
    desk = `/desk/${chapter.consultation}/approvals`
    report = `/desk/${chapter.consultation}/reports/${chapter.report._id}`
  })
  after(() => site.close())

  const page = async () => plain((await author.get(desk).expect(200)).text)
  /** What stands below one heading of the desk's page. */
  const section = async (name: string) =>
    (await page()).split('<h2').find(part => part.includes(`>${name}<`)) ?? ''

  /** Asks for the sentence that the page offers, and returns the link's path. */
  async function ask(): Promise<string> {
    const { text } = await author.get(desk)
    const form = Object.fromEntries(
      ['report', 'respondent', 'hash'].map(name => [
        name,
        new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? '',
      ]),
    )
    await post(author, desk, form, desk)
    return linkPath(site, chapter.consultation)
  }

  async function say(path: string, fields: Record<string, unknown>) {
    const guest = site.agent()
    const { text } = await guest.get(path).expect(200)
    const [, seen] = /name="seen" value="(\d+)"/.exec(text) ?? []
    return guest
      .post(path)
      .type('form')
      .send({ _csrf: csrfIn(text), seen, ...fields })
  }

  /** What an export answers that is held back. */
  async function held(): Promise<string> {
    await author.get(`${report}/export/markdown`).expect(303)
    return plain((await author.get(report)).text)
  }
  const moves = async () => {
    const [finding] = await listFindings(chapter.consultation)
    return plain((await author.get(`/desk/${chapter.consultation}/findings/${finding?._id}`)).text)
  }

  it('is needed before a finding is ready and a report exported or published, and silence is none', async () => {
    expect(await moves())
      .to.include('Q2 is by someone who asked to see each sentence')
      .and.include('Needs a look')
    expect(await held())
      .to.include('Q2 is by someone who asked to see each sentence before it is published. Ask')
      .and.include('Not approved.</strong> Q2: its respondent was not asked to approve it')
    await ask()
    expect(await section('Waiting for an answer')).to.include('Ada Sample wrote: “Our supplier stayed')
    expect(await held()).to.include('Q2 waits for its respondent to approve the sentence')
    await post(author, `${report}/publication`, { seen: 1 }, `${report}/publication`)
    expect(plain((await author.get(`${report}/publication`)).text)).to.include('Q2 waits for its respondent')
    const bank = await author.get(`/desk/${chapter.consultation}/reports/quotes.csv`).expect(200)
    expect(bank.text).to.include('gantry is closed').and.not.include('Our supplier stayed')
  })

  it('lets everything go on once it is given, for this sentence and for no other', async () => {
    const path = await ask()
    const shown = plain((await site.agent().get(path).expect(200)).text)
    expect(shown).to.include('Ada Sample wrote: “Our supplier stayed with us through both floods”.')
    expect(shown).to.include('<li>“Our supplier stayed with us through both floods”</li>')
    expect((await say(path, { answer: 'approved', comment: 'Thank you.' })).status).to.equal(303)
    expect(plain((await site.agent().get(path)).text))
      .to.include('Publish it as it stands')
      .and.include('Thank you.')
    await author.get(`${report}/export/markdown`).expect(200)
    expect(await moves()).not.to.include('is by someone who asked')
    expect(plain((await author.get(report)).text)).to.match(/Q2: approved, \d+ \w+ 20\d\d/)
    expect(await section('Answered')).to.include('Thank you.')

    await rewrite(
      chapter,
      template.replace('{{counter "Q2"', '{{counter  "Q2"').replace('. {{counter', '.\n{{counter'),
    )
    await author.get(`${report}/export/markdown`).expect(200)
    await rewrite(chapter, template.replace('{who} wrote:"}}.', '{who} claimed:"}}.'))
    expect(await held()).to.include('Q2 is by someone who asked to see each sentence')
    expect(await section('Void')).to.include('Ada Sample wrote:')
    expect(plain((await site.agent().get(path)).text))
      .to.include('was changed or taken out')
      .and.not.include('<form')
    await ask()
    expect(await held()).to.include('Q2 waits for its respondent')
    await rewrite(chapter, template)
    await author.get(`${report}/export/markdown`).expect(200)
  })

  it('is refused, or wants fewer words, with a comment that the desk shows as it was written', async () => {
    const path = await ask()
    const missing = await say(path, { answer: 'shorter', comment: ' ' })
    expect(missing.status).to.equal(422)
    expect(plain(missing.text))
      .to.include('Say which of your words may be printed')
      .and.match(/value="shorter" checked/)
    const none = await say(path, { comment: 'What I typed.' })
    expect(plain(none.text)).to.include('Choose what may be done').and.include('What I typed.')
    await say(path, { answer: 'shorter', comment: '<b>Only</b> “through both floods”' })
    expect(await held()).to.include('Q2 is by someone who wants fewer of their words printed')
    expect((await author.get(desk)).text).to.include('&lt;b&gt;Only&lt;/b&gt;')
    await say(path, { answer: 'refused', comment: '' })
    expect(await held()).to.include('Q2 is by someone who refused this sentence')
    const [approval] = await listApprovals(chapter.consultation)
    expect(approval?.answers.map(({ answer }) => answer)).to.deep.equal(['shorter', 'refused'])
    expect(currentConsent(await response())).to.include({ choice: 'named', approval: true })
  })

  const response = async () => {
    const found = await findResponse(chapter.consultation, chapter.named.respondent)
    if (!found) throw new Error('the response is gone')
    return found
  }

  it('narrows what is said of its respondent in all their words, which is never taken back by it', async () => {
    const path = await ask()
    await say(path, { answer: 'unnamed', comment: '' })
    await site.runner.idle()
    const { consent } = await response()
    expect(consent.map(({ choice, approval }) => [choice, approval])).to.deep.equal([
      ['named', true],
      ['unnamed', true],
    ])
    expect((await listFindings(chapter.consultation))[0]?.state).to.equal('look')
    expect(await page()).to.include('nother respondent wrote: “Our supplier stayed')
    expect(await section('Void')).to.include('quote me without saying who I am')
    const again = await ask()
    const shown = plain((await site.agent().get(again)).text)
    expect(shown).to.not.include('value="unnamed"').and.not.include('Ada Sample')
    await say(again, { answer: 'never', comment: '' })
    expect(currentConsent(await response()).choice).to.equal('none')
    expect(await held()).to.include('Q2 comes from someone who does not allow their words to be quoted')
  })

  it('cannot be changed once it is published, but leads to withdrawing the words', async () => {
    const path = await ask()
    await say(path, { answer: 'approved', comment: '' })
    await post(author, `${report}/publication`, { seen: 1 }, `${report}/publication`)
    const shown = plain((await site.agent().get(path)).text)
    expect(shown).to.include('It was published').and.include(`${path}/withdraw`).and.not.include('<form')
    const quoted = plain((await owner.get(`${report}/publication/1/quoted`).expect(200)).text)
    expect(quoted).to.include('They approved what it prints of them on')

    const guest = site.agent()
    const { text } = await guest.get(`${path}/withdraw`).expect(200)
    await guest.post(`${path}/withdraw`).type('form').send({}).expect(403)
    const done = await guest
      .post(`${path}/withdraw`)
      .type('form')
      .send({ _csrf: csrfIn(text) })
    expect(done.text).to.include('Your words are withdrawn')
    expect((await response()).state).to.equal('withdrawn')
    const public_ = await guest.get(`/c/${chapter.consultation}/reports/recommendation-1`).expect(200)
    expect(public_.text).not.to.include('Our supplier stayed')
    expect((await guest.get(path).expect(404)).text).to.include('nothing is left to approve')
    expect(await page()).not.to.include('Our supplier stayed')
  })

  it('is listed in the private key, by which a report that was exported fails once it is taken back', async () => {
    const path = await ask()
    await say(path, { answer: 'approved', comment: '' })
    const exported = async (format: string) => {
      const { text, body } = await author.get(`${report}/export/${format}`).expect(200)
      return text || String(body)
    }
    const [markdown, key] = [await exported('markdown'), JSON.parse(await exported('sidecar'))]
    const verify = async (change: Record<string, unknown> = {}) => {
      const quotes = [key.quotes[0], { ...key.quotes[1], ...change }]
      const read = readSidecar(JSON.stringify({ ...key, quotes }))
      if (!read.ok) throw new Error('the private key cannot be read')
      const { quotes: verified } = await verifyReport(markdown, read.value)
      return verified.map(({ permitted, reason }) => (permitted ? 'permitted' : reason))
    }
    const [approval] = await listApprovals(chapter.consultation)
    expect(key.quotes[0]).not.to.have.property('approval')
    expect(key.quotes[1].approval).to.deep.equal({
      approval: approval?._id,
      sentence: approval?.hash,
      state: 'approved',
      at: approval?.answers[0]?.at.toISOString().slice(0, 10),
    })
    const older = { approval: undefined }
    expect(await verify()).to.deep.equal(['permitted', 'permitted'])
    expect(await verify(older)).to.deep.equal(['permitted', 'permitted'])
    const another = { approval: { ...key.quotes[1].approval, sentence: sentenceHash('Another.') } }
    expect((await verify(another))[1]).to.include('names the approval of another sentence')
    await say(path, { answer: 'refused', comment: '' })
    for (const change of [{}, older])
      expect((await verify(change))[1]).to.match(/^Its respondent has refused the sentence since \(20/)
  })

  it('can be taken back from what is frozen until it appears', async () => {
    const path = await ask()
    await say(path, { answer: 'approved', comment: '' })
    const later = { seen: 1, publishAt: '2040-01-01T09:00' }
    await post(author, `${report}/publication`, later, `${report}/publication`)
    await rewrite(chapter, 'Something else.')
    expect((await site.agent().get(path)).text).to.match(
      /It is to be published at 9\S* ?am on 1 January 2040/,
    )
    expect((await say(path, { answer: 'refused', comment: '' })).status).to.equal(303)
    await site.runner.idle()
    expect((await author.get(`/desk/${chapter.consultation}/corrections`)).text).to.include('Q2')
  })

  it('is given by a link that expires, that another one ends, and of which only a hash is kept', async () => {
    const first = await ask()
    const [kept] = await listApprovals(chapter.consultation)
    expect(JSON.stringify(kept)).not.to.include(first.split('/').at(-1))
    const second = await ask()
    expect((await site.agent().get(first).expect(404)).text).to.include('a newer one was sent')
    await mongoose.connection
      .collection('approvals')
      .updateOne({ report: chapter.report._id }, { $set: { expiresAt: new Date(0) } })
    await site.agent().get(second).expect(404)
    expect(await section('Waiting for an answer')).to.include('the link has expired')
    expect(await held()).to.include('Q2 waits for its respondent')
    const third = await ask()
    expect((await site.agent().get(third).expect(200)).headers).to.include({ 'cache-control': 'no-store' })
  })

  it('is not overwritten by a page that was opened before, nor given by a form from elsewhere', async () => {
    const path = await ask()
    await say(path, { answer: 'refused', comment: '' })
    const late = await say(path, { answer: 'approved', comment: 'From my other phone.', seen: '0' })
    expect(late.status).to.equal(422)
    expect(plain(late.text)).to.include('from another page meanwhile').and.include('From my other phone.')
    await site.agent().post(path).type('form').send({ answer: 'approved', seen: '1' }).expect(403)
    expect(await held()).to.include('refused this sentence')
  })

  it('shows no words of another whom the sentence quotes once they have withdrawn', async () => {
    const both = '{{counter "Q2" lead="{who} wrote"}} and {{quote "Q1" lead="{who} wrote"}}.'
    await rewrite(chapter, both)
    const path = await ask()
    const shown = async () => plain((await site.agent().get(path).expect(200)).text)
    expect(await shown()).to.match(/Ada Sample wrote “Our supplier.*The gantry is closed most winters/)
    await withdraw(chapter.consultation, chapter.unnamed.respondent)
    expect(await shown())
      .to.include('It is no longer shown')
      .and.not.include('gantry is closed most')
    expect(await section('Void'))
      .to.include('no longer shown')
      .and.not.include('gantry is closed most')
  })

  it('is asked of nobody about a sentence that no report prints, nor of one who has answered', async () => {
    const hash = sentenceHash('Something else.')
    const asking = { report: chapter.report._id, respondent: chapter.named.respondent, hash }
    await post(author, desk, asking, desk)
    expect(await page()).to.include('No report prints that sentence any more')
    await say(await ask(), { answer: 'approved', comment: '' })
    const [approval] = await listApprovals(chapter.consultation)
    await post(author, desk, { ...asking, hash: approval?.hash }, desk)
    expect(await page()).to.include('They have answered that already')
    await post(author, desk, { ...asking, hash: 'x' }, desk).then(({ status }) =>
      expect(status).to.equal(400),
    )
  })

  it('shows where to write to the owner alone', async () => {
    expect(await page()).not.to.include('ada@example.org')
    expect((await owner.get(desk)).text).to.include('ada@example.org')
  })
})

describe('The links to sentences', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  it('are tried no more often in a minute than a person would', async () => {
    const guest = site.agent()
    for (let i = 0; i < 60; i++) await guest.get('/approve/nothing').expect(404)
    await guest.get('/approve/nothing').expect(429)
  })
})

describe('The hash of a sentence', () => {
  it('is the same however it is spaced, and another with any other change', () => {
    const hash = sentenceHash('She wrote: “It is dark”.')
    expect(sentenceHash(' She  wrote:\n“It is dark”.\u00a0')).to.equal(hash)
    for (const other of ['She wrote: “It is dark”', 'she wrote: “It is dark”.', 'She wrote: "It is dark".'])
      expect(sentenceHash(other), other).not.to.equal(hash)
  })
})

function plain(html: string): string {
  return html.replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
}
