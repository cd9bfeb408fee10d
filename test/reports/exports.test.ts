import { expect } from 'chai'
import mongoose from 'mongoose'
import { createEvidence } from '../../server/findings/evidence/create.ts'
import { createReport } from '../../server/reports/create.ts'
import { findReport, type Report } from '../../server/reports/store.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { readyClaim, wordsOf } from '../findings/claim.ts'
import { addHarbour, type Spoken, say } from '../findings/corpus.ts'
import { eachHarbour } from '../findings/eachHarbour.ts'
import { type Agent, post, type Site } from '../site.ts'

const typed = 'Suppliers *keep* all of the [old] knowledge & <b>more</b> — we “rent” it.'

describe('Exporting a report', () => {
  let site: Site
  let author: Agent
  let consultation: string
  let unnamed: Spoken
  let named: Spoken
  let report: Report

  eachHarbour(harbour => ({ site, author, consultation } = harbour))
  beforeEach(async () => {
    unnamed = await say(site, consultation, {
      text: typed,
      stance: 'supports',
      name: 'Ruth Invented',
      choice: 'unnamed',
    })
    named = await say(site, consultation, {
      text: 'Our supplier stayed.',
      stance: 'opposes',
      name: 'Ada Sample',
      choice: 'named',
    })
    await readyClaim(consultation, {
      key: 'memory',
      statement: 'Knowledge leaves with contracts.',
      text: 'Our respondents told us that knowledge leaves.',
      quotes: [wordsOf(unnamed, typed.length), wordsOf(named, 20, { side: 'counter' })],
    })
    report = await createReport({
      consultation,
      title: 'Keep what you know',
      subtitle: '',
      template:
        '###### RECOMMENDATION {{number}}\n# {{title}}\n\n{{finding "memory"}} Of {{of as="respondents"}}, {{prevalence}} said so. {{quote "Q1" lead="{who} wrote:"}}. {{counter "Q2"}}.\n\n{{method}}\n',
    })
  })

  const page = () => `/desk/${consultation}/reports/${report._id}`
  const download = (format: string) => author.get(`${page()}/export/${format}`)
  const save = async (template: string) => {
    const { version } = (await findReport(consultation, report._id)) ?? report
    return post(author, page(), { number: '1', title: report.title, subtitle: '', template, version }, page())
  }
  const refusal = async (format = 'markdown') => {
    const response = await download(format)
    expect(response.status).to.equal(303)
    return (await author.get(String(response.headers.location)).expect(200)).text
  }

  it('gives Markdown in which the words are those typed, with the attribution that each allowed', async () => {
    const { text, headers } = await download('markdown').expect(200)
    expect(headers['content-type']).to.equal('text/markdown; charset=utf-8')
    expect(headers['content-disposition']).to.equal('attachment; filename=recommendation-1.md')
    expect(text.replace(/\\(.)/g, '$1')).to.include(
      'One respondent wrote: “Suppliers *keep* all of the [old] knowledge & <b>more</b> – we ‘rent’ it.”[^2] Ada Sample wrote: “Our supplier stayed.”[^3]',
    )
    expect(text).to.include('Of 2 respondents, 1 said so.')
    expect(text).to.include(
      '[^2]: Respondent A, question 1; verbatim; the brackets are as written; permitted without a name.',
    )
  })

  it('gives one HTML file in which the words are those typed', async () => {
    const { text, headers } = await download('html').expect(200)
    expect(headers['content-disposition']).to.equal('attachment; filename=recommendation-1.html')
    expect(text).to.include(
      '“Suppliers *keep* all of the [old] knowledge &amp; &lt;b&gt;more&lt;/b&gt; – we ‘rent’ it.”',
    )
    expect(text).to.include('<h1>Keep what you know</h1>')
  })

  it('names no internal reference and nobody who did not allow it', async () => {
    for (const format of ['markdown', 'html', 'quotes']) {
      const { text } = await download(format).expect(200)
      const kept = [
        unnamed.respondent,
        unnamed.reference,
        unnamed.text,
        named.respondent,
        named.reference,
        named.text,
        'Invented',
        'Q1',
      ]
      for (const secret of kept) expect(text, format).not.to.include(secret)
    }
  })

  it('gives the quotes as a table, and the private key with the references', async () => {
    const table = (await download('quotes').expect(200)).text
    expect(table).to.match(/Respondent A,2,question 1,memory,Suppliers,for,one respondent,unnamed,0,\d+,/)
    const key = (await download('sidecar').expect(200)).body
    expect(key.respondents[0]).to.deep.equal({
      pseudonym: 'Respondent A',
      respondent: unnamed.respondent,
      reference: unnamed.reference,
    })
    expect(key.quotes[0]).to.deep.include({ text: unnamed.text, start: 0, end: typed.length, words: typed })
  })

  it('stops when a quoted respondent has withdrawn, and says which quote', async () => {
    await withdraw(consultation, unnamed.respondent)
    for (const format of ['markdown', 'html', 'quotes', 'sidecar'])
      expect(await refusal(format)).to.include('Q1 comes from someone who has withdrawn their answers')
    expect((await author.get(page())).text).not.to.include('Suppliers *keep*')
  })

  it('stops when a permission was narrowed after the quote was chosen, and says which quote', async () => {
    await mongoose.connection
      .collection<{ _id: string; consent: object[] }>('responses')
      .updateOne(
        { _id: named.respondent },
        { $push: { consent: { at: new Date(), choice: 'unnamed', wording: '1' } } },
      )
    const html = await refusal()
    expect(html).to.include('Q2 comes from someone who now allows less').and.include('Error: ')
    expect(html).not.to.include('Ada Sample')
  })

  it('stops when the report gives away a name or a reference of ours', async () => {
    await save('As ruth  INVENTED told us.')
    expect(await refusal()).to.include('prints “Ruth Invented”')
    await save(`See ${unnamed.reference}.`)
    expect(await refusal()).to.include(`prints “${unnamed.reference}”`)
  })

  it('lets a name stand that is cited in the evidence', async () => {
    const citation = 'Ruth Invented, On renting'
    await createEvidence({
      consultation,
      key: 'renting',
      citation,
      link: 'https://example.org',
      publisher: 'Press',
      year: 2020,
      excerpt: '',
    })
    await save('See {{evidence "renting"}}.')
    expect((await download('markdown').expect(200)).text).to.equal(
      'See [Ruth Invented, On renting](https://example.org).\n',
    )
  })

  it('keeps a template that cannot be read as it was entered, with the line and column', async () => {
    await save('First\n\n  {{quote "Q1}} <x>')
    const html = (await author.get(page()).expect(200)).text
    expect(html).to.include('Line 3, column 11: what is in these curly brackets cannot be read')
    expect(html).to.include('>\nFirst\n\n  {{quote &quot;Q1}} &lt;x&gt;</textarea>')
    expect(await findReport(consultation, report._id)).to.include({ version: 1 })
  })

  it('previews the report beside its source, with what stands in the way', async () => {
    await save('{{fragment "Q1"}} and {{fragment "Q7"}}')
    const html = (await author.get(page()).expect(200)).text
    expect(html).to.include(
      '<article class="report-preview"><p><span id="sentence-1"></span>“Suppliers *keep*',
    )
    expect(html).to.include('no quote is called “Q7”')
    expect(await refusal())
      .to.include('There is a problem')
      .and.include('Q7')
  })

  it('drafts a new recommendation from the findings that are ready, which exports as it is', async () => {
    const list = `/desk/${consultation}/reports`
    const drafted = await post(
      author,
      list,
      { title: 'Buy less', subtitle: 'And learn more', findings: 'memory' },
      list,
    )
    const made = String(drafted.headers.location)
    const { text } = await author.get(`${made}/export/markdown`).expect(200)
    expect(text).to.match(
      /^###### RECOMMENDATION 2\n# Buy less\n## And learn more\n\nOur respondents told us/,
    )
    expect(text)
      .to.include('One respondent wrote: “Suppliers')
      .and.include('Not everyone saw it so: Ada Sample wrote: “Our supplier stayed.”')
    expect(text)
      .to.include('**Knowledge leaves with contracts.**')
      .and.include('*How we counted.* 2 respondents chose')
  })

  it('is for those who may export, in the formats there are', async () => {
    await site.agent().get(`${page()}/export/markdown`).expect(303)
    await (await site.signIn('researcher')).get(`${page()}/export/markdown`).expect(200)
    await download('odt').expect(404)
    await download('constructor').expect(404)
  })

  it('says what to do next where there is no report', async () => {
    const html = (await author.get(`/desk/${await addHarbour()}/reports`).expect(200)).text
    expect(html).to.include('There is no report yet').and.include('Mark a finding as ready')
  })
})
