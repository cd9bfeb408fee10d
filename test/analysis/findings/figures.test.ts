import { expect } from 'chai'
import { figuresNotIn } from '../../../analysis/findings/figures.ts'

const missing = (text: string, source: string) =>
  figuresNotIn(text, source).map(({ start, end }) => text.slice(start, end))

describe('figures that lean on a source', () => {
  it('are found in it however they are written', () => {
    const same: [string, string][] = [
      ['37% of posts', 'some 37 per cent of posts'],
      ['1,200 people', 'by 1200 people'],
      ['three of the five', '3 of 5'],
      ['a quarter of them', '25 % of them'],
      ['half of them', 'one half'],
      ['a third', 'fewer than a third'],
      ['fell by 4.50', 'fell by 4.5'],
      ['thirty bodies', '30 bodies'],
    ]
    for (const [text, source] of same) expect(missing(text, source), text).to.deep.equal([])
  })

  it('are told where they are not in it', () => {
    expect(missing('It was 37% in 2023, for three bodies.', '36% of 3 bodies')).to.deep.equal(['37%', '2023'])
    expect(missing('two thirds', 'two of three')).to.deep.equal(['thirds'])
    expect(missing('37% of them', 'all 37 of them')).to.deep.equal(['37%'])
    expect(missing('half of them', 'most')).to.deep.equal(['half'])
  })

  it('are no words that only look like it', () => {
    expect(
      missing('One of them wrote on behalf of a fifth-form college: someone said A4.', ''),
    ).to.deep.equal(['fifth'])
    expect(missing('No one is alone, and the second is often late.', '')).to.deep.equal([])
  })
})
