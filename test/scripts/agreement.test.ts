import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { agreement } from '../../scripts/agreement.ts'
import { CannotRun } from '../../scripts/cannotRun.ts'
import { krippendorffTable } from '../analysis/agreement/published.ts'

describe('soundings agreement', () => {
  let folder: string
  let file: string
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'agreement-'))
    file = path.join(folder, 'ratings.csv')
  })
  afterEach(() => rm(folder, { recursive: true }))

  const run = async (table: string, json = true) => {
    await writeFile(file, table)
    let out = ''
    const streams = { out: (text: string) => (out += text), err: () => undefined }
    expect(await agreement({ ratings: file, json }, streams)).to.equal(0)
    return out
  }
  const refusal = async (table: string) => {
    await writeFile(file, table)
    try {
      await agreement({ ratings: file, json: false }, { out: () => undefined, err: () => undefined })
    } catch (error) {
      if (error instanceof CannotRun) return error.message
      throw error
    }
    throw new Error('was accepted')
  }

  const published = `unit,a,b,c,d\n${krippendorffTable.map((row, unit) => `u${unit},${row.map(rating => rating ?? '').join(',')}`).join('\n')}\n`

  it('prints every coefficient as a number or null, and the reasons of those that are null', async () => {
    const result = JSON.parse(await run(published))
    expect(result).to.include({ units: 12, coders: 4 })
    expect(result.coefficients).to.have.all.keys(
      ...['percent', 'cohen', 'scott', 'fleiss', 'krippendorff', 'gwetAC1', 'brennanPrediger'],
    )
    expect(result.coefficients.krippendorff.nominal).to.be.closeTo(0.7434, 0.00005)
    expect(result.coefficients.krippendorff.ratio).to.be.closeTo(0.7974, 0.00005)
    expect(result.coefficients.cohen).to.equal(null)
    expect(result.reasons).to.have.all.keys('cohen', 'scott')
    expect(result.intervals.krippendorff.nominal).to.have.all.keys('low', 'high')
  })

  it('prints a table with intervals, and says what is undefined and why', async () => {
    const words = await run('unit,ann,bob\n1,for,for\n2,against,for\n3,against,\n4,against,against\n', false)
    expect(words).to.match(/^Percent +0\.6667 /m)
    expect(words).to.match(/^Krippendorff’s α, nominal +0\.4444 /m)
    expect(words).to.match(/^Krippendorff’s α, ratio: “for” is no number/m)
    expect(words).to.match(/4 units, 2 coders\./)
    expect(await run(published, false)).to.match(/nominal +0\.7434 {2}\[0\.\d{4}, \d\.\d{4}\] +categories/)
  })

  it('gives nulls with reasons for one coder', async () => {
    const result = JSON.parse(await run('unit,ann\n1,x\n2,y\n'))
    expect(result.coefficients.percent).to.equal(null)
    expect(result.reasons['krippendorff.nominal']).to.match(/only one coder/)
  })

  it('refuses what is no table of ratings: what, where, and how to mend it', async () => {
    expect(await refusal('response,ann\n1,x\n')).to.match(
      /ratings\.csv: Has no column “unit”.*“response”, “ann”/,
    )
    expect(await refusal('unit\n1\n')).to.match(/Has no coder\. Add a column/)
    expect(await refusal('unit,ann,bob\n')).to.match(/Holds no units\. Add a row/)
    expect(await refusal('unit,ann,bob\n1,x,y\n1,x,x\n')).to.match(/line 3: Has the unit “1” of line 2 again/)
    expect(await refusal('unit,ann,bob\n,x,y\n')).to.match(/line 2: Has no unit/)
    expect(await refusal('unit,ann,bob\n1,x\n')).to.match(/line 2: Has 2 fields/)
    await rm(file)
    const missing = await agreement({ ratings: file, json: false }).catch((error: unknown) => error)
    expect(missing).to.be.instanceOf(CannotRun)
  })
})
