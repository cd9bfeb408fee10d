import { expect } from 'chai'
import { adjust, checkSpan, locate } from '../../server/coding/span.ts'

describe('checkSpan', () => {
  it('takes a span and leaves the white space at its ends out', () => {
    expect(checkSpan('one two three', { start: 3, end: 8 })).to.deep.equal({
      ok: true,
      span: { start: 4, end: 7 },
    })
  })

  for (const [what, span] of [
    ['begins before the text', { start: -1, end: 2 }],
    ['ends after the text', { start: 0, end: 99 }],
    ['is empty', { start: 2, end: 2 }],
    ['runs backwards', { start: 3, end: 1 }],
    ['is no number', { start: Number.NaN, end: 3 }],
    ['is not whole', { start: 0.5, end: 3 }],
    ['cuts a character in two', { start: 5, end: 8 }],
    ['holds only white space', { start: 3, end: 4 }],
  ] as const)
    it(`refuses a span that ${what}`, () => {
      expect(checkSpan('one 😀 two', span).ok).to.equal(false)
    })
})

describe('adjust', () => {
  const text = 'Pay is low, and the layers are many.'
  const words = (span: { start: number; end: number }) => text.slice(span.start, span.end)
  const low = { start: 7, end: 10 }

  it('moves either end by a word', () => {
    expect(words(adjust(text, low, 'start-earlier'))).to.equal('is low')
    expect(words(adjust(text, low, 'end-later'))).to.equal('low,')
    const wide = { start: 4, end: 15 }
    expect(words(adjust(text, wide, 'start-later'))).to.equal('low, and')
    expect(words(adjust(text, wide, 'end-earlier'))).to.equal('is low,')
  })

  it('leaves a span as it is where there is no word to take or to leave', () => {
    expect(adjust(text, { start: 0, end: 3 }, 'start-earlier')).to.deep.equal({ start: 0, end: 3 })
    expect(adjust(text, low, 'start-later')).to.deep.equal(low)
    expect(adjust(text, low, 'end-earlier')).to.deep.equal(low)
    expect(adjust(text, { start: 0, end: text.length }, 'end-later')).to.deep.equal({
      start: 0,
      end: text.length,
    })
  })
})

describe('locate', () => {
  it('finds typed words whatever the white space, at the place nearest to where it looks', () => {
    const text = 'More pay. More\npay, (they say).'
    expect(locate(text, 'More pay', 0)).to.deep.equal({ start: 0, end: 8 })
    expect(locate(text, '  more pay', 0)).to.equal(undefined)
    expect(locate(text, 'More pay', 12)).to.deep.equal({ start: 10, end: 18 })
    expect(locate(text, '(they say).', 0)).to.deep.equal({ start: 20, end: 31 })
    expect(locate(text, ' \n ', 0)).to.equal(undefined)
  })
})
