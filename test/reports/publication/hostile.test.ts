import { expect } from 'chai'
import { createReport } from '../../../server/reports/create.ts'
import { readyClaim, wordsOf } from '../../findings/claim.ts'
import { addHarbour, say } from '../../findings/corpus.ts'
import { type Agent, openSite, post, type Site } from '../../site.ts'

const script = '<script>alert(1)</script>'
const name = `Ada <img src=x onerror=alert(2)> ${script}`
const words = `[Here](javascript:alert(3)) the gantry ${script} is shut.`
const live = /<script|<img|javascript:[^<]*"|onerror=[^<&]*>/

describe('A report that quotes scripts of somebody whose name is one', () => {
  let site: Site
  let author: Agent
  let consultation: string
  let report: string
  before(async () => {
    site = await openSite()
    author = await site.signIn('author')
    consultation = await addHarbour()
    const spoken = await say(site, consultation, { text: words, stance: 'supports', name, choice: 'named' })
    await readyClaim(consultation, { key: 'gantry', quotes: [wordsOf(spoken, words.length)] })
    const template = `{{heading}}\n\n{{finding "gantry"}} {{quote "Q1" lead="{who} wrote:"}}\n\n{{method}}\n`
    const made = await createReport({ consultation, title: `Mend ${script}`, subtitle: '', template })
    report = `/desk/${consultation}/reports/${made._id}`
    await post(author, `${report}/publication`, { seen: 1 }, `${report}/publication`)
  })
  after(() => site.close())

  it('runs none of them on its page, in its files, in the list of reports or at the desk', async () => {
    const address = `/c/${consultation}/reports/recommendation-1`
    const reader = site.agent()
    const read = async (agent: Agent, path: string) => (await agent.get(path).expect(200)).text
    const page = await read(reader, address)
    expect(page).to.include('&lt;script&gt;alert(1)').and.include('onerror')
    const pages = [
      page,
      await read(reader, `${address}/versions/1/report.html`),
      await read(reader, `/c/${consultation}/reports`),
      await read(author, report),
      await read(author, `${report}/publication`),
    ]
    // Our own scripts are files, asked for by name.
    for (const html of pages) expect(html.replace(/<script [^>]*src="\/[^"]*"[^>]*>/g, '')).not.to.match(live)
    const markdown = await read(reader, `${address}/versions/1/report.md`)
    expect(markdown).not.to.match(/(?<!\\)<(?:script|img)|(?<!\\)\]\(javascript/)
  })
})
