import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect } from 'chai'
import { parse } from 'csv-parse/sync'
import readExcelFile from 'read-excel-file/node'
import { markdownFile } from '../../server/reports/export/markdown.ts'
import { quotesCsv } from '../../server/reports/export/quotes/csv.ts'
import { quoteRows } from '../../server/reports/export/quotes/rows.ts'
import { sidecar } from '../../server/reports/export/sidecar.ts'
import { withdraw } from '../../server/responses/withdraw.ts'
import { claim, wordsOf } from '../findings/claim.ts'
import { addHarbour, say } from '../findings/corpus.ts'
import { openSite, type Site } from '../site.ts'
import { finding, material, source, written } from './material.ts'

describe('a report’s quotes outside it', () => {
  const report = {
    _id: 'r',
    consultation: 'harbour',
    kind: 'recommendation' as const,
    actions: [],
    addressee: '',
    findings: [],
    evidence: [],
    number: 4,
    title: 'T',
    subtitle: '',
    template: '',
    version: 1,
    createdAt: new Date(0),
  }

  it('come as a table that a spreadsheet runs no formula of', () => {
    const from = material([
      source(1, { words: '=HYPERLINK("https://example.org","x")' }),
      source(2, { words: '+1 “and” more, so' }),
    ])
    const csv = quotesCsv(quoteRows(written('{{fragment "Q1"}} {{quote "Q2"}}', from).printed, [finding()]))
    const rows: Record<string, string>[] = parse(csv, { columns: true, bom: true })
    expect(rows.map(row => row.words)).to.deep.equal([
      '\'=HYPERLINK("https://example.org","x")',
      "'+1 “and” more, so",
    ])
    expect(rows[1]).to.include({
      reference: 'Respondent B',
      note: '2',
      theme: 'Outsourcing',
      attribution: 'one respondent',
      start: '0',
      end: '17',
      side: 'for',
    })
    expect(csv).not.to.match(/respondent-\d|text-\d|REF-/)
  })

  it('lead from each sentence to the text, span and permission in the private key', () => {
    const from = material([source(1, { words: 'paying rent' })])
    const out = written('One thing. Another: {{quote "Q1" lead="{who} called it"}}. A third.\n\nNext.', from)
    const key = sidecar(report, { written: out, material: from }, new Date(0))
    expect(key.respondents).to.deep.equal([
      { pseudonym: 'Respondent A', respondent: 'respondent-1', reference: 'REF-1' },
    ])
    expect(key.quotes[0]).to.deep.include({
      key: 'Q1',
      text: 'text-1',
      start: 0,
      end: 11,
      edits: [],
      words: 'paying rent',
      note: 1,
    })
    expect(key.sentences).to.deep.equal([
      {
        sentence: 'Another: one respondent called it “paying rent”.',
        start: 11,
        end: 63,
        findings: ['contracts'],
        quotes: ['Q1'],
      },
    ])
    expect(out.markdown.slice(11, 63)).to.equal('Another: one respondent called it “paying rent”.[^1]')
    expect(key.quotes[0]?.textHash).to.equal(
      createHash('sha256').update(`${key.salt}\u0000paying rent`).digest('hex'),
    )
    expect(key.hashes.markdown).to.equal(createHash('sha256').update(markdownFile(out)).digest('hex'))
    expect(key.quotes[0]?.sentence).to.equal('Another: one respondent called it “paying rent”.')
    expect(key.quotes[0]?.permission).to.deep.equal({
      choice: 'unnamed',
      wording: '1',
      at: '1970-01-01T00:00:00.000Z',
    })
  })

  it('name the finding of a sentence that rests on its count alone', () => {
    const from = material([source(1, { words: 'paying rent' })])
    const out = written('{{finding "contracts"}} So {{fragment "Q1"}}.', from)
    const key = sidecar(report, { written: out, material: from }, new Date(0))
    expect(key.sentences.map(({ findings, quotes }) => ({ findings, quotes }))).to.deep.equal([
      { findings: ['contracts'], quotes: [] },
      { findings: ['contracts'], quotes: ['Q1'] },
    ])
    expect(key.findings[0]).to.deep.include({ key: 'contracts', themes: ['t1'], match: 'any' })
  })
})

describe('All quotes of a consultation', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  it('are the same in CSV, XLSX and JSON, without those that may no longer be printed, and under pseudonyms', async () => {
    const consultation = await addHarbour()
    const author = await site.signIn('author')
    const address = `/desk/${consultation}/reports/quotes`
    expect(JSON.parse((await author.get(`${address}.json`).expect(200)).text)).to.deep.equal({ quotes: [] })
    const spoken = []
    for (const text of ['=1+1 is what we paid for.', 'Our supplier stayed.', 'Nobody ever asked us.'])
      spoken.push(await say(site, consultation, { text, stance: 'supports' }))
    await claim(consultation, {
      key: 'memory',
      statement: 'They hold it.',
      text: 'They do.',
      quotes: spoken.map((each, i) => ({
        ...wordsOf(each, 20),
        edits: i === 2 ? [{ kind: 'insert' as const, at: 11, with: 'was it?' }] : [],
      })),
    })
    const gone = spoken[1]?.respondent ?? expect.fail()
    await withdraw(consultation, gone)
    const json = (await author.get(`${address}.json`).expect(200)).text
    const rows: Record<string, unknown>[] = JSON.parse(json).quotes
    expect(rows.map(row => [row.reference, row.words, row.finding, row.theme])).to.deep.equal([
      ['Respondent A', '=1+1 is what we paid', 'memory', 'Suppliers'],
      ['Respondent B', 'Nobody ever [was it?] asked us', 'memory', 'Suppliers'],
    ])
    const { text, headers } = await author.get(`${address}.csv`).expect(200)
    expect(headers['content-disposition']).to.equal('attachment; filename=quotes.csv')
    const csv: Record<string, string>[] = parse(text, { columns: true, bom: true })
    expect(csv.map(row => row.words)).to.deep.equal([
      "'=1+1 is what we paid",
      'Nobody ever [was it?] asked us',
    ])
    for (const { respondent, text, reference } of spoken)
      for (const kept of [respondent, text, reference]) expect(json).not.to.include(kept)
    const xlsx = await author
      .get(`${address}.xlsx`)
      .buffer(true)
      .parse((response, done) => {
        void buffer(response as unknown as Readable).then(
          bytes => done(null, bytes),
          (error: Error) => done(error, null),
        )
      })
      .expect(200)
    const [sheet] = await readExcelFile(xlsx.body as Buffer)
    const [head = [], ...table] = sheet?.data ?? []
    const column = (name: string) => table.map(cells => cells[head.indexOf(name)])
    expect(column('words')).to.deep.equal(['=1+1 is what we paid', 'Nobody ever [was it?] asked us'])
    expect(column('end')).to.deep.equal([20, 20])
    expect(column('edits')).to.deep.equal([null, '[was it?] added'])
    expect(csv.map(row => row.edits)).to.deep.equal(['', '[was it?] added'])
    expect(rows.map(row => row.edits)).to.deep.equal([[], [{ kind: 'insert', at: 11, with: 'was it?' }]])
    await author.get(`${address}.xml`).expect(404)
  })
})
