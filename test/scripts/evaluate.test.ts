import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import type { Example } from '../../analysis/index.ts'
import { CannotRun } from '../../scripts/cannotRun.ts'
import { type EvaluateOptions, evaluate } from '../../scripts/evaluate.ts'
import { inventExamples } from '../analysis/tagging/classifier/invented.ts'

describe('soundings evaluate', () => {
  let folder: string
  let out: string[]
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'evaluate-'))
    out = []
  })
  afterEach(() => rm(folder, { recursive: true }))

  const write = async (name: string, lines: readonly (Partial<Example> | string)[]) => {
    const file = path.join(folder, name)
    await writeFile(
      file,
      lines.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    )
    return file
  }
  const run = (options: Partial<EvaluateOptions> & { train: string }) =>
    evaluate({ single: false, json: true, ...options }, { out: text => out.push(text), err: () => undefined })
  const problems = async (options: Partial<EvaluateOptions> & { train: string }) => {
    const error = await run(options).then(
      () => null,
      reason => reason,
    )
    expect(error).to.be.instanceOf(CannotRun)
    return (error as CannotRun).message
  }

  it('cross-validates, and prints the result as JSON', async () => {
    const file = await write('coded.jsonl', inventExamples(120))
    expect(await run({ train: file, folds: '4', seed: '2' })).to.equal(0)
    const result = JSON.parse(out.join(''))
    expect(result).to.include.all.keys(
      ...['microF1', 'macroF1', 'samplesF1', 'accuracy', 'precision', 'recall', 'labels', 'seconds'],
    )
    expect(result.microF1).to.be.greaterThan(0.95)
    expect(result.seconds).to.have.all.keys('train', 'predict')
    expect(result.labels).to.have.length(3)
    for (const label of result.labels)
      expect(label).to.include.all.keys('label', 'support', 'precision', 'recall', 'f1', 'threshold')
  })

  it('measures on another file, where a theme that was never learned is missed', async () => {
    const [train, test] = [inventExamples(120), inventExamples(30, 5)]
    const odd = { id: 'odd', text: 'A heron nests on the pier', labels: ['herons'] }
    await run({ train: await write('a.jsonl', train), test: await write('b.jsonl', [...test, odd]) })
    const { labels, measured } = JSON.parse(out.join(''))
    expect(measured).to.equal(3)
    const herons = labels.find(({ label }: { label: string }) => label === 'herons')
    expect(herons).to.include({ support: 1, recall: 0, f1: 0, threshold: null, tooFew: true })
  })

  it('gives each text its best theme alone where there is one a text', async () => {
    const single = inventExamples(150).map(({ labels, ...rest }) => ({ ...rest, labels: labels.slice(0, 1) }))
    await run({ train: await write('one.jsonl', single), single: true })
    const { accuracy, microF1 } = JSON.parse(out.join(''))
    expect(accuracy).to.be.within(0.7, 1)
    expect(microF1).to.be.closeTo(accuracy, 1e-12)
  })

  it('measures all themes where none has enough examples, and prints them for a reader', async () => {
    const file = await write('few.jsonl', inventExamples(20))
    await run({ train: file, json: false })
    expect(out.join('')).to.match(/20 texts; 3 of 3 themes have at least 1 example/)
    await run({ train: await write('more.jsonl', inventExamples(60)), json: false, least: '1000' })
    expect(out.join('')).not.to.match(/NaN|undefined|null/)
  })

  it('says what is wrong with a file, and in which line', async () => {
    const good = { id: '1', text: 'The quay is wet', labels: ['quay'] }
    const file = await write('bad.jsonl', [good, '{"id":', { ...good, id: '2', labels: undefined }, '', good])
    expect(await problems({ train: file }))
      .to.match(/line 2: Is no JSON/)
      .and.to.match(/line 3: “labels” is missing/)
      .and.to.match(/line 5: Its id “1” is that of line 1 too/)
    expect(await problems({ train: path.join(folder, 'none.jsonl') })).to.match(/Is not there/)
    expect(await problems({ train: folder })).to.match(/Is a folder/)
    expect(await problems({ train: await write('empty.jsonl', ['']) })).to.match(/Is empty/)
    expect(await problems({ train: await write('bare.jsonl', [{ ...good, labels: [] }]) })).to.match(
      /has a label/,
    )
    const many = await write('many.jsonl', new Array(30).fill('nonsense'))
    expect(await problems({ train: many })).to.match(/Has 10 more such lines/)
  })

  it('refuses options that do not go together, or are no numbers', async () => {
    const file = await write('coded.jsonl', inventExamples(10))
    expect(await problems({ train: file, test: file, folds: '5' })).to.match(/Does not go with --test/)
    expect(await problems({ train: file, folds: '1' })).to.match(/“1” is no whole number from 2 on/)
    expect(await problems({ train: file, seed: 'x' })).to.match(/--seed/)
    expect(await problems({ train: file, least: '0' })).to.match(/--least/)
  })
})
