import { expect } from 'chai'
import { createEvidence } from '../../server/findings/evidence/create.ts'
import { listFindings } from '../../server/findings/store.ts'
import { createReport } from '../../server/reports/create.ts'
import { findReport, listReports, type Report } from '../../server/reports/store.ts'
import { readyClaim } from '../findings/claim.ts'
import { say } from '../findings/corpus.ts'
import { eachHarbour } from '../findings/eachHarbour.ts'
import { type Agent, post, type Site } from '../site.ts'

describe('Recommendations', () => {
  let site: Site
  let author: Agent
  let consultation: string
  let report: Report

  eachHarbour(harbour => ({ site, author, consultation } = harbour))
  beforeEach(async () => {
    await say(site, consultation, { text: 'Suppliers keep what we knew.', stance: 'supports' })
    await readyClaim(consultation, {
      key: 'memory',
      statement: 'Knowledge leaves with contracts.',
      text: 'Respondents told us that knowledge leaves.',
    })
    await createEvidence({
      consultation,
      key: 'audit',
      citation: 'Review of contracts',
      link: 'https://example.org/review',
      publisher: 'The Audit House',
      year: 2024,
      excerpt: '',
      pages: '14–16',
      accessed: '2026-03-01',
    })
    report = await createReport({
      consultation,
      title: 'Keep what you know',
      subtitle: 'In house',
      template: '',
    })
  })

  const page = () => `/desk/${consultation}/reports/${report._id}`
  const list = () => `/desk/${consultation}/reports/recommendations`
  const fields = {
    number: '1',
    title: 'Keep what you know',
    subtitle: 'In house',
    actions: 'Keep the people.\r\n\r\n  Report *yearly*.  ',
    addressee: 'each department',
    findings: 'memory',
    evidence: 'audit',
    template: '{{actions}}',
  }
  const save = async (changes: Record<string, unknown> = {}) => {
    const { version } = (await findReport(consultation, report._id)) ?? report
    return post(author, page(), { ...fields, version, ...changes }, page())
  }
  const shown = async () => (await author.get(page()).expect(200)).text

  it('are records: what each asks for, of whom, and what it rests on', async () => {
    await save()
    expect(await findReport(consultation, report._id)).to.deep.include({
      actions: ['Keep the people.', 'Report *yearly*.'],
      addressee: 'each department',
      findings: ['memory'],
      evidence: ['audit'],
      version: 2,
    })
    expect(await shown())
      .to.include('>\nKeep the people.\nReport *yearly*.</textarea>')
      .and.match(/name="findings" value="memory" checked/)
      .and.match(/name="evidence" value="audit" checked/)
  })

  it('print their actions in the chapter, in sentences that count as recommended', async () => {
    await save()
    const { text } = await author.get(`${page()}/export/markdown`).expect(200)
    expect(text).to.equal('We recommend to each department:\n\n- Keep the people.\n- Report \\*yearly\\*.\n')
    await save({ actions: '' })
    expect(await shown()).to.include('this recommendation has no actions yet')
  })

  it('are listed together, on a page and as Markdown and HTML without a heading above the title', async () => {
    await save()
    await createReport({ consultation, title: 'Buy less', subtitle: '', template: '' })
    await createReport({ consultation, kind: 'method', title: 'How we counted', subtitle: '', template: '' })
    const onDesk = (await author.get(list()).expect(200)).text
    expect(onDesk).to.include('Recommendation 2').and.not.include('How we counted')
    const { text } = await author.get(`${list()}/markdown`).expect(200)
    expect(text).to.equal(
      [
        '# Recommendations',
        'Boats and people',
        '###### RECOMMENDATION 1\n## Keep what you know',
        'In house',
        'We recommend to each department:',
        '- Keep the people.\n- Report \\*yearly\\*.',
        '### What respondents told us',
        '- Knowledge leaves with contracts. (1 of 1 respondent)',
        '### Evidence from elsewhere',
        '- [Review of contracts](https://example.org/review), The Audit House, 2024, pages 14–16, read on 1 March 2026',
        '###### RECOMMENDATION 2\n## Buy less\n',
      ].join('\n\n'),
    )
    const html = (await author.get(`${list()}/html`).expect(200)).text
    expect(html).to.include('<p class="kicker">RECOMMENDATION 1</p>').and.not.include('<h6')
  })

  it('are numbered together, and no two share a number', async () => {
    await createReport({ consultation, kind: 'quotes', title: 'Words', subtitle: '', template: '' })
    const second = await createReport({ consultation, title: 'Buy less', subtitle: '', template: '' })
    expect(second.number).to.equal(2)
    await save({ number: '2' })
    expect(await shown()).to.include('Recommendation 2 is “Buy less”. Give that one another number first')
    expect(await findReport(consultation, report._id)).to.include({ number: 1, version: 1 })
  })

  it('are not exported while what they rest on is a draft or gone', async () => {
    await save({ findings: ['memory', 'gone'], evidence: 'off-file' })
    const refused = await author.get(`${page()}/export/markdown`).expect(303)
    const html = (await author.get(String(refused.headers.location)).expect(200)).text
    for (const missing of ['the finding “gone”, which is no longer there', 'the evidence “off-file”'])
      expect(html).to.include(missing)
    await author.get(`${list()}/markdown`).expect(303)
    expect((await author.get(list()).expect(200)).text).to.include('Recommendation 1: It rests on')
  })

  it('stop at an unmarked sentence, which the ledger puts first with a link to its place', async () => {
    await save({ template: '{{#own}}This is mine.{{/own}} It is so. {{actions}}' })
    const html = await shown()
    expect(html).to.include('Line 1, column 31: nothing says what “It is so.” rests on')
    expect(html).to.include('<a id="sentence-2" class="unmarked" href="#ledger-2"')
    expect(html.indexOf('id="ledger-2"')).to.be.lessThan(html.indexOf('id="ledger-1"'))
    expect(html).to.include('1 sentence wants a mark')
    await author.get(`${page()}/export/html`).expect(303)
    await save({ template: '{{#own}}This is mine. It is so.{{/own}} {{actions}}' })
    expect(await shown()).to.include('Every sentence is accounted for')
    await author.get(`${page()}/export/html`).expect(200)
  })

  it('start from a draft that says of evidence whether it supports, qualifies or contradicts', async () => {
    const [finding] = await listFindings(consultation)
    const review = { consultation, link: 'https://example.org', publisher: 'Press', year: 2024 }
    for (const how of ['supports', 'qualifies', 'contradicts'] as const)
      await createEvidence({
        ...review,
        key: how,
        citation: `A review that ${how}`,
        excerpt: how === 'supports' ? 'So it was.' : '',
        bearings: [{ finding: finding?._id ?? '', how }],
      })
    const reports = `/desk/${consultation}/reports`
    const made = await post(
      author,
      reports,
      { title: 'Look again', subtitle: '', findings: 'memory' },
      reports,
    )
    const { text } = await author.get(`${made.headers.location}/export/markdown`).expect(200)
    expect(text)
      .to.match(/This is supported by \[A review that supports\].*, which found that:\n\n> So it was\./)
      .and.include('This is qualified by [A review that qualifies](https://example.org).')
      .and.include('Against this stands [A review that contradicts](https://example.org).')
      .and.include('Beside this stands [Review of contracts]')
  })

  for (const kind of ['summary', 'heard', 'quotes', 'method'])
    it(`start from a template for a ${kind}, which exports as it is`, async () => {
      const reports = `/desk/${consultation}/reports`
      const made = await post(
        author,
        reports,
        { title: 'What we heard', subtitle: '', kind, findings: 'memory' },
        reports,
      )
      const { text } = await author.get(`${made.headers.location}/export/markdown`).expect(200)
      expect(text).to.include('Knowledge leaves with contracts.').and.include('*How we counted.*')
      expect((await listReports(consultation)).map(each => each.kind)).to.include(kind)
    })
})
