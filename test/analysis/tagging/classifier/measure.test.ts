import { expect } from 'chai'
import fc from 'fast-check'
import { measure, wilson } from '../../../../analysis/index.ts'

describe('measuring what a model gave', () => {
  it('agrees with figures worked by hand', () => {
    const texts = [
      { labels: ['a', 'b'], given: ['a'] },
      { labels: ['a'], given: ['a', 'c'] },
      { labels: ['b'], given: ['b'] },
      { labels: [], given: [] },
    ]
    const quality = measure(texts, { least: 1 })
    // a: 2 of 2 and 2 of 2; b: 1 given of 2. c has no example, and is not measured.
    expect(quality.precision).to.equal(1)
    expect(quality.recall).to.equal(3 / 4)
    expect(quality.microF1).to.be.closeTo(6 / 7, 1e-12)
    expect(quality.macroF1).to.be.closeTo((1 + 2 / 3) / 2, 1e-12)
    expect(quality.samplesF1).to.be.closeTo((2 / 3 + 2 / 3 + 1 + 1) / 4, 1e-12)
    expect(quality.accuracy).to.equal(0.5)
    expect(quality.labels.map(({ label, tooFew }) => [label, tooFew])).to.deep.equal([
      ['a', false],
      ['b', false],
      ['c', true],
    ])
    expect(quality.labels[2]).to.include({ support: 0, precision: 0, recall: null, f1: 0 })
  })

  it('has intervals around every share, and is null where nothing was measured', () => {
    const theme = fc.subarray(['x', '__proto__', 'constructor'])
    fc.assert(
      fc.property(fc.array(fc.record({ labels: theme, given: theme })), texts => {
        for (const quality of measure(texts, { least: 1 }).labels)
          for (const name of ['precision', 'recall', 'f1'] as const) {
            const value = quality[name]
            const interval = quality.intervals[name]
            if (value === null) expect(interval).to.equal(null)
            else {
              expect(value).to.be.within((interval?.low ?? 1) - 1e-12, (interval?.high ?? 0) + 1e-12)
            }
          }
      }),
    )
    expect(measure([])).to.include({ microF1: null, macroF1: null, samplesF1: null, accuracy: null })
  })
})

describe("Wilson's interval", () => {
  it('gives the examples of Newcombe 1998, table I', () => {
    for (const [successes, trials, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const interval = wilson(successes, trials)
      expect(interval?.low).to.be.closeTo(low, 5e-5)
      expect(interval?.high).to.be.closeTo(high, 5e-5)
    }
    expect(wilson(0, 0)).to.equal(null)
    expect(() => wilson(3, 2)).to.throw('wilson: 3 of 2')
  })
})
