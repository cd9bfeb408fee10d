import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { CannotRun } from '../../scripts/cannotRun.ts'
import { findDuplicates } from '../../scripts/duplicates.ts'
import { letter, otherLetter, ownWords } from '../analysis/discovery/duplicates/letters.ts'

describe('soundings duplicates', () => {
  let folder: string
  let said: { out: string; err: string }
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'duplicates-'))
    said = { out: '', err: '' }
  })
  afterEach(() => rm(folder, { recursive: true }))

  const run = async (
    texts: string[],
    options: { json?: boolean; wording?: string; threshold?: string } = {},
  ) => {
    const { json = true, wording, threshold } = options
    const rows = texts.map((text, index) => `R${index},"${text}"`)
    await writeFile(path.join(folder, 'in.csv'), ['id,What should the harbour board do?', ...rows].join('\n'))
    if (wording !== undefined) await writeFile(path.join(folder, 'wording.txt'), wording)
    return findDuplicates(
      {
        responses: path.join(folder, 'in.csv'),
        wording: wording === undefined ? [] : [path.join(folder, 'wording.txt')],
        threshold,
        text: [],
        json,
      },
      {
        out: text => {
          said.out += text
        },
        err: text => {
          said.err += text
        },
      },
    )
  }

  it('ends with 1 where there are copies, and prints them as JSON', async () => {
    expect(await run([letter, `${letter} ${ownWords}`, otherLetter])).to.equal(1)
    const { clusters, pairs, summary } = JSON.parse(said.out)
    expect(clusters).to.have.length(1)
    const [cluster] = clusters
    expect(cluster).to.include({ size: 2, template: letter })
    expect(cluster.members[0]).to.include({ response: 'R0', similarity: 1 })
    expect(cluster.members[1].added).to.deep.equal([
      { start: letter.length + 1, end: letter.length + 1 + ownWords.length, text: ownWords },
    ])
    expect(pairs[0]).to.include({ a: 'R0', b: 'R1' }).and.have.property('jaccard').above(0.5)
    expect(summary).to.deep.include({
      responses: 3,
      compared: 3,
      independent: 1,
      voices: { each: 3, asOne: 2 },
    })
  })

  it('ends with 0 where there are none', async () => {
    expect(await run([letter, otherLetter, ownWords])).to.equal(0)
    expect(JSON.parse(said.out)).to.deep.include({ clusters: [], pairs: [] })
  })

  it('finds the column of a file in which nearly everybody sent one letter', async () => {
    expect(await run([...Array.from({ length: 30 }, () => letter), ownWords], { json: false })).to.equal(1)
    expect(said.out)
      .to.match(/^30 responses share a text/)
      .and.to.include('30 added nothing to it')
    expect(said.out).to.include('2 voices: 31 respondents, of whom 30 sent the text of 1 campaign')
  })

  it('shows a person the shared text and what each added', async () => {
    expect(await run([letter, `${letter} My aunt bakes.`], { json: false })).to.equal(1)
    expect(said.out)
      .to.include('“The night ferry must stay.')
      .and.to.include('R1 (100 % of it) added “My aunt bakes.”')
  })

  it('leaves out the wording that it is given', async () => {
    expect(await run([`${letter} Yes`, `${letter} No`], { wording: letter })).to.equal(0)
  })

  it('refuses a wording that is not there, and a threshold out of its range', async () => {
    for (const threshold of ['0.1', 'half']) {
      const error = await run([letter], { threshold }).catch(reason => reason)
      expect(error).to.be.instanceOf(CannotRun)
      expect(error.message).to.match(/^--threshold: Is “/)
    }
    await run([letter, ownWords])
    const options = { responses: path.join(folder, 'in.csv'), wording: ['none.txt'], text: [], json: true }
    const error = await findDuplicates(options).catch(reason => reason)
    expect(error).to.be.instanceOf(CannotRun)
    expect(error.message).to.match(/^none\.txt: Is not there/)
  })
})
