import { expect } from 'chai'
import fc from 'fast-check'
import { seededRandom } from '../../../../analysis/application.ts'
import { calibrate, probabilityOf } from '../../../../analysis/tagging/classifier/calibration.ts'
import { stratifiedFolds } from '../../../../analysis/tagging/classifier/folds.ts'
import { learnLinear } from '../../../../analysis/tagging/classifier/linear.ts'
import { chooseThresholds } from '../../../../analysis/tagging/classifier/thresholds.ts'
import { inventExamples } from './invented.ts'

/** ½|w|² + cost Σ max(0, 1 − y w·x)² by plain gradient descent, rows dense, the constant last. */
function descend(rows: number[][], isTrue: Uint8Array, cost: number): number[] {
  const weights = new Array<number>((rows[0]?.length ?? 0) + 1).fill(0)
  const withConstant = rows.map(row => [...row, 1])
  for (let round = 0; round < 40_000; round++) {
    const gradient = [...weights]
    for (const [index, row] of withConstant.entries()) {
      const sign = isTrue[index] === 1 ? 1 : -1
      const margin = 1 - sign * row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0)
      if (margin <= 0) continue
      for (const [at, value] of row.entries())
        gradient[at] = (gradient[at] ?? 0) - 2 * cost * margin * sign * value
    }
    for (const at of weights.keys()) weights[at] = (weights[at] ?? 0) - 0.01 * (gradient[at] ?? 0)
  }
  return weights
}

describe('the linear learner', () => {
  it('reaches the optimum that plain gradient descent reaches', () => {
    const random = seededRandom(5)
    const rows = Array.from({ length: 25 }, () => [random(), random(), random()].map(Math.fround))
    const isTrue = Uint8Array.from(rows, ([a = 0, b = 0]) => (a > b + 0.3 * (random() - 0.5) ? 1 : 0))
    const matrix = {
      rows: 25,
      starts: Int32Array.from({ length: 26 }, (_, row) => 3 * row),
      columns: Int32Array.from({ length: 75 }, (_, at) => at % 3),
      values: Float32Array.from(rows.flat()),
    }
    const slow = descend(rows, isTrue, 0.7)
    const fast = learnLinear(matrix, isTrue, 3, { cost: 0.7, tolerance: 1e-8, mostPasses: 5000 })
    for (const [at, weight] of slow.entries()) expect(fast[at]).to.be.closeTo(weight, 1e-4)
  })
})

describe('calibration', () => {
  it('never makes a higher score less probable, nor any score a certainty', () => {
    const scored = fc.array(
      fc.tuple(fc.double({ min: -50, max: 50, noNaN: true }), fc.integer({ min: 0, max: 1 })),
    )
    fc.assert(
      fc.property(scored, pairs => {
        const fitted = calibrate(
          Float64Array.from(pairs, ([score]) => score),
          Uint8Array.from(pairs, ([, truth]) => truth),
        )
        const probabilities = [-60, -1, 0, 1, 60].map(score => probabilityOf(fitted, score))
        expect(probabilities).to.deep.equal([...probabilities].sort((a, b) => a - b))
        for (const probability of probabilities) expect(probability).to.be.within(0, 1)
      }),
    )
  })

  it('finds again the sigmoid from which labels were drawn', () => {
    const random = seededRandom(9)
    const scores = Float64Array.from({ length: 20_000 }, () => 6 * random() - 3)
    const truths = Uint8Array.from(scores, score => (random() < 1 / (1 + Math.exp(-2 * score + 1)) ? 1 : 0))
    const { slope, offset } = calibrate(scores, truths)
    expect(slope).to.be.closeTo(-2, 0.1)
    expect(offset).to.be.closeTo(1, 0.1)
  })

  it('knows no more than how common the theme is where scores tell nothing', () => {
    const fitted = calibrate(
      new Float64Array(98),
      Uint8Array.from({ length: 98 }, (_, at) => (at < 24 ? 1 : 0)),
    )
    expect(probabilityOf(fitted, 0)).to.be.closeTo(0.25, 0.005)
  })
})

describe('thresholds', () => {
  const heldOut = (examples: number, of: number, best: number) => ({
    isTrue: Uint8Array.from({ length: of }, (_, at) => (at < examples ? 1 : 0)),
    probabilities: Float64Array.from({ length: of }, (_, at) => (at < examples * best ? 0.9 : 0.1)),
  })

  it('are shrunk to the common one, the more the fewer the examples', () => {
    const themes = [heldOut(400, 1000, 1), heldOut(4, 1000, 0.5)]
    const { common, thresholds } = chooseThresholds(themes, 50)
    const [many = 0, few = 0] = thresholds
    const [ownMany = 0, ownFew = 0] = chooseThresholds(themes, 0).thresholds
    expect(ownMany).to.equal(0.5)
    expect(ownFew).to.be.closeTo(1 / 3, 1e-12)
    expect(many).to.be.closeTo((400 * ownMany + 50 * common) / 450, 1e-12)
    expect(few).to.be.closeTo((4 * ownFew + 50 * common) / 54, 1e-12)
    expect(chooseThresholds(themes, Number.MAX_SAFE_INTEGER).thresholds[1]).to.be.closeTo(common, 1e-9)
  })

  it('are one half where nothing is known', () => {
    expect(chooseThresholds([heldOut(0, 10, 0)], 0)).to.deep.equal({ common: 0.5, thresholds: [0.5] })
    expect(chooseThresholds([])).to.deep.equal({ common: 0.5, thresholds: [] })
  })
})

describe('stratified folds', () => {
  it('share out each theme evenly', () => {
    const examples = inventExamples(200)
    const foldOf = stratifiedFolds(examples, 5, 1)
    for (const theme of ['ferry', 'bins', 'library']) {
      const counts = [0, 1, 2, 3, 4].map(
        fold => examples.filter(({ labels }, row) => foldOf[row] === fold && labels.includes(theme)).length,
      )
      expect(Math.max(...counts) - Math.min(...counts), theme).to.be.at.most(2)
    }
  })

  it('keep what one respondent wrote together, and a rare theme apart', () => {
    const examples = inventExamples(90).map((example, index) => ({
      ...example,
      respondent: `r${index % 30}`,
      labels: index < 5 ? ['rare'] : example.labels,
    }))
    const foldOf = stratifiedFolds(examples, 5, 4)
    const foldsOf = (respondent: string) =>
      new Set(examples.flatMap((example, row) => (example.respondent === respondent ? [foldOf[row]] : [])))
    for (let index = 0; index < 30; index++) expect(foldsOf(`r${index}`).size).to.equal(1)
    expect(new Set(foldOf.slice(0, 5)).size).to.equal(5)
    expect(stratifiedFolds(examples, 5, 4)).to.deep.equal(foldOf)
    expect(() => stratifiedFolds(examples, 1, 4)).to.throw('must be 2 or more, not 1')
  })
})
