import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { CannotRun } from '../../scripts/cannotRun.ts'
import { type KeywordsOptions, keywords } from '../../scripts/keywords.ts'

const island = [
  'id,view',
  'B1,The ferry timetable is out of date and nobody on the island is asked about it.',
  'B2,We plan our days around the ferry timetable and it is seldom kept in winter.',
  'B3,A ferry timetable that changes every week is of no use to the school or shop.',
  'B4,n/a',
  'B5,',
].join('\n')
const mainland = [
  'id,view',
  'B1,The roads are full of holes and the council has no plan to mend them at all.',
  'B2,Holes in the roads break our vans and the council sends us from desk to desk.',
  'B3,The council could mend the roads in a summer if it asked the people who drive.',
].join('\n')

describe('soundings keywords', () => {
  let folder: string
  let out: string[]
  let err: string[]
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keywords-'))
    out = []
    err = []
    await writeFile(path.join(folder, 'island.csv'), island)
    await writeFile(path.join(folder, 'mainland.csv'), mainland)
  })
  afterEach(() => rm(folder, { recursive: true }))

  const file = (name: string) => path.join(folder, name)
  const run = (options: Partial<KeywordsOptions> = {}) =>
    keywords(
      { responses: file('island.csv'), each: false, text: [], json: true, ...options },
      { out: text => out.push(text), err: text => err.push(text) },
    )

  it('prints keyphrases with their respondents, and says why there is no keyness', async () => {
    expect(await run()).to.equal(0)
    const result = JSON.parse(out.join(''))
    expect(result.keyphrases[0]).to.include({ phrase: 'ferry timetable', respondents: 3 })
    expect(result.keyphrases[0].score).to.be.greaterThan(0)
    expect(result.keyness).to.deep.equal([])
    expect(result.keynessReason).to.include('--against')
  })

  it('prints what sets the respondents apart from those of another file', async () => {
    await run({ against: file('mainland.csv') })
    const { keyness } = JSON.parse(out.join(''))
    const ferry = keyness.find(({ term }: { term: string }) => term === 'ferry timetable')
    expect(ferry).to.include({ respondents: 3, respondentsAgainst: 0 })
    expect(ferry.g2).to.be.greaterThan(0)
    expect(ferry.logRatio).to.be.greaterThan(0)
    const council = keyness.find(({ term }: { term: string }) => term === 'council')
    expect(council).to.include({ respondents: 0, respondentsAgainst: 3 })
    expect(council.g2).to.be.lessThan(0)
  })

  it('prints a line for every response in the order of the file, also where it says nothing', async () => {
    await run({ each: true, json: false })
    const lines = out.map(line => JSON.parse(line))
    expect(lines.map(({ response }) => response)).to.deep.equal(['B1', 'B2', 'B3', 'B4', 'B5'])
    expect(lines[0].keyphrases[0]).to.have.all.keys('phrase', 'score')
    expect(lines.slice(3).map(({ keyphrases }) => keyphrases)).to.deep.equal([[], []])
  })

  it('prints tables for a person', async () => {
    await run({ json: false, against: file('mainland.csv') })
    expect(out.join('\n')).to.match(/^Keyphrases.*\n {2}ferry timetable +3$/m)
    expect(out.join('\n')).to.match(/Used more|beyond chance/)
  })

  it('refuses --each with --against, a missing file and a missing column', async () => {
    for (const options of [
      { each: true, against: file('mainland.csv') },
      { responses: file('none.csv') },
      { against: file('none.csv') },
      { text: ['opinion'] },
    ]) {
      const error = await run(options).then(
        () => null,
        reason => reason,
      )
      expect(error).to.be.instanceOf(CannotRun)
    }
    expect(out).to.deep.equal([])
  })
})
