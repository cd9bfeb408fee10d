import { expect } from 'chai'
import fc from 'fast-check'
import { benjaminiHochberg } from '../../../analysis/discovery/statistics/benjaminiHochberg.ts'
import { chiSquaredTail } from '../../../analysis/discovery/statistics/chiSquaredTail.ts'
import { logDice } from '../../../analysis/discovery/statistics/logDice.ts'
import { logLikelihood } from '../../../analysis/discovery/statistics/logLikelihood.ts'
import { logRatio } from '../../../analysis/discovery/statistics/logRatio.ts'

const count = fc.nat(10_000)

describe('logLikelihood', () => {
  it('gives the figures of Dunning’s table of pairs of words (1993, table 2)', () => {
    // How often both words, only one, only the other, and neither stand in a text about finance.
    for (const [g2, both, first, second, neither] of [
      [270.72, 110, 2442, 111, 29114],
      [263.9, 29, 13, 123, 31612],
      [256.84, 31, 23, 139, 31584],
      [167.23, 10, 0, 3, 31764],
    ] as const) {
      expect(logLikelihood(both, both + first, second, second + neither)).to.be.closeTo(g2, 0.006)
    }
  })

  it('comes to the two-cell form of Rayson and Garside where what is counted is rare', () => {
    // The example of the log-likelihood wizard of UCREL, Lancaster.
    expect(logLikelihood(52, 50_000, 57, 75_000)).to.be.closeTo(2.65, 0.01)
  })

  it('is negative where the share is lower, and 0 where shares are equal or a group is empty', () => {
    expect(logLikelihood(57, 75_000, 52, 50_000)).to.be.closeTo(-2.65, 0.01)
    expect(logLikelihood(1, 3, 2, 6)).to.equal(0)
    expect(logLikelihood(0, 0, 4, 9)).to.equal(0)
    expect(logLikelihood(0, 5, 0, 9)).to.equal(0)
    expect(logLikelihood(5, 5, 9, 9)).to.equal(0)
  })

  it('is finite, and the same with its groups exchanged but for the sign', () => {
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const g2 = logLikelihood(a, a + b, c, c + d)
        expect(Number.isFinite(g2)).to.equal(true)
        expect(Math.abs(logLikelihood(c, c + d, a, a + b))).to.be.closeTo(Math.abs(g2), 1e-6)
      }),
    )
  })

  it('refuses what is no count of a part', () => {
    for (const [found, size] of [
      [3, 2],
      [-1, 2],
      [Number.NaN, 2],
      [1, Number.POSITIVE_INFINITY],
    ] as const) {
      expect(() => logLikelihood(found, size, 0, 1)).to.throw(RangeError, 'logLikelihood')
    }
  })
})

describe('logRatio', () => {
  it('counts doublings', () => {
    expect(logRatio(20, 100, 5, 100)).to.equal(2)
    expect(logRatio(5, 100, 10, 100)).to.equal(-1)
  })

  it('takes half of one for none', () => {
    expect(logRatio(4, 100, 0, 100)).to.equal(3)
    expect(logRatio(0, 100, 4, 100)).to.equal(-3)
    expect([logRatio(0, 9, 0, 9), logRatio(1, 9, 0, 0)]).to.deep.equal([0, 0])
    expect(() => logRatio(-1, 9, 1, 9)).to.throw(RangeError, 'logRatio')
  })
})

describe('chiSquaredTail', () => {
  it('gives the points of the published tables, and of R in the tail', () => {
    for (const [x, p] of [
      [0, 1],
      [0.0157908, 0.9],
      [0.4549364, 0.5],
      [2.705543, 0.1],
      [3.841459, 0.05],
      [6.634897, 0.01],
      [10.827566, 0.001],
      [15.136705, 0.0001],
    ] as const) {
      expect(chiSquaredTail(x) / p).to.be.closeTo(1, 1e-6)
    }
    expect(chiSquaredTail(100) / 1.523971e-23).to.be.closeTo(1, 1e-6)
    expect(chiSquaredTail(1e9)).to.equal(0)
  })

  it('only falls, without a step where one formula takes over', () => {
    let before = 1
    for (let x = 0; x < 60; x += 0.01) {
      const p = chiSquaredTail(x)
      expect(p).to.be.at.most(before)
      before = p
    }
    expect(chiSquaredTail(17.9999999) / chiSquaredTail(18.0000001)).to.be.closeTo(1, 1e-6)
    expect(() => chiSquaredTail(Number.NaN)).to.throw(RangeError, 'chiSquaredTail')
  })
})

describe('benjaminiHochberg', () => {
  it('keeps four of the fifteen tests of the 1995 paper', () => {
    // Benjamini and Hochberg 1995, section 3.2: thrombolysis after a heart attack, where Bonferroni keeps three.
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
      0.759, 1,
    ]
    const q = benjaminiHochberg(p)
    expect(q.filter(value => value <= 0.05)).to.have.length(4)
    expect(q.slice(0, 5).map(value => Number(value.toFixed(4)))).to.deep.equal([
      0.0015, 0.003, 0.0095, 0.0356, 0.0603,
    ])
  })

  it('keeps the order of the p-values, each at its place, and never falls below them', () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(probability), p => {
        const q = benjaminiHochberg(p)
        const byP = [...p.keys()].sort((a, b) => (p[a] ?? 0) - (p[b] ?? 0))
        for (const [rank, at] of byP.entries()) {
          expect(q[at]).to.be.within(p[at] ?? 0, 1)
          if (rank > 0) expect(q[at]).to.be.at.least(q[byP[rank - 1] ?? 0] ?? 0)
        }
      }),
    )
    expect(() => benjaminiHochberg([0.5, 1.5])).to.throw(RangeError, 'benjaminiHochberg')
  })
})

describe('logDice', () => {
  it('is 14 where neither comes without the other, one less for each halving, and null for never', () => {
    expect([logDice(10, 10, 10), logDice(5, 10, 10), logDice(0, 4, 4)]).to.deep.equal([14, 13, null])
    expect(() => logDice(5, 4, 9)).to.throw(RangeError, 'logDice')
  })
})
