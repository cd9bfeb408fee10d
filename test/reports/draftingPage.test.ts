import { expect } from 'chai'
import { quotesOf } from '../../server/findings/quotes/store.ts'
import { changeFinding, type Finding, findFinding, listFindings } from '../../server/findings/store.ts'
import { createReport } from '../../server/reports/create.ts'
import { withSection } from '../../server/reports/drafting/insert.ts'
import { changeReport, findReport } from '../../server/reports/store.ts'
import { readyClaim, wordsOf } from '../findings/claim.ts'
import { sayAll } from '../findings/corpus.ts'
import { eachHarbour } from '../findings/eachHarbour.ts'
import { type Agent, post, type Site } from '../site.ts'

const said = [
  'Every change request goes through a help desk on the hill.',
  'We rent our own charts from a firm that nobody here has met.',
  'The pilots wait for a tide that the rota does not know.',
]

describe('Drafting a section on the desk', () => {
  let site: Site
  let author: Agent
  let consultation: string
  let report: string
  let finding: Finding

  eachHarbour(harbour => ({ site, author, consultation } = harbour))
  beforeEach(async () => {
    const [first = expect.fail()] = await sayAll(
      site,
      consultation,
      said.map(text => ({ text, stance: 'supports' as const, theme: 'contracts' })),
    )
    finding = await readyClaim(consultation, {
      key: 'waits',
      statement: 'Work waits for others.',
      text: 'Our respondents told us that work waits for others.',
      quotes: [wordsOf(first, 57, { edits: [{ kind: 'case', to: 'lower' }] })],
    })
    const template = '{{heading}}\n\n{{method}}\n'
    report = (await createReport({ consultation, title: 'Waits', subtitle: '', template }))._id
  })

  const address = () => `/desk/${consultation}/reports/draft`
  const open = async (query = '?findings=waits') => (await author.get(address() + query).expect(200)).text
  const sourceIn = (page: string) =>
    (/<textarea[^>]*id="section"[^>]*>\n([\s\S]*?)<\/textarea>/.exec(page)?.[1] ?? '')
      .replace(/&quot;/g, '"')
      .replace(/&#x27;/g, "'")
      .replace(/&#x3D;/g, '=')
      .replace(/&amp;/g, '&')
  const insert = async (fields: Record<string, unknown>) => {
    const { headers } = await post(
      author,
      address(),
      { findings: 'waits', ...fields },
      `${address()}?findings=waits`,
    )
    return String(headers.location)
  }

  it('shows a draft of findings as it comes out, its source, and what is left to do', async () => {
    const page = await open()
    expect(page).to.match(
      /One respondent [a-z ]+ that “every change request goes through a help desk on the hill”/,
    )
    expect(page).to.include('[To write: nobody is coded as speaking against it')
    expect(page).to.include('something is left to write: say what follows from this')
    expect(sourceIn(page)).to.match(/^\{\{finding "waits"\}\}/)
    expect(sourceIn(await open())).to.equal(sourceIn(page))
  })

  it('puts it into a report before the note on how it was counted, and has the report wait for its gaps', async () => {
    const section = sourceIn(await open())
    expect(await insert({ section, into: report })).to.equal(`/desk/${consultation}/reports/${report}`)
    const saved = await findReport(consultation, report)
    expect(saved?.template).to.match(
      /^\{\{heading\}\}\n\n\{\{finding "waits"\}\}[\s\S]*\n\n\{\{method\}\}\n$/,
    )
    expect(saved?.findings).to.deep.equal(['waits'])
    const download = () => author.get(`/desk/${consultation}/reports/${report}/export/markdown`)
    await download().expect(303)
    const filled = saved?.template.replace(/\{\{#own\}\}\[To write: [^\]]*\]\{\{\/own\}\} ?/g, '') ?? ''
    if (saved) await changeReport(saved, { template: filled })
    expect((await download().expect(200)).text).to.include('goes through a help desk')
  })

  it('keeps what somebody else saved in the report meanwhile', async () => {
    const section = sourceIn(await open())
    const seen = await findReport(consultation, report)
    if (seen) await changeReport(seen, { template: '{{heading}}\n\n{{#own}}Another’s words.{{/own}}\n' })
    await insert({ section, into: report })
    const saved = await findReport(consultation, report)
    expect(saved?.template).to.match(/Another’s words\.[\s\S]*\{\{finding "waits"\}\}/)
  })

  it('keeps what was changed in the draft where it cannot be put into a report, and says why', async () => {
    const broken = '{{finding "waits"}} My own words {{quote'
    const back = (await author.get(await insert({ section: broken, into: report })).expect(200)).text
    expect(back).to.include('There is a problem').and.to.include('My own words')
    expect((await author.get(await insert({ section: 'x' })).expect(200)).text).to.include(
      'Choose the report that it goes into',
    )
    expect((await author.get(await insert({ section: 'x', into: 'nowhere' })).expect(200)).text).to.include(
      'That report is no longer there',
    )
    expect((await findReport(consultation, report))?.template).to.equal('{{heading}}\n\n{{method}}\n')
  })

  it('makes a finding of themes, most raised first, with quotes that go into sentences', async () => {
    await sayAll(site, consultation, [{ text: 'Pay is low.', stance: 'supports', theme: 'pay' }])
    const fields = { themes: ['pay', 'contracts'], match: 'any', report }
    const { headers } = await post(author, `${address()}/themes`, fields, `${address()}?report=${report}`)
    const made = (await listFindings(consultation)).find(({ key }) => key !== 'waits')
    expect(made?.text).to.equal('Our respondents raised contracts and pay.')
    const page = (await author.get(String(headers.location)).expect(200)).text
    expect(page)
      .to.include('Reports wait for these findings')
      .and.to.include('is a draft. Mark it ready first.')
    expect(page).to.include('Our respondents raised contracts and pay.')
    expect(page).to.match(/value="[^"]+" checked> Recommendation 1: Waits/)
    const quotes = await quotesOf(made?._id ?? '')
    expect(quotes.length).to.be.greaterThan(1)
    expect(quotes.some(quote => quote.edits.some(edit => edit.kind === 'case'))).to.equal(true)
  })

  it('asks for a theme where none is chosen', async () => {
    const { headers } = await post(author, `${address()}/themes`, { match: 'any' }, address())
    expect((await author.get(String(headers.location)).expect(200)).text).to.include(
      'Choose at least one theme',
    )
    expect(await listFindings(consultation)).to.have.length(1)
  })

  it('is offered where a finding and a report are written', async () => {
    const pages = [`findings/${finding._id}`, `reports/${report}`]
    const links = ['reports/draft?findings&#x3D;waits', `reports/draft?report&#x3D;${report}`]
    for (const [i, page] of pages.entries()) {
      const { text } = await author.get(`/desk/${consultation}/${page}`).expect(200)
      expect(text.replace(/=/g, '&#x3D;')).to.include(links[i])
    }
  })

  it('takes published findings too, and passes over names that are none', async () => {
    const now = await findFinding(consultation, finding._id)
    if (now) await changeFinding(now, { state: 'published' })
    const page = await open('?findings=waits&findings=nothing&findings=%7B%7B')
    expect(page).not.to.include('Reports wait for these findings')
    expect(page).to.include('goes through a help desk')
  })
})

describe('a template with a section', () => {
  it('has it at its end, before the note on how it was counted', () => {
    expect(withSection('', 'New.')).to.equal('New.\n')
    expect(withSection('Old.\n', 'New.\n')).to.equal('Old.\n\nNew.\n')
    expect(withSection('Old.\n\n{{method}}\n', 'New.')).to.equal('Old.\n\nNew.\n\n{{method}}\n')
    expect(withSection('{{method}} Old.', 'New.')).to.equal('{{method}} Old.\n\nNew.\n')
  })
})
