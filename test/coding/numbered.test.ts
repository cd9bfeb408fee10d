import { expect } from 'chai'
import fc from 'fast-check'
import { numbered } from '../../server/coding/pages/numbered.ts'
import type { Mark } from '../../server/coding/segments.ts'
import { overlap } from '../../server/coding/span.ts'

const mark = (start: number, end: number, theme = 'pay'): Mark => ({
  ...{ id: `${theme}${start}-${end}`, start, end, theme },
  ...{ letter: 'P', colour: 'blue', label: 'Pay', suggested: false },
})

describe('passages that overlap', () => {
  it('have numbers on from those of the page, and lines unlike their neighbours’', () => {
    const drawn = numbered([mark(20, 30), mark(0, 10), mark(5, 12, 'time'), mark(40, 50)], 4)
    expect(drawn.map(({ start, number, line }) => [start, number, line])).to.deep.equal([
      [0, 5, 2],
      [5, 6, 3],
      [20, undefined, undefined],
      [40, undefined, undefined],
    ])
    expect(drawn[1]?.label).to.equal('Pay, number 6')
  })

  it('have a number where they overlap, and only there, each its own', () => {
    const marks = fc.array(
      fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 12 })).map(([start, size]) => mark(start, start + size)),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(marks, given => {
        const drawn = numbered(given, 0)
        for (const each of drawn)
          expect(each.number !== undefined).to.equal(
            drawn.some(other => other !== each && overlap(other, each)),
          )
        const numbers = drawn.flatMap(({ number }) => number ?? [])
        expect(new Set(numbers).size).to.equal(numbers.length)
      }),
    )
  })
})
