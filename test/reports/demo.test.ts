import { expect } from 'chai'
import { type Demo, loadDemo } from '../../scripts/demo/load.ts'
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
    expect(text.match(/^\[\^\d+\]: Respondent [A-Z], question \d; /gm)).to.have.length(9)
  })

  it('holds findings that are ready, with proposals for what has none', async () => {
    const author = await site.signIn('author')
    const findings = (await author.get(`/desk/${demo.consultation}/findings`).expect(200)).text
    expect(findings.match(/state--ready/g)).to.have.length(3)
    const proposed = (await author.get(`/desk/${demo.consultation}/findings/propose`).expect(200)).text
    expect(proposed).to.include('Pay and recruitment')
  })
})
