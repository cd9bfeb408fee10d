import { expect } from 'chai'
import { parse } from 'csv-parse/sync'
import readExcelFile from 'read-excel-file/node'
import { checkZip, readEntry } from '../../server/files/zip.ts'
import { createEvidence } from '../../server/findings/evidence/create.ts'
import { createReport } from '../../server/reports/create.ts'
import { readyClaim, wordsOf } from '../findings/claim.ts'
import { addHarbour, say } from '../findings/corpus.ts'
import { type Agent, openSite, type Site } from '../site.ts'
import { compact, readHtml, readMarkdown, readPdf, readWord } from './reading/readBack.ts'

/** Answers that would do harm where a format ran, linked or counted what it holds. */
const answers = [
  'Paying rent on our own memory, a’r ŵyl a’r tŷ.',
  '<script>alert(1)</script><img src=x onerror=alert(2)> & &lt;b&gt; told us nothing.',
  '=HYPERLINK("https://bad.example.org", "free") is what the sheet said.',
  '{ HYPERLINK "https://bad.example.org" } { INCLUDETEXT "c:\\\\secrets.txt" } was printed on each page.',
  '# Not a heading, *nor* _this_, [a](javascript:alert(3)) ![b](https://bad.example.org/x.png) | `c` {{quote "Q1"}} [^1] ~~d~~',
  '+1 and -1 and @sum, so a sheet would add it all up while nobody was looking.',
]
const hostileName = '<img src=x onerror=alert(4)> Ada {{heading}}'
const excerpt = 'Three of *five* could not say.\nOthers <b>would</b> not say.'

