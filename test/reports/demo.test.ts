import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { type Demo, loadDemo } from '../../scripts/demo/load.ts'
import { writeReports } from '../../scripts/demo/writeReports.ts'
import { readSidecar } from '../../server/reports/verification/readSidecar.ts'
import { verifyReport } from '../../server/reports/verification/verifyReport.ts'
import { openSite, type Site } from '../site.ts'

describe('The demo’s draft report', () => {
  let site: Site
  let demo: Demo
  before(async () => {
    site = await openSite()
    const loaded = await loadDemo()
    if (!loaded) throw new Error('the demo was not loaded')
    demo = loaded
  })
  after(() => site.close())

  it('is shown with nothing in its way, and exports with every quote', async () => {
    const author = await site.signIn('author')
    const page = `/desk/${demo.consultation}/reports/${demo.report}`
    const shown = (await author.get(page).expect(200)).text
    expect(shown).not.to.include('Before it can be exported').and.not.include('Needs a look')
    const { text } = await author.get(`${page}/export/markdown`).expect(200)
    expect(text).to.match(/^###### RECOMMENDATION 1\n# /)
    expect(text.match(/^\[\^\d+\]: Respondent [A-Z], question \d; /gm)).to.have.length(16)
  })

  it('reads like a chapter: themes first, fragments in sentences, a voice against, evidence, and what to do', async () => {
    const author = await site.signIn('author')
    const page = `/desk/${demo.consultation}/reports/${demo.report}`
    const { text } = await author.get(`${page}/export/markdown`).expect(200)
    const [own, lead, fragments = ''] = text.split('\n\n').slice(1)
    expect(own).not.to.match(/[“”]/)
    expect(lead).to.match(/^Our respondents told us of .*\[\^1\] Of the \d+ respondents .*, some \(\d+\)/)
    expect(fragments.match(/ “[^“”]{15,80}”/g)).to.have.length.at.least(5)
    expect(text).to.match(/Not everyone saw it so: in the words of Dr [^“]+, “/)
    expect(text).to.match(/\[a survey of 212 public bodies\]\(https:[^)]+\), which found that:\n\n> /)
    expect(text)
      .to.include('**We recommend')
      .and.include('\n- Ask the people')
      .and.match(/^!\[.*\]\[chart-1\]$/m)
    const shown = (await author.get(page).expect(200)).text
    expect(shown).not.to.include('Look at the wording')
  })

  it('is written in every format by one command, and verifies until a letter of it is changed', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'demo-'))
    try {
      const written = await writeReports(demo, path.join(folder, 'reports'))
      if ('problems' in written) throw new Error(written.problems[0]?.message)
      const { files, verification } = written
      expect(files.map(({ file }) => path.basename(file))).to.deep.equal([
        ...['recommendation-1.md', 'recommendation-1.html', 'recommendation-1.docx', 'recommendation-1.pdf'],
        ...['csv', 'xlsx', 'json'].map(format => `recommendation-1-quotes.${format}`),
        'recommendation-1-private-key.json',
      ])
      expect(verification.summary).to.deep.equal({ quotes: 16, findings: 3, failed: 0 })
      const [markdown, html, , , , , , key] = await Promise.all(
        files.map(({ file }) => readFile(file, 'utf8')),
      )
      const sidecar = readSidecar(key ?? '')
      if (!sidecar.ok) throw new Error('the private key cannot be read')
      for (const file of [markdown, html]) {
        expect((await verifyReport(file ?? '', sidecar.value)).summary.failed).to.equal(0)
        const changed = file?.replace('keeps a notebook', 'keeps a notebooc') ?? ''
        expect((await verifyReport(changed, sidecar.value)).summary.failed).to.equal(2)
      }
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('holds findings that are ready, with proposals for what has none', async () => {
    const author = await site.signIn('author')
    const findings = (await author.get(`/desk/${demo.consultation}/findings`).expect(200)).text
    expect(findings.match(/state--ready/g)).to.have.length(3)
    const proposed = (await author.get(`/desk/${demo.consultation}/findings/propose`).expect(200)).text
    expect(proposed).to.include('Pay and recruitment')
  })
})
