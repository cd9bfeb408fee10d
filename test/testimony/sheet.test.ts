import { createHash } from 'node:crypto'
import { expect } from 'chai'
import { listQuotes } from '../../server/findings/quotes/store.ts'
import { narrow } from '../../server/responses/narrow.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { addChapter, type Chapter, said } from '../reports/publication/published.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

describe('The sheet of a quote', () => {
  let site: Site
  let author: Agent
  let chapter: Chapter
  let quote: string
  let report: string
  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
  })
  beforeEach(async () => {
    chapter = await addChapter(site)
    const [first] = await listQuotes(chapter.consultation)
    quote = `/desk/${chapter.consultation}/findings/${first?.finding}/quotes/${first?._id}`
    report = `/desk/${chapter.consultation}/reports/${chapter.report._id}`
  })
  after(() => site.close())

  const sheet = async () => plain((await author.get(`${quote}/sheet`).expect(200)).text)
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

  it('holds all that a quote rests on, and is reached from its page and its finding’s', async () => {
    await post(
      author,
      quote,
      {
        version: 1,
        side: 'quote',
        words: 'The gantry [the old one] is closed most winters. […] why it is never mended.',
      },
      quote,
    )
    for (const page of [quote, quote.replace(/\/quotes.*/, '')])
      expect((await author.get(page)).text, page).to.include(`${quote}/sheet"`)
    const shown = await sheet()
    const printed = 'The gantry [the old one] is closed most winters. […] why it is never mended.'
    expect(shown)
      .to.include(`One respondent wrote: “${printed}”`)
      .and.include('Recommendation 1: Mend the gantry')
    expect(shown).to.include(`<mark>${said.unnamed}</mark>`).and.include(chapter.unnamed.reference)
    expect(shown).to.include('Added: [the old one]')
    expect(shown).to.include('Cut to […]: “Nobody has told us”')
    expect(shown).to.match(/1 March 2026<\/th><td>Quote me without saying who I am<\/td><td>1</)
    expect(shown).to.match(
      /someone whose account is gone<[\s\S]*Suppliers<[\s\S]*supports the claim<[\s\S]*unaided</,
    )
    expect(shown).to.include(sha256(said.unnamed)).and.include(sha256(printed))
    expect(shown).to.include('None was asked for')
  })

  it('tells in what was published, and of every permission since, and leaves out the words of one who withdrew', async () => {
    await post(author, `${report}/publication`, { seen: 1 }, `${report}/publication`)
    expect(await sheet())
      .to.include('Recommendation 1, version 1')
      .and.include('SHA-256 of its Markdown file')
    await narrow(chapter.consultation, chapter.unnamed.respondent, 'none')
    const narrowed = await sheet()
    expect(narrowed)
      .to.include('Read my answers, but do not quote them')
      .and.include('does not allow their words')
    expect(narrowed).to.include('No report prints it now').and.not.include('Recommendation 1, version 1')
    await withdraw(chapter.consultation, chapter.unnamed.respondent)
    const withdrawn = await sheet()
    expect(withdrawn).to.include('It is not shown: it was withdrawn').and.not.include('most winters')
    expect(withdrawn).to.include('supports the claim')
  })

  it('is downloaded as one file that needs nothing else, by those who may export', async () => {
    const { text, headers } = await author.get(`${quote}/sheet.html`).expect(200)
    expect(headers['content-disposition']).to.include('quote-Q1-sheet.html')
    expect(text)
      .to.match(/^<!doctype html>/)
      .and.not.match(/<link|<script|src=/)
    expect(plain(text)).to.include(`<mark>${said.unnamed}</mark>`)
    expect(text).to.include(`href="http://127.0.0.1/desk/${chapter.consultation}/reports/`)
  })
})

function plain(html: string): string {
  return html.replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
}