describe('One report in every format', () => {
  let site: Site
  let files: Record<string, Buffer>
  before(async () => {
    site = await openSite()
    files = await exported(site)
  })
  after(() => site.close())

  const readBacks = async () => ({
    markdown: readMarkdown(text('markdown')),
    html: readHtml(text('html')),
    docx: await readWord(file('docx')),
    pdf: await readPdf(file('pdf')),
  })
  const file = (format: string) => files[format] ?? expect.fail(`no ${format}`)
  const text = (format: string) => file(format).toString()

  it('has the same words, notes, headings, block quotations, tables and links in the same order', async () => {
    const { markdown, html, docx, pdf } = await readBacks()
    const { bookmarks, ...pdfRead } = pdf
    expect(html).to.deep.equal(markdown)
    expect(docx).to.deep.equal(html)
    expect(pdfRead).to.deep.equal(html)
    expect(bookmarks).to.deep.equal([...html.headings, 'Notes'])
    expect(html.headings).to.deep.equal([
      'Keep<b>what</b>youknow',
      'Inthe&quot;building&quot;',
      'Anotherheading',
    ])
    expect(html.quotations).to.deep.equal(['Threeof*five*couldnotsay.Others<b>would</b>notsay.'])
    const review = 'https://example.org/a(b)?c=%22'
    expect(html.links).to.deep.equal([review, 'https://example.org/b?c=1&d=2', review])
    expect(html.cells.slice(0, 4)).to.deep.equal(['Stance', 'Respondents', 'Saidso', '5'])
  })

  it('quotes each respondent with the words as they were typed', async () => {
    for (const [format, { body }] of Object.entries(await readBacks())) {
      let at = -1
      for (const answer of answers) {
        // Inside double marks a respondent's own become single ones, which is no change.
        const printed = compact(answer.replace(/"([^"]*)"/g, '‘$1’'))
        const found = body.indexOf(`“${printed}”`)
        expect(found, `${format}: ${answer}`).to.be.greaterThan(at)
        at = found
      }
      // It begins a sentence here, and so has a capital.
      expect(body.toLowerCase(), format).to.include(compact(hostileName).toLowerCase())
    }
  })

  it('runs, fetches and links nothing of what respondents wrote', async () => {
    expect(text('html')).not.to.match(/<script|<img|href="javascript|bad\.example\.org[^<]*"/)
    const parts = await partsOf(file('docx'))
    expect([...parts.keys()].filter(name => name.endsWith('.rels')).length).to.be.greaterThan(2)
    for (const [name, xml] of parts) {
      if (name.endsWith('.rels')) expect(xml, name).not.to.match(/bad\.example|javascript/)
      // The page's number is the one field.
      const fields = (xml.match(/<w:instrText[^>]*>[^<]*|<w:fldSimple/g) ?? []).map(field =>
        field.replace(/<[^>]*>/, ''),
      )
      expect(fields, name).to.deep.equal(name.startsWith('word/footer') ? ['PAGE'] : [])
      expect(xml, name).not.to.match(/<script|<img/)
    }
    const pdf = file('pdf').toString('latin1')
    expect(pdf).not.to.match(/\/(?:JS|JavaScript|Launch|EmbeddedFile|OpenAction|AA)\b/)
    expect(pdf).not.to.include('bad.example.org')
  })

  it('says its language and title in Word and PDF', async () => {
    const parts = await partsOf(file('docx'))
    expect(parts.get('docProps/core.xml')).to.include(
      '<dc:title>Keep &lt;b&gt;what&lt;/b&gt; you know</dc:title>',
    )
    expect(parts.get('word/styles.xml')).to.include('<w:lang w:val="en-GB"/>')
    expect(file('pdf').toString('latin1')).to.include('/Lang (en-GB)').and.include('/DisplayDocTitle true')
  })

  it('gives its quotes as the same rows in CSV, XLSX and JSON, and none as a formula', async () => {
    const listed: Record<string, unknown>[] = JSON.parse(text('quotes-json')).quotes
    expect(listed.map(row => row.edits)).to.deep.equal(answers.map(() => []))
    const json = listed.map(row => ({ ...row, edits: '' }) as Record<string, unknown>)
    expect(json.map(row => row.words)).to.deep.equal(answers)
    const csv: Record<string, string>[] = parse(file('quotes'), { columns: true, bom: true })
    const unguarded = csv.map(row =>
      Object.fromEntries(
        Object.entries(row).map(([name, cell]) => [name, cell.replace(/^'(?=[=+\-@])/, '')]),
      ),
    )
    const asText = (row: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, String(cell)]))
    expect(unguarded).to.deep.equal(json.map(asText))
    for (const row of csv) for (const cell of Object.values(row)) expect(cell).not.to.match(/^[=+\-@]/)
    const [sheet] = await readExcelFile(file('quotes-xlsx'))
    const [head = [], ...rows] = sheet?.data ?? []
    const cells = rows.map(row => Object.fromEntries(head.map((name, i) => [String(name), row[i] ?? ''])))
    expect(cells).to.deep.equal(json)
    const parts = await partsOf(file('quotes-xlsx'))
    for (const [name, xml] of parts) expect(xml, name).not.to.match(/<f[ >]|<hyperlink/)
  })
})

/** The parts of a packed file, by their names. */
async function partsOf(file: Buffer): Promise<Map<string, string>> {
  const names = [...(await checkZip(file))]
  return new Map(
    await Promise.all(names.map(async name => [name, String(await readEntry(file, name))] as const)),
  )
}

async function exported(site: Site): Promise<Record<string, Buffer>> {
  const consultation = await addHarbour()
  const spoken = []
  for (const [i, answer] of answers.entries())
    spoken.push(
      await say(site, consultation, {
        text: answer,
        stance: i === 5 ? 'opposes' : 'supports',
        ...(i === 3 ? { name: hostileName, choice: 'named' as const } : {}),
      }),
    )
  await readyClaim(consultation, {
    key: 'memory',
    statement: 'Knowledge leaves with contracts.',
    text: 'Our respondents told us that knowledge **leaves**.',
    quotes: spoken.map((each, i) =>
      wordsOf(each, answers[i]?.length ?? 0, { side: i === 5 ? 'counter' : 'quote' }),
    ),
  })
  await createEvidence({
    ...{
      consultation,
      key: 'audit',
      citation: 'A review of [contracts]',
      link: 'https://example.org/a(b)?c="',
    },
    ...{ publisher: 'The Audit House', year: 2024, excerpt },
  })
  const [first, ...rest] = answers.map((_, i) => `Q${i + 1}`)
  const report = await createReport({
    ...{ consultation, title: 'Keep <b>what</b> you know', subtitle: 'In the &quot;building&quot;' },
    template: [
      '{{heading}}',
      '{{finding "memory"}} Of {{of as="respondents"}}, {{prevalence}} said so.',
      `{{quote "${first}" lead="{who} called it"}}, and then:`,
      ...rest.slice(0, -1).map(key => `{{quote "${key}"}}.`),
      `{{counter "${rest.at(-1)}" lead="Not everyone saw it so: {who} wrote:"}}.`,
      'As {{evidence "audit" text="the *whole* review"}} found, and [others](https://example.org/b?c=1&d=2) did not:\n\n{{evidence "audit" as="block"}}',
      '### Another heading\n\n{{#own}}- one thing\n- another, **in bold and *slanted***\n\n1. first\n2. second, ~~struck~~ and `code`{{/own}}',
      '{{chart "memory"}}',
      '{{table "memory" by="theme"}}',
      '{{method}}',
    ].join('\n\n'),
  })
  const author = await site.signIn('author')
  const formats = ['markdown', 'html', 'docx', 'pdf', 'quotes', 'quotes-xlsx', 'quotes-json']
  const files = await Promise.all(
    formats.map(async format => [format, await download(author, consultation, report._id, format)] as const),
  )
  return Object.fromEntries(files)
}

async function download(
  author: Agent,
  consultation: string,
  report: string,
  format: string,
): Promise<Buffer> {
  const { body } = await author
    .get(`/desk/${consultation}/reports/${report}/export/${format}`)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(Buffer.from(chunk)))
      response.on('end', () => done(null, Buffer.concat(chunks)))
    })
    .expect(200)
  return body
}
