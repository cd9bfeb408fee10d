import { expect } from 'chai'
import mongoose from 'mongoose'
import { markdownDraft } from '../../analysis/index.ts'
import { chooseQuote } from '../../server/findings/quotes/choose.ts'
import { sourcesOf } from '../../server/findings/quotes/sources.ts'
import { standingOf } from '../../server/findings/quotes/standing.ts'
import { listQuotes } from '../../server/findings/quotes/store.ts'
import { listFindings } from '../../server/findings/store.ts'
import { lintAgainst } from '../../server/reports/lint/lintAgainst.ts'
import { readSidecar } from '../../server/reports/verification/readSidecar.ts'
import { verifyReport } from '../../server/reports/verification/verifyReport.ts'
import type { ConsentEvent } from '../../server/responses/response.ts'
import { findResponse } from '../../server/responses/store.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addChapter, type Chapter, said } from './publication/published.ts'

describe('An answer that may be quoted less widely than the rest, and words that are not for quotation', () => {
  let site: Site
  let author: Agent
  let chapter: Chapter
  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
  })
  beforeEach(async () => {
    chapter = await addChapter(site)
  })
  after(() => site.close())

  const permit = async (respondent: string, changes: Partial<ConsentEvent>) => {
    const last = (await findResponse(chapter.consultation, respondent))?.consent.at(-1)
    await mongoose.connection
      .collection<{ _id: string; consent: object[] }>('responses')
      .updateOne({ _id: respondent }, { $push: { consent: { ...last, ...changes } } })
  }
  /** The last sentence of the answer of the one who is not named. */
  const second = () => {
    const start = said.unnamed.indexOf('Nobody')
    return { text: chapter.unnamed.text, start, end: said.unnamed.length }
  }
  const standings = async () => (await sourcesOf(await listQuotes(chapter.consultation))).map(standingOf)
  const whoOf = async (key: string) => {
    const standing = (await standings()).find(each => each.key === key)
    return standing?.usable ? standing.who : standing?.why
  }
  const lint = async (words: string) => {
    const draft = markdownDraft(`So it is. One respondent wrote: “${words}”.`)
    const [quote] = (await lintAgainst(chapter.consultation, draft)).result.quotes
    return quote
  }
  const page = () => `/desk/${chapter.consultation}/reports/${chapter.report._id}`

  it('is quoted by the narrower choice, whose name is told nowhere then', async () => {
    const { respondent } = chapter.named
    await permit(respondent, { answers: { people: 'none' } })
    expect(await whoOf('Q2')).to.equal('Ada Sample')
    await permit(respondent, { answers: { obstacles: 'unnamed', people: 'none' } })
    expect(await whoOf('Q2')).to.equal('one respondent')
    const [, quote] = await listQuotes(chapter.consultation)
    const [source] = quote ? await sourcesOf([quote]) : []
    expect(source?.speaker).to.include({ choice: 'unnamed', role: '', sector: '' })
    await permit(respondent, { answers: { obstacles: 'none' } })
    expect(await whoOf('Q2')).to.include('does not allow their words to be quoted')
    const markdown = await author.get(`${page()}/export/markdown`)
    expect(markdown.text).not.to.include('both floods')
  })

  it('is never quoted more widely than all are', async () => {
    await permit(chapter.named.respondent, { choice: 'unnamed', answers: { obstacles: 'role' } })
    expect(await whoOf('Q2')).to.equal('one respondent')
  })

  it('holds back a quote that says any of the words, until they are cut out of it', async () => {
    await permit(chapter.unnamed.respondent, { withheld: [second()] })
    expect(await whoOf('Q1')).to.equal('holds words that their author marked as not for quotation')
    const [finding] = await listFindings(chapter.consultation)
    if (!finding) throw new Error('no finding')
    const whole = { text: chapter.unnamed.text, start: 0, end: said.unnamed.length, side: 'quote' as const }
    const bracket = { kind: 'replace' as const, ...second(), with: 'and no reason is given' }
    const redacted = { kind: 'redact' as const, start: second().start, end: second().end, what: 'reason' }
    expect(await chooseQuote(finding, { ...whole, edits: [] })).to.have.property('problem')
    expect(await chooseQuote(finding, { ...whole, edits: [bracket] })).to.have.property('problem')
    expect(await chooseQuote(finding, { ...whole, edits: [redacted] })).to.have.property('key')
    expect(await chooseQuote(finding, { ...whole, end: second().start - 1, edits: [] })).to.have.property(
      'key',
    )
  })

  it('is not offered to a finding, while what stands beside it is', async () => {
    const [finding] = await listFindings(chapter.consultation)
    const offered = async () =>
      (await author.get(`/desk/${chapter.consultation}/findings/${finding?._id}`).expect(200)).text
    const quotes = mongoose.connection.collection('quotes')
    await quotes.updateMany({ consultation: chapter.consultation }, { $set: { removed: true } })
    expect(await offered()).to.include('Nobody has told us why')
    await permit(chapter.unnamed.respondent, { withheld: [second()] })
    expect(await offered())
      .to.include('The gantry is closed most winters')
      .and.not.include('Nobody has told us why')
    const read = await author.get(`/desk/${chapter.consultation}/responses/${chapter.unnamed.respondent}`)
    expect(read.text)
      .to.include('May be quoted in part')
      .and.match(/Not for quotation[\s\S]*<li>Nobody has told us why it is never mended\.<\/li>/)
    await permit(chapter.unnamed.respondent, { withheld: [], answers: { obstacles: 'none' } })
    expect(await offered()).not.to.match(/closed most winters|Nobody has told us why/)
  })

  it('is told by the lint of a draft, with what it is', async () => {
    expect(await lint('Nobody has told us why it is never mended')).to.include({ verdict: 'verbatim' })
    await permit(chapter.unnamed.respondent, { withheld: [second()] })
    const withheld = await lint('Nobody has told us why it is never mended')
    expect(withheld?.verdict).to.equal('not-permitted')
    expect(withheld?.reason).to.include('marked these words as not for quotation')
    expect(await lint('The gantry is closed most winters')).to.include({ verdict: 'verbatim' })
    await permit(chapter.unnamed.respondent, { answers: { obstacles: 'none' }, withheld: [] })
    expect((await lint('The gantry is closed most winters'))?.reason).to.include(
      'does not allow this answer to be quoted',
    )
  })

  it('is taken out of what was published, and fails a report that was exported before', async () => {
    const key = readSidecar((await author.get(`${page()}/export/sidecar`)).text)
    const markdown = (await author.get(`${page()}/export/markdown`)).text
    if (!key.ok) throw new Error('no key')
    await post(author, `${page()}/publication`, { seen: 1 }, `${page()}/publication`)
    const read = async () =>
      (await author.get(`/c/${chapter.consultation}/reports/recommendation-1`).expect(200)).text
    expect(await read())
      .to.include('never mended')
      .and.include('both floods')
    await permit(chapter.unnamed.respondent, { withheld: [second()] })
    await permit(chapter.named.respondent, { answers: { obstacles: 'role' } })
    expect(await read()).not.to.match(/never mended|both floods|Ada Sample/)
    const verified = await verifyReport(markdown, key.value)
    expect(verified.quotes.map(({ reason }) => reason)).to.deep.equal([
      'Its respondent has marked words of it as not for quotation.',
      'Its respondent now allows less than when it was exported.',
    ])
  })
})
