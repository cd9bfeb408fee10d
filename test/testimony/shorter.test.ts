import { expect } from 'chai'
import mongoose from 'mongoose'
import { latestEvents } from '../../server/accounts/auditStore.ts'
import { listApprovals } from '../../server/findings/approvals/store.ts'
import { quotesOfRespondent } from '../../server/findings/quotes/store.ts'
import { addChapter, type Chapter, rewrite, template } from '../reports/publication/published.ts'
import { type Agent, csrfIn, openSite, post, type Site } from '../site.ts'
import { linkPath } from './linkPath.ts'

describe('Allowing a part of the words that a sentence quotes', () => {
  let site: Site
  let author: Agent
  let chapter: Chapter
  let desk: string
  let report: string
  let link: string
  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
  })
  beforeEach(async () => {
    chapter = await addChapter(site, { approval: true })
    desk = `/desk/${chapter.consultation}/approvals`
    report = `/desk/${chapter.consultation}/reports/${chapter.report._id}`
    link = await ask()
  })
  after(() => site.close())

  const whole = 'Our supplier stayed with us through both floods'
  const part = 'stayed with us through both floods'
  const page = async () => plain((await author.get(desk).expect(200)).text)
  const opened = async () => plain((await site.agent().get(link).expect(200)).text)

  async function ask(): Promise<string> {
    const text = await page()
    const form = Object.fromEntries(
      ['report', 'respondent', 'hash'].map(name => [
        name,
        new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? '',
      ]),
    )
    await post(author, desk, form, desk)
    return linkPath(site, chapter.consultation)
  }
  async function say(fields: Record<string, unknown>) {
    const guest = site.agent()
    const { text } = await guest.get(link).expect(200)
    const [, seen] = /name="seen" value="(\d+)"/.exec(text) ?? []
    return guest
      .post(link)
      .type('form')
      .send({ _csrf: csrfIn(text), seen, comment: '', ...fields })
  }
  const leave = (words: string) => say({ answer: 'shorter', 'part-Q2': words })
  const press = async (action = 'shorter') => {
    const [address] = new RegExp(`/desk/[^"]+/approvals/[^"/]+/${action}(?=")`).exec(await page()) ?? []
    if (!address) throw new Error(`the page has no button to ${action}`)
    const seen = /name="seen" value="(\d+)"/.exec(await page())?.[1]
    await post(author, address, { seen }, desk)
    return page()
  }
  const quote = async () => {
    const [found] = await quotesOfRespondent(chapter.consultation, chapter.named.respondent)
    return found
  }
  const exports = async () => (await author.get(`${report}/export/markdown`)).status === 200

  it('shows the words in a box, and takes a run of them as whole words alone', async () => {
    const guest = site.agent()
    const { text: shown } = await guest.get(link).expect(200)
    expect(plain(shown)).to.include(`>\n${whole}</textarea>`)
    for (const [left, says] of [
      [whole, 'Say which of your words may be printed'],
      ['', 'Leave the words that may be printed'],
      ['supplier through both floods', 'Take words off the beginning or the end only'],
      ['x'.repeat(5_001), 'Shorten your words'],
    ] as const) {
      const sent = { _csrf: csrfIn(shown), seen: 0, answer: 'shorter', 'part-Q2': left }
      const { text } = await guest.post(link).type('form').send(sent).expect(422)
      expect(plain(text), left)
        .to.include(says)
        .and.include('href="#part-Q2"')
        .and.include(`>\n${left}</textarea>`)
    }
    expect((await listApprovals(chapter.consultation))[0]?.answers).to.deep.equal([])
  })

  it('takes a comment in the place of a part, as a wish that the author reads', async () => {
    expect((await say({ answer: 'shorter', 'part-Q2': whole, comment: 'Less of it.' })).status).to.equal(303)
    expect(await page())
      .to.include('Less of it.')
      .and.not.include('Print only this part')
  })

  it('is accepted by one button, and counts as approved for the sentence that they saw, to the letter', async () => {
    await leave(`  ${part}. `)
    const proposed = `Ada Sample wrote: “${part}”.`
    expect(await opened()).to.include(`<blockquote class="printed-line" lang="en">${proposed}`)
    expect(await page())
      .to.include(`Q2: “${part}”`)
      .and.include(`<blockquote class="quoted">${proposed}`)
    expect(await exports()).to.equal(false)
    const before = await quote()
    expect(await press()).to.include('so it counts as approved')
    expect(await quote()).to.deep.include({ version: 2, start: whole.indexOf(part), edits: [] })
    expect(await exports()).to.equal(true)
    expect(await opened())
      .to.include('That was done, and you have approved the sentence')
      .and.include(proposed)
    const events = await latestEvents(3)
    expect(events.map(({ what }) => what)).to.include(
      'had a quote print only the part that its respondent allows (Q2)',
    )

    await rewrite(chapter, template.replace('{who} wrote:"}}.', '{who} claimed:"}}.'))
    expect(await exports()).to.equal(false)
    await rewrite(chapter, template)

    expect(await press('shorter/undo')).to.include('Q2 prints again what it did before')
    expect(await quote()).to.deep.include({ start: before?.start, end: before?.end, version: 3 })
    expect(await exports()).to.equal(false)
    expect(await press()).to.include('so it counts as approved')
    expect(await exports()).to.equal(true)
  })

  it('lets them refuse by the same link what came of it, and leave still less', async () => {
    await leave(part)
    await press()
    await say({ answer: 'refused' })
    expect(await exports()).to.equal(false)
    await leave('both floods')
    await press()
    expect(await opened()).to.include('wrote: “both floods”')
    expect(await exports()).to.equal(true)
    await say({ answer: 'refused' })
    expect(await exports()).to.equal(false)
  })

  it('is asked about again where something else in the sentence changed', async () => {
    await leave(part)
    await rewrite(chapter, template.replace('{who} wrote:"}}.', '{who} claimed:"}}.'))
    expect(await press()).to.include('is not to the letter the one that they saw: ask them')
    expect((await quote())?.version).to.equal(2)
    expect(await exports()).to.equal(false)
    expect(await page()).to.match(/>To ask<[\s\S]*claimed: “stayed with us[\s\S]*>Waiting/)
  })

  it('is not accepted once they answered again, or the quote was changed', async () => {
    await leave(part)
    const text = await page()
    const [address = ''] = /\/desk\/[^"]+\/approvals\/[^"/]+\/shorter(?=")/.exec(text) ?? []
    await say({ answer: 'refused' })
    await post(author, address, { seen: 1 }, desk)
    expect(await page())
      .to.include('They answered again')
      .and.include('Do not publish this sentence')
    await leave(part)
    await mongoose.connection
      .collection('quotes')
      .updateOne({ respondent: chapter.named.respondent }, { $inc: { end: -12, version: 1 } })
    await post(author, address, { seen: 3 }, desk)
    expect(await page()).to.include('The quote was changed since they answered')
    expect(await exports()).to.equal(false)
  })

  it('is taken back with what came of it by an answer in the same moment', async () => {
    await leave(part)
    const models = mongoose.model('Approval') as unknown as Record<string, (...given: unknown[]) => unknown>
    const before = models.create
    models.create = async function (this: unknown, ...given) {
      models.create = before as never
      await say({ answer: 'refused' })
      return before?.apply(this, given)
    }
    await press()
    const approvals = await listApprovals(chapter.consultation)
    expect(approvals.map(({ answers }) => answers.at(-1)?.answer)).to.deep.equal(['refused', 'refused'])
    expect(await exports()).to.equal(false)
  })

  it('is done again where it was stopped between its writes', async () => {
    await leave(part)
    await press()
    await mongoose.connection
      .collection('quotes')
      .updateOne({ respondent: chapter.named.respondent }, { $set: { start: 0 } })
    expect(await exports()).to.equal(false)
    expect(await press()).to.include('so it counts as approved')
    expect(await exports()).to.equal(true)
    await press('shorter/undo')
    expect((await quote())?.start).to.equal(0)
  })
})

function plain(html: string): string {
  return html.replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
}
