import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { parse } from 'csv-parse/sync'
import { type AnalyseOptions, analyse } from '../../scripts/analyse.ts'
import { CannotRun } from '../../scripts/cannotRun.ts'
import { lint } from '../../scripts/lint.ts'

const rows = [
  ['Ref', 'Sector', 'Your view'],
  [
    'A1',
    'north',
    'Every change to the ferry timetable goes through a contractor.\r\n=SUM(1) is what they bill.',
  ],
  [
    'A2',
    'south',
    '2. The contractor has never sailed on the ferry. We no longer use the "contractor" for repairs.',
  ],
  ['A3', 'north', 'n/a'],
  ['A2', 'south', 'Cafe\u0301 staff know the harbour better than any contractor who visits it.'],
  ['A4', 'south', 'Our pilots leave because the pay is poor, and the contractor keeps the difference.'],
]
const codebook = ['theme,parent,rules', 'Work,,', 'Contractors,Work,contractor', 'Pay,Work,pay'].join('\n')

const toCsv = (table: string[][]) =>
  table.map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')

describe('soundings analyse', () => {
  let folder: string
  let said: { out: string[]; err: string[] }
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'analyse-'))
    said = { out: [], err: [] }
    await writeFile(path.join(folder, 'in.csv'), toCsv(rows))
    await writeFile(path.join(folder, 'codebook.csv'), codebook)
  })
  afterEach(() => rm(folder, { recursive: true }))

  const run = (change: Partial<AnalyseOptions> = {}) => {
    const options = {
      responses: path.join(folder, 'in.csv'),
      out: path.join(folder, 'out'),
      codebook: path.join(folder, 'codebook.csv'),
      text: ['Your view'],
      by: ['Sector'],
      json: true,
    }
    const streams = { out: (text: string) => said.out.push(text), err: (text: string) => said.err.push(text) }
    return analyse({ ...options, ...change }, streams)
  }
  const table = async (name: string): Promise<Record<string, string>[]> =>
    parse(await readFile(path.join(folder, 'out', name)), { columns: true })

  it('writes tags whose words are their spans of the answers as stored', async () => {
    expect(await run()).to.equal(0)
    const stored = new Map(rows.map(([ref, , text]) => [ref, text?.replace(/\r\n/g, '\n').normalize('NFC')]))
    stored.set('A2 (line 6)', stored.get('A2'))
    stored.set('A2', rows[2]?.[2])
    const tags = await table('tags.csv')
    expect(tags.map(tag => [tag.response, tag.theme, tag.negated])).to.deep.equal([
      ['A1', 'Contractors', 'false'],
      ['A2', 'Contractors', 'false'],
      ['A2', 'Contractors', 'true'],
      ['A2 (line 6)', 'Contractors', 'false'],
      ['A4', 'Contractors', 'false'],
      ['A4', 'Pay', 'false'],
    ])
    for (const { response, start, end, text } of [...tags, ...(await table('quotes.csv'))]) {
      expect(stored.get(response ?? '')?.slice(Number(start), Number(end))).to.equal(text)
    }
  })

  it('tags nothing in another language, as the words tell or a column says', async () => {
    const spoken = [
      ['Ref', 'Language', 'Your view'],
      ['B1', 'Welsh', 'Contractor.'],
      ['B2', '', 'Contractor.'],
      ['B3', '', "Mae'r contractor yn araf, ac nid oes neb yn gofyn i ni."],
      ['B4', 'Klingon', 'Contractor.'],
    ]
    await writeFile(path.join(folder, 'in.csv'), toCsv(spoken))
    await run({ by: [], language: 'Language' })
    expect((await table('tags.csv')).map(tag => tag.response)).to.deep.equal(['B2', 'B4'])
    expect(said.err.join()).to.include('line 5: Gives “Klingon” as its language, which is none')
  })

  it('counts respondents over those who said more than a non-answer', async () => {
    await run()
    const themes = await table('themes.csv')
    expect(themes.map(row => [row.path, row.respondents, row.of, row.passages])).to.deep.equal([
      ['Work', '0', '4', '0'],
      ['Work / Contractors', '4', '4', '5'],
      ['Work / Pay', '1', '4', '1'],
    ])
    expect(themes[0]?.['respondents with sub-themes']).to.equal('4')
    const groups = await table('groups.csv')
    expect(groups).to.deep.include({
      column: 'Sector',
      group: 'north',
      theme: 'Contractors',
      respondents: '1',
      of: '1',
    })
  })

  it('counts every passage of a theme that has thousands, and chooses quotes among some of them', async () => {
    const many = Array.from({ length: 2500 }, (_, at) => [
      `M${at}`,
      at % 2 === 0 ? 'north' : 'south',
      `On pier ${at} the contractor keeps the ferry waiting for an hour. Nobody has asked the crew.`,
    ])
    await writeFile(path.join(folder, 'in.csv'), toCsv([['Ref', 'Sector', 'Your view'], ...many]))
    await run()
    expect(await table('tags.csv')).to.have.length(2500)
    expect((await table('themes.csv'))[1]).to.include({ respondents: '2500', of: '2500', passages: '2500' })
    expect((await table('groups.csv')).filter(row => row.theme === 'Contractors')).to.deep.equal([
      { column: 'Sector', group: 'north', theme: 'Contractors', respondents: '1250', of: '1250' },
      { column: 'Sector', group: 'south', theme: 'Contractors', respondents: '1250', of: '1250' },
    ])
    const quotes = await table('quotes.csv')
    expect(quotes).not.to.be.empty
    for (const { response, text } of quotes)
      expect(many.find(([id]) => id === response)?.[2]).to.include(text ?? 'nothing')
    await run()
    expect(await table('quotes.csv')).to.deep.equal(quotes)
  })

  it('says what it could not use, and that it counts tags', async () => {
    await run()
    expect(said.err.join('\n')).to.match(/line 6: Has the id “A2” of an earlier row/)
    expect(JSON.parse(said.out.join('')).basis).to.equal('machine tags, unreviewed')
    expect(await readFile(path.join(folder, 'out', 'findings.md'), 'utf8')).to.include(
      'machine tags that nobody has reviewed',
    )
  })

  it('drafts findings whose quotes all trace to the responses', async () => {
    await run()
    const draft = path.join(folder, 'out', 'findings.md')
    const code = await lint(
      { draft, responses: path.join(folder, 'in.csv'), text: ['Your view'], json: false },
      { out: text => said.out.push(text), err: text => said.err.push(text) },
    )
    expect(said.out.at(-1)).to.match(/quotes: all may stand/)
    expect(code).to.equal(0)
  })

  it('says where an answer was taken for a header, and where there is nothing below it', async () => {
    const answer =
      'The contractor sails in May and never comes back. Nobody here has seen him since the winter.'
    const bare = path.join(folder, 'bare.csv')
    await writeFile(bare, `1,"${answer}"\n2,"${answer}"\n`)
    await run({ responses: bare, text: [], by: [] })
    expect(said.err.join('\n')).to.match(/line 1: Reads like an answer .* add one\./)
    await writeFile(bare, 'id,view\n')
    const error = await run({ responses: bare, text: ['view'], by: [] }).then(
      () => null,
      reason => reason,
    )
    expect(error).to.be.instanceOf(CannotRun)
    expect(error.message).to.match(/Holds no responses/)
  })

  it('refuses what it cannot read or write, and says how to mend it', async () => {
    const refusals: [Partial<AnalyseOptions>, RegExp][] = [
      [{ responses: path.join(folder, 'none.csv') }, /Is not there/],
      [{ text: ['My view'] }, /Has no column “My view”. It has “Ref”/],
      [{ codebook: path.join(folder, 'in.csv') }, /no column called theme/],
      [{ out: path.join(folder, 'in.csv') }, /Cannot be written/],
    ]
    for (const [change, message] of refusals) {
      const error = await run(change).then(
        () => null,
        reason => reason,
      )
      expect(error).to.be.instanceOf(CannotRun)
      expect(error.message).to.match(message)
    }
  })
})
