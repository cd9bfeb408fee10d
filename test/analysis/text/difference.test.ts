import { expect } from 'chai'
import fc from 'fast-check'
import { movedSpan, textChanges, withChanges } from '../../../analysis/application.ts'
import { commonParts } from '../../../analysis/text/difference/commonParts.ts'

/** The plain table of common lengths, to hold the quick way against. */
function longest(a: string[], b: string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  const at = (i: number, j: number) => table[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i]
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  return at(0, 0)
}

describe('The difference between two texts', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 14 })
  const text = fc
    .array(fc.constantFrom('gantry', 'tide', ' ', '\n', '. ', '👍', 'the', 'é'), { maxLength: 30 })
    .map(words => words.join(''))

  it('has as many parts in common as there can be, in order', () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const pairs = commonParts(a, b)
        expect(pairs).to.have.length(longest(a, b))
        let [i, j] = [-1, -1]
        for (const [k, l] of pairs) {
          expect(a[k]).to.equal(b[l])
          expect(k > i && l > j).to.equal(true)
          ;[i, j] = [k, l]
        }
      }),
    )
  })

  it('makes the one of the other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(withChanges(before, textChanges(before, after))).to.equal(after)
      }),
    )
  })

  it('changes whole words, and no more of them than it must', () => {
    expect(textChanges('The gantry is old.\nIt stays.', 'The gantry was old.\nIt stays.')).to.deep.equal([
      { start: 11, end: 13, words: 'was' },
    ])
    expect(textChanges('', 'New.')).to.deep.equal([{ start: 0, end: 0, words: 'New.' }])
    expect(textChanges('Same.', 'Same.')).to.deep.equal([])
  })

  it('stays within its bounds where two long texts have nothing in common', () => {
    const before = Array.from({ length: 20_000 }, (_, i) => `a${i}`).join(' ')
    const after = Array.from({ length: 20_000 }, (_, i) => `b${i}`).join(' ')
    expect(withChanges(before, textChanges(before, after))).to.equal(after)
  })

  it('tells where a stretch of it went, and where it was changed', () => {
    const before = 'One. Two. Three.'
    const moved = (words: string, after: string) => {
      const start = before.indexOf(words)
      const span = movedSpan({ start, end: start + words.length }, textChanges(before, after))
      return span && after.slice(span.start, span.end)
    }
    expect(moved('Two.', 'First one. Two. Three.')).to.equal('Two.')
    expect(moved('Two.', 'One. Two, then. Three.')).to.equal(undefined)
    expect(moved('Two.', 'One. Three.')).to.equal(undefined)
    expect(moved('Two.', 'One. Two. And Three.')).to.equal('Two.')
  })

  it('never moves a stretch that nothing was changed in to other words', () => {
    fc.assert(
      fc.property(text, text, fc.nat(60), fc.nat(20), (before, after, from, length) => {
        const start = Math.min(from, before.length)
        const span = { start, end: Math.min(start + length, before.length) }
        const moved = movedSpan(span, textChanges(before, after))
        if (moved) expect(after.slice(moved.start, moved.end)).to.equal(before.slice(span.start, span.end))
      }),
    )
  })
})
