import { expect } from 'chai'
import fc from 'fast-check'
import { collocations } from '../../../analysis/discovery/collocations.ts'
import { logDice } from '../../../analysis/discovery/statistics/logDice.ts'
import { logLikelihood } from '../../../analysis/discovery/statistics/logLikelihood.ts'

const answers = (...texts: string[]) =>
  texts.map((text, at) => ({ id: `a${at}`, respondent: `r${at}`, text }))

describe('collocations', () => {
  const quay = answers(
    'A late ferry. We drink tea.',
    'The ferries were late. We drink tea.',
    'Late is what the ferry is. We drink tea.',
  )

  it('are the words near a node in its sentence, against those elsewhere', () => {
    const [late, ...others] = collocations(quay, 'ferry')
    expect(late).to.include({ word: 'late', near: 3, times: 3, respondents: 3 })
    // Near: a late, the were late, late is what the is. Elsewhere: we drink tea, three times.
    expect(late?.g2).to.equal(logLikelihood(3, 10, 0, 9))
    expect(late?.logDice).to.equal(logDice(3, 3, 3))
    expect(others).to.deep.equal([])
  })

  it('look no further than the window', () => {
    const far = answers(...Array.from({ length: 3 }, () => 'Goats eat what the ferry brings for lunch.'))
    expect(collocations(far, 'ferry', { window: 1 }).map(({ word }) => word)).to.deep.equal(['brings'])
    expect(collocations(far, 'ferry', { window: 3 }).map(({ word }) => word)).to.have.members([
      'brings',
      'lunch',
      'eat',
    ])
  })

  it('need several respondents, and a node that can be read', () => {
    expect(collocations(answers('late ferry late ferry late ferry'), 'ferry')).to.deep.equal([])
    expect(collocations([], 'ferry')).to.deep.equal([])
    expect(() => collocations(quay, 'NEAR')).to.throw('compileCodebook')
    expect(() => collocations(quay, 'ferry', { window: 0 })).to.throw(RangeError, 'collocations: window is 0')
    expect(() => collocations(quay, 'ferry', { fewest: 0 })).to.throw(RangeError, 'collocations: fewest is 0')
  })

  it('have finite figures, whatever the words and their order', () => {
    const words = fc.constantFrom(
      'ferry',
      'late',
      'constructor',
      '__proto__',
      'the',
      '.',
      '\n',
      '\ud800',
      '7',
    )
    const texts = fc.array(
      fc.array(words, { maxLength: 15 }).map(list => list.join(' ')),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(texts, list => {
        const found = collocations(answers(...list), 'ferry', { fewest: 1 })
        for (const { g2, p, q, logDice, near, times } of found) {
          expect([g2, p, q, logDice].every(Number.isFinite)).to.equal(true)
          expect(near).to.be.within(1, times)
        }
        expect(collocations(answers(...list).reverse(), 'ferry', { fewest: 1 })).to.deep.equal(found)
      }),
    )
  })
})
