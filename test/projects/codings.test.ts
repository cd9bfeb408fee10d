import { expect } from 'chai'
import { parse } from 'csv-parse/sync'
import readExcelFile from 'read-excel-file/node'
import { codingsOf, findCoding } from '../../server/coding/codingStore.ts'
import { takeBack } from '../../server/coding/put.ts'
import { type Agent, openSite, type Site } from '../site.ts'
import { bytesOf } from './bytesOf.ts'
import { addScene, type Scene } from './scene.ts'

type Row = Record<string, string>

describe('What was coded, as tables', () => {
  let site: Site
  let agent: Agent
  let scene: Scene
  before(async () => {
    site = await openSite()
    agent = await site.signIn('author')
    const coders = [await site.addPerson('researcher'), await site.addPerson('owner')] as const
    scene = await addScene([coders[0].id, coders[1].id])
  })
  after(() => site.close())

  const take = (file: string) => bytesOf(agent, `/desk/${scene.consultation}/transfers/${file}`)
  const rows = async (file: string): Promise<Row[]> =>
    parse(await take(file), { bom: true, columns: true }) as Row[]

  it('has a row for each coding that stands, with its words, theme, coder and respondent', async () => {
    const codings = await rows('codings.csv')
    expect(codings).to.have.length(6)
    const mending = codings.find(({ theme }) => theme === 'Mending & "care"')
    expect(mending).to.deep.include({
      ...{ question: 'gets', question_wording: 'What gets in the way?', passage: '“café”' },
      ...{ theme_path: 'Upkeep / Mending & "care"', verdict: 'accepted', stance: 'opposes' },
      ...{ origin: 'unaided', coder: 'A researcher', at: '2026-11-03T09:30:00.000Z', codebook_version: '1' },
      ...{ quoted: 'named', 'about/sector': 'ports & quays', rule: '', model: '' },
    })
    expect(codings.filter(({ verdict }) => verdict === 'rejected')).to.have.length(1)
    expect(codings.find(({ rule }) => rule !== '')?.rule).to.equal('crane')
  })

  it('lets no cell be a formula, and holds the same in a spreadsheet and in JSON Lines', async () => {
    const csv = await rows('codings.csv')
    expect(csv.map(({ passage }) => passage)).to.include("'=SUM(A1)")
    const [sheet] = await readExcelFile(await take('codings.xlsx'))
    const [heading = [], ...cells] = sheet?.data ?? []
    const lines = String(await take('codings.jsonl'))
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(heading).to.deep.equal(Object.keys(csv[0] ?? {}))
    expect(cells.map(row => row[heading.indexOf('passage')])).to.deep.equal(
      lines.map(({ passage }) => passage),
    )
    expect(lines.map(({ passage }) => passage)).to.include('=SUM(A1)')
  })

  it('tells of each respondent which themes stand', async () => {
    const table = await rows('themes.csv')
    const said = table.map(row => [row.Upkeep, row['Upkeep / Mending & "care"'], row.Pay, row.Old].join(''))
    expect(said.sort()).to.deep.equal(['0001', '0010', '1100'])
    expect(Object.keys(table[0] ?? {})).not.to.include('about/id')
  })

  it('keeps every step of a coding, also of one that was removed', async () => {
    const [pay] = await codingsOf(scene.consultation, { theme: 'pay', verdict: 'accepted' })
    const coding = pay && (await findCoding(scene.consultation, pay.id))
    if (!coding) throw new Error('the coding is not there')
    await takeBack(coding, {
      at: new Date('2026-11-04T08:00:00Z'),
      by: coding.coder,
      action: 'x',
      did: 'removed',
    })
    const steps = (await rows('trail.csv')).filter(row => row.coding === coding.id)
    expect(
      steps.map(({ did, verdict, removed, before_verdict, before_removed }) => [
        ...[did, verdict, removed, before_verdict, before_removed],
      ]),
    ).to.deep.equal([
      ['coded', 'accepted', '', '', ''],
      ['removed', 'accepted', 'yes', 'accepted', ''],
    ])
    expect(await rows('codings.csv')).to.have.length(5)
  })

  it('says which files there are', async () => {
    expect((await agent.get(`/desk/${scene.consultation}/transfers/passages.csv`)).status).to.equal(404)
    expect((await agent.get(`/desk/${scene.consultation}/transfers/codings.ods`)).status).to.equal(404)
  })
})
