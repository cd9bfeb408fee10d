import { expect } from 'chai'
import { countOf, quantifier, respondents, shareOf } from '../../../analysis/findings/quantifiers.ts'

describe('the scale of words', () => {
  it('puts each boundary on its side', () => {
    const words = [0, 9, 10, 29, 30, 50, 51, 89, 90, 100].map(count => quantifier(count, 100))
    const expected = [
      'none',
      'few',
      'some',
      'some',
      'many',
      'many',
      'most',
      'most',
      'almost all',
      'almost all',
    ]
    expect(words).to.deep.equal(expected)
  })

  it('says numbers only below twenty respondents', () => {
    expect(quantifier(10, 19)).to.equal(null)
    expect(quantifier(10, 20)).to.equal('many')
    expect(shareOf(7, 12)).to.equal('7')
    expect(shareOf(27, 58)).to.equal('many (27)')
    expect(shareOf(0, 58)).to.equal('none')
  })

  it('writes counts with the right plural', () => {
    expect(countOf(27, 58)).to.equal('27 of 58 respondents')
    expect(countOf(1, 1)).to.equal('1 of 1 respondent')
    expect(respondents(12_345)).to.equal('12,345 respondents')
  })

  it('throws for what is no count', () => {
    for (const [count, of] of [
      [5, 4],
      [-1, 4],
      [1.5, 4],
      [Number.NaN, 4],
      [0, Number.NaN],
    ]) {
      expect(() => quantifier(count ?? 0, of ?? 0)).to.throw(RangeError, 'quantifier')
    }
  })
})
