import { expect } from 'chai'
import mongoose from 'mongoose'
import { readSidecar } from '../../server/reports/verification/readSidecar.ts'
import { type Verification, verifyReport } from '../../server/reports/verification/verifyReport.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { say } from '../findings/corpus.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'
import { addChapter, type Chapter, rewrite, said } from './publication/published.ts'

describe('Verifying a report against the data', () => {
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

  const page = () => `/desk/${chapter.consultation}/reports/${chapter.report._id}`
  const exported = async (format: string) => {
    const { text, body } = await author.get(`${page()}/export/${format}`).expect(200)
    return text || String(body)
  }
  const verify = async (file: string, key: string): Promise<Verification> => {
    const read = readSidecar(key)
    if (!read.ok) throw new Error(read.problems.map(({ place, message }) => `${place}: ${message}`).join())
    return verifyReport(file, read.value)
  }
  const publish = async () => {
    await post(author, `${page()}/publication`, { seen: 1 }, `${page()}/publication`)
    const address = `/c/${chapter.consultation}/reports/recommendation-1/versions/1`
    return {
      markdown: (await author.get(`${address}/report.md`).expect(200)).text,
      html: (await author.get(`${address}/report.html`).expect(200)).text,
      key: (await author.get(`${page()}/publication/1/sidecar`).expect(200)).text,
    }
  }

  it('finds nothing wrong with what was just exported or published, in either format', async () => {
    const key = await exported('sidecar')
    for (const format of ['markdown', 'html']) {
      const { summary, quotes } = await verify(await exported(format), key)
      expect(summary, format).to.deep.equal({ quotes: 2, findings: 1, failed: 0 })
      expect(quotes.map(({ key }) => key)).to.deep.equal(['Q1', 'Q2'])
    }
    const published = await publish()
    for (const file of [
      published.markdown,
      published.html,
      `\uFEFF${published.markdown.replace(/\n/g, '\r\n')}`,
    ])
      expect((await verify(file, published.key)).summary.failed).to.equal(0)
  })

  it('fails on one changed letter, wherever it is, and says where', async () => {
    const { markdown, html, key } = await publish()
    for (const file of [markdown, html]) {
      const inQuote = await verify(file.replace('most winters', 'moss winters'), key)
      expect(inQuote.quotes[0]).to.include({ key: 'Q1', verbatim: false, permitted: true })
      expect(inQuote.problems[0]?.message).to.match(/Line \d+ was “.*most winters.*”, and is “.*moss winters/)
      const elsewhere = await verify(file.replace('lifts nothing', 'lifts Nothing'), key)
      expect(elsewhere.quotes.every(quote => quote.verbatim)).to.equal(true)
      expect(elsewhere.summary.failed).to.equal(1)
    }
    const inNote = await verify(markdown.replace('verbatim', 'Verbatim'), key)
    expect(inNote.summary.failed).to.equal(1)
  })

  it('fails where report and private key were changed together', async () => {
    const { markdown, key } = await publish()
    const change = (text: string) => text.replaceAll('most winters', 'some winters')
    const { quotes } = await verify(change(markdown), change(key))
    expect(quotes[0]).to.include({ verbatim: false })
    expect(quotes[0]?.reason).to.include('but its source gives “The gantry is closed most winters')
    const other = JSON.parse(key)
    other.hashes.markdown = '0'.repeat(64)
    const { problems } = await verify(markdown, JSON.stringify(other))
    expect(problems.map(({ place }) => place)).to.deep.equal(['sidecar', 'report'])
  })

  it('fails on a quote whose respondent withdrew, narrowed or replaced their words, and on a changed count', async () => {
    const { markdown, key } = await publish()
    await mongoose.connection
      .collection<{ _id: string; consent: object[] }>('responses')
      .updateOne(
        { _id: chapter.named.respondent },
        { $push: { consent: { at: new Date(), choice: 'unnamed', wording: '1' } } },
      )
    const narrowed = await verify(markdown, key)
    expect(narrowed.quotes[1]).to.include({ verbatim: true, permitted: false })
    expect(narrowed.quotes[1]?.reason).to.include('now allows less')
    expect(narrowed.summary.failed).to.equal(1)

    await withdraw(chapter.consultation, chapter.unnamed.respondent)
    await site.runner.idle()
    const { quotes, findings } = await verify(markdown, key)
    expect(quotes[0]?.reason).to.include('has withdrawn')
    expect(findings[0]).to.deep.include({ key: 'gantry', same: false })
    expect([findings[0]?.printed.supports, findings[0]?.now?.supports]).to.deep.equal([1, 0])
    expect([findings[0]?.printed.of, findings[0]?.now?.of]).to.deep.equal([2, 1])
  })

  it('fails on an answer that is not the one that was quoted', async () => {
    const { markdown, key } = await publish()
    await mongoose.connection
      .collection<{ _id: string }>('texts')
      .updateOne({ _id: chapter.unnamed.text }, { $set: { text: `${said.unnamed} Or is it?` } })
    const { quotes } = await verify(markdown, key)
    expect(quotes[0]?.reason).to.include('is not the one that was quoted')
  })

  it('counts anew by what was published, though the finding was changed since', async () => {
    const { markdown, key } = await publish()
    await mongoose.connection
      .collection('findings')
      .updateOne({ consultation: chapter.consultation }, { $set: { themes: ['pay'] } })
    expect((await verify(markdown, key)).summary.failed).to.equal(0)
    await say(site, chapter.consultation, { text: 'They never mend it.', stance: 'supports' })
    expect((await verify(markdown, key)).findings[0]).to.include({ same: false })
  })

  it('goes by the file that is given, not by what the report has become', async () => {
    const { markdown, key } = await publish()
    await rewrite(chapter, 'Something else.')
    expect((await verify(markdown, key)).summary.failed).to.equal(0)
  })

  it('says what of a private key cannot be read', () => {
    const problemsOf = (json: string) => {
      const read = readSidecar(json)
      return read.ok ? [] : read.problems
    }
    expect(problemsOf('{')[0]?.message).to.include('no JSON')
    expect(problemsOf('{"quotes":[{}]}').map(({ place }) => place)).to.include.members([
      'hashes',
      'quotes.0.words',
    ])
  })
})
