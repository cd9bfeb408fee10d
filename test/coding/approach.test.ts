import { expect } from 'chai'
import { markdownDraft } from '../../analysis/index.ts'
import { saveTheme } from '../../server/codebook/changeTheme.ts'
import { createReport } from '../../server/reports/create.ts'
import { lintAgainst } from '../../server/reports/lint/lintAgainst.ts'
import { readyClaim } from '../findings/claim.ts'
import { addHarbour, say, sayAll } from '../findings/corpus.ts'
import { type Agent, openSite, post, type Site } from '../site.ts'

describe('A consultation’s approach', () => {
  let site: Site
  let owner: Agent
  let researcher: Agent
  let consultation: string
  before(async () => {
    site = await openSite()
    owner = await site.signIn('owner')
    researcher = await site.signIn('researcher')
  })
  beforeEach(async () => {
    consultation = await addHarbour()
  })
  after(() => site.close())

  const desk = (rest: string) => `/desk/${consultation}/${rest}`

  it('prints no figure of agreement and no word of the scale where it is reflexive, and says why', async () => {
    await sayAll(
      site,
      consultation,
      Array.from({ length: 24 }, () => ({ text: 'They know the cranes.', stance: 'supports' as const })),
    )
    const finding = await readyClaim(consultation)
    const template = `{{heading}}\n\n{{prevalence "${finding.key}"}} said so.\n\n{{method}}\n`
    const report = await createReport({ consultation, kind: 'method', title: 'How', subtitle: '', template })
    const printed = async () =>
      (await owner.get(desk(`reports/${report._id}/export/markdown`)).expect(200)).text
    const findings = async () => (await owner.get(desk('findings')).expect(200)).text
    expect(await printed())
      .to.include('Almost all (24) said so')
      .and.include('means 90 or more')
    expect(await printed()).to.include('how far coders agree is not known')

    const draft = markdownDraft('Some respondents (20 of 24) raised it, and most (9 of 24) wrote of pay.')
    const warned = async () =>
      (await lintAgainst(consultation, draft)).result.sentences.flatMap(({ warnings }) => warnings)
    expect((await warned()).join()).to.include('“some” does not fit 20 of 24')
    await post(owner, desk('approach'), { approach: 'reflexive' }, desk('approach'))
    expect(await warned()).to.deep.equal([
      '“most” says more than half, and it is 9 of 24 respondents. Give the number instead.',
    ])
    const reflexive = await printed()
    expect(reflexive).to.include('24 said so').and.include('The testimony was read reflexively')
    expect(reflexive).not.to.match(/almost all|in a hundred|coders agree|α/i)
    expect(await findings()).not.to.include('Almost all')

    await post(owner, desk('approach'), { approach: 'codebook' }, desk('approach'))
    expect(await printed()).to.include('Almost all (24) said so')
  })

  it('is set by owners alone, and only to what there is', async () => {
    const shown = (await researcher.get(desk('approach')).expect(200)).text
    expect(shown).to.include('An owner can change it').and.not.include('type="radio"')
    expect(
      (await post(researcher, desk('approach'), { approach: 'reflexive' }, desk('memos'))).status,
    ).to.equal(403)
    await post(owner, desk('approach'), { approach: 'anything' }, desk('approach'))
    expect((await owner.get(desk('approach'))).text).to.include('Choose how testimony is analysed')
  })

  it('keeps memos on the whole, a theme or a response, with all that they ever said', async () => {
    const { reference, respondent } = await say(site, consultation, { text: 'They know the cranes.' })
    const keep = (fields: Record<string, unknown>) => post(researcher, desk('memos'), fields, desk('memos'))
    await keep({ about: 'whole', text: 'I worked on a quay once; I read this as one who did.' })
    await keep({ about: 'theme:pay', text: '=Pay is *respect* here.' })
    await keep({ about: 'response', reference: reference.toLowerCase(), text: 'Silent on pay.' })
    const list = (await researcher.get(desk('memos'))).text
    expect(list).to.include('3 memos').and.include(`Response ${reference}`).and.include('Theme: Pay')
    expect(list).to.include(`/responses/${respondent}"`)

    await keep({ about: 'response', reference: 'SND-NONE-0000', text: 'Not lost.' })
    const wrong = (await researcher.get(desk('memos'))).text
    expect(wrong).to.include('No response here has this reference').and.include('Not lost.')

    const [, address = ''] = /href="([^"]*\/memos\/[^".]+)"/.exec(list) ?? []
    await post(researcher, address, { text: 'Silent on pay, and on why.', seen: 1 }, address)
    const memo = (await researcher.get(address)).text
    expect(memo)
      .to.include('Silent on pay, and on why.')
      .and.match(/>Silent on pay\.</)
    // A page that was open since before overwrites nothing, and nothing of it is lost.
    await post(researcher, address, { text: 'From an older page.', seen: 1 }, address)
    const again = (await researcher.get(address)).text
    expect(again).to.include('You changed this memo elsewhere since').and.include('From an older page.')
    expect((await post(owner, address, { text: 'Mine now.', seen: 2 }, desk('memos'))).status).to.equal(403)

    const markdown = (await researcher.get(desk('memos/memos.md')).buffer().expect(200)).text
    expect(markdown).to.match(/^# Memos\n\n## The consultation as a whole, \d+ /)
    expect(markdown).to.include('=Pay is \\*respect\\* here.').and.include('Silent on pay, and on why.')
    const csv = (await researcher.get(desk('memos/memos.csv')).expect(200)).text
    expect(csv).to.include("'=Pay is *respect* here.")
  })

  it('exports what each version of the codebook changed', async () => {
    const fields = { definition: '', include: '', exclude: '', colour: 'blue' as const, rules: [] }
    await saveTheme(consultation, { ...fields, name: 'Fog', parent: '' }, 'tester')
    const csv = (await researcher.get(desk('memos/history.csv')).expect(200)).text
    expect(csv.split('\r\n').slice(0, 2).join()).to.include('version,date,by,change').and.include('Begin')
    expect(csv).to.match(/\r\n2,.*Fog/)
    const markdown = (await researcher.get(desk('memos/history.md')).buffer().expect(200)).text
    expect(markdown).to.include('## Version 1, ').and.include('## Version 2, ')
    await researcher.get(desk('memos/history.exe')).expect(404)
  })
})
