import { expect } from 'chai'
import { chartSvg } from '../../server/files/charts/svg.ts'
import { createReport } from '../../server/reports/create.ts'
import { reportHtml } from '../../server/reports/export/html.ts'
import { markdownFile } from '../../server/reports/export/markdown.ts'
import { readyClaim } from '../findings/claim.ts'
import { addHarbour, say } from '../findings/corpus.ts'
import { openSite, type Site } from '../site.ts'
import { finding, material, written } from './material.ts'

describe('a chart in a report', () => {
  it('stands as a picture by reference with the same numbers as a table after it', () => {
    const out = written('{{chart "contracts"}}\n\nAfter.')
    expect(out.problems).to.deep.equal([])
    expect(out.markdown).to.equal(
      `![Contracts carry the knowledge away: where respondents stand, of 58; the table follows][chart-1]

| Stance | Respondents |
| :-- | --: |
| Said so | 27 |
| Spoke against it | 6 |
| Were of two minds | 1 |
| Only mentioned the theme | 9 |

After.
`,
    )
    const file = markdownFile(out)
    const data = /^\[chart-1\]: data:image\/svg\+xml;base64,(\S+)$/m.exec(file)?.[1] ?? ''
    expect(Buffer.from(data, 'base64').toString()).to.equal(chartSvg(out.charts[0] ?? expect.fail()))
  })

  it('is drawn in place in HTML, with a title and a description of its own', () => {
    const html = reportHtml(written('{{chart "contracts"}}\n\n{{chart by="theme"}}'))
    expect(html.match(/<figure class="chart"><svg /g)).to.have.length(2)
    for (const number of [1, 2]) {
      expect(html).to.include(`aria-labelledby="chart-${number}-title chart-${number}-desc"`)
      expect(html).to.include(`<title id="chart-${number}-title">`)
    }
    expect(html).to.include('<td>Said so</td>\n<td class="number">27</td>').and.not.include('style=')
  })

  it('comes as a table alone, below its title', () => {
    const { markdown, charts } = written('{{table "contracts" by="theme"}}')
    expect(charts).to.deep.equal([])
    expect(markdown).to.equal(
      '*Contracts carry the knowledge away: respondents who raised each theme, of 58*\n\n| Theme | Raised it |\n| :-- | --: |\n| Outsourcing | 27 |\n',
    )
  })

  it('shows the words of themes and sectors, and obeys none', () => {
    const hostile = '</title><script>alert(1)</script> | [x](javascript:alert(1)) "&\u0001'
    const { count } = finding()
    const themes = [{ id: 't1', name: hostile, respondents: 27 }]
    const from = material([], { findings: new Map([['contracts', { ...finding(), themes, count }]]) })
    const html = reportHtml(written('{{chart "contracts" by="theme"}}', from))
    expect(html).not.to.match(/<script|href=/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what no XML may hold is looked for
    expect(html.slice(0, html.indexOf('</svg>'))).not.to.match(/\u0001/)
    expect(html).to.include(
      '<td>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; | [x](javascript:alert(1)) &quot;&amp;',
    )
  })

  it('is not made of what an author or a respondent typed to look like one', () => {
    const { markdown } = written('![x][chart-1] in a line\n\n{{chart "contracts"}}')
    expect(reportHtml({ markdown, notes: [], charts: [] })).not.to.include('<svg')
    const html = reportHtml(written('![x][chart-1]\n\n![y][chart-2]'))
    expect(html).not.to.include('<svg')
  })

  it('says what it can count by', () => {
    expect(written('{{chart "contracts" by="age"}}').problems[0]?.message).to.equal(
      'Line 1, column 1: respondents are counted by="stance", "theme", "sector", not by="age".',
    )
    expect(written('{{chart}}').problems[0]?.message).to.include('say which finding')
  })
})

describe('a finding counted by sector', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())

  it('gives each sector’s count and over whom, without those below five', async () => {
    const consultation = await addHarbour()
    const spoken = async (sector: string, supporting: number, others: number) => {
      for (let i = 0; i < supporting + others; i++)
        await say(site, consultation, {
          text: `Our ${sector} supplier holds the only copy, number ${i}.`,
          ...(i < supporting ? { stance: 'supports' as const } : {}),
          sector,
        })
    }
    await spoken('health', 6, 5)
    await spoken('ports', 7, 6)
    await spoken('transport', 8, 7)
    await spoken('schools', 1, 5)
    await readyClaim(consultation, { key: 'copies', statement: 'Suppliers hold the copy.', text: 'They do.' })
    const report = await createReport({
      ...{ consultation, title: 'Copies', subtitle: '' },
      template: '{{chart "copies" by="sector"}}\n',
    })
    const author = await site.signIn('author')
    const { text } = await author
      .get(`/desk/${consultation}/reports/${report._id}/export/markdown`)
      .expect(200)
    expect(text).to.include(
      `| Sector | Said so | Out of |
| :-- | --: | --: |
| transport | 8 | 15 |
| ports | 7 | 13 |
| health | not shown | 11 |
| schools | not shown | 6 |

Numbers below five are not shown, nor others from which they could be worked out.`,
    )
  })
})
