import { expect } from 'chai'
import fc from 'fast-check'
import { unitizingAlpha } from '../../../analysis/index.ts'

const span = (theme: string, start: number, length: number) => ({ theme, start, end: start + length })

/** Observers i and j on a continuum of 300 from 150: Krippendorff (2004). */
const example = [
  [span('c', 225, 70), span('c', 370, 30), span('k', 180, 60), span('k', 300, 50)],
  [span('c', 220, 80), span('c', 355, 20), span('c', 400, 20), span('k', 180, 60), span('k', 300, 50)],
]
const continuum = { start: 150, end: 450 }

describe('unitizing α', () => {
  it('gives the disagreements of Krippendorff’s example to the four places that he printed', () => {
    const { themes, overall } = unitizingAlpha(example, continuum)
    const four = (number: number) => Number(number.toFixed(4))
    expect(
      themes.map(({ theme, observed, expected }) => [theme, four(observed), four(expected)]),
    ).to.deep.equal([
      ['c', 0.0144, 0.0532],
      ['k', 0, 0.049],
    ])
    expect(themes[0]?.alpha.value).to.be.closeTo(0.7286, 0.00005)
    expect(themes[1]?.alpha.value).to.equal(1)
    // He goes on from the rounded ones: 1 − .0144 / (.0532 + .0490) = .8591.
    const [observed, expected] = [0, 1].map(part =>
      themes.reduce((sum, theme) => sum + four(part === 0 ? theme.observed : theme.expected), 0),
    )
    expect(1 - Number(observed) / Number(expected)).to.be.closeTo(0.8591, 0.00005)
    expect(overall.value).to.be.closeTo(0.8591, 0.0005)
  })

  it('equals a hand-worked case with a gap', () => {
    // One unit of 2 in 4, and nobody else's: observed 2 × 2² / (2 × 16); expected (2/4) 2² (4 − 2 + 1) / (8 × 7 − 2).
    const { themes } = unitizingAlpha([[span('a', 0, 2)], []], { start: 0, end: 4 })
    expect(themes[0]?.observed).to.be.closeTo(0.25, 1e-12)
    const room = 3 + 1 // in the other's gap of 4, and in the own gap of 2
    expect(themes[0]?.expected).to.be.closeTo((0.5 * 4 * room) / 54, 1e-12)
  })

  it('is 1 where all mark the same, and the same in any order and place', () => {
    const spans = fc.array(
      fc
        .tuple(fc.constantFrom('a', 'constructor'), fc.nat(30), fc.integer({ min: 1, max: 9 }))
        .map(([theme, start, length]) => span(theme, start, length)),
      { minLength: 1, maxLength: 5 },
    )
    const whole = { start: 0, end: 40 }
    fc.assert(
      fc.property(spans, spans, (first, second) => {
        expect(unitizingAlpha([first, [...first].reverse()], whole).overall.value).to.equal(1)
        const { overall } = unitizingAlpha([first, second], whole)
        expect(overall.value).to.be.at.most(1)
        const moved = [second, first].map(own =>
          own.map(({ theme, start, end }) => span(theme, start + 7, end - start)),
        )
        expect(unitizingAlpha(moved, { start: 7, end: 47 }).overall.value).to.be.closeTo(
          Number(overall.value),
          1e-9,
        )
      }),
    )
  })

  it('counts spans of one theme that overlap as one', () => {
    const overlapping = [[span('a', 2, 4), span('a', 4, 4)], [span('a', 2, 6)]]
    expect(unitizingAlpha(overlapping, { start: 0, end: 20 }).overall.value).to.equal(1)
  })

  it('is undefined with one coder, with nothing marked, and without room', () => {
    const whole = { start: 0, end: 9 }
    for (const coders of [[], [[span('a', 0, 2)]], [[], []]])
      expect(unitizingAlpha(coders, whole).overall).to.include({ value: null }).and.have.property('reason')
    expect(
      unitizingAlpha([[span('a', 0, 1)], [span('a', 0, 1)]], { start: 0, end: 1 }).overall.value,
    ).to.equal(null)
  })

  it('throws for a span without length or outside', () => {
    for (const wrong of [span('a', 3, 0), span('a', 8, 3), span('a', -1, 3), span('a', 0.5, 1)])
      expect(() => unitizingAlpha([[wrong]], { start: 0, end: 9 })).to.throw('unitizingAlpha')
    expect(() => unitizingAlpha([], { start: 3, end: 3 })).to.throw('unitizingAlpha')
  })
})
