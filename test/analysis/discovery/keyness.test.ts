import { expect } from 'chai'
import fc from 'fast-check'
import { keyness } from '../../../analysis/discovery/keyness.ts'
import { logLikelihood } from '../../../analysis/discovery/statistics/logLikelihood.ts'

const said = (...texts: string[]) => texts.map((text, at) => ({ respondent: `${at}`, text }))
const times = (count: number, text: string) => Array.from({ length: count }, () => text)

describe('keyness', () => {
  const islands = said(...times(12, 'The ferries are late.'), ...times(8, 'The roads are bad.'))
  const mainland = said(...times(2, 'A ferry came.'), ...times(18, 'The roads are bad.'))

  it('counts respondents who use a family of words, in the wording that is commonest', () => {
    const ferry = keyness(islands, mainland).find(({ term }) => term === 'ferries')
    expect(ferry).to.include({ respondents: 12, respondentsAgainst: 2, times: 12, timesAgainst: 2 })
    expect(ferry?.g2).to.equal(logLikelihood(12, 20, 2, 20))
    expect(ferry?.logRatio).to.be.closeTo(Math.log2(6), 1e-12)
    expect(ferry?.q).to.be.within(ferry?.p ?? 1, 1)
  })

  it('puts the strongest difference first, and a negative sign on what the other group says more', () => {
    const terms = keyness(islands, mainland)
    const sizes = terms.map(({ g2 }) => Math.abs(g2))
    expect(sizes).to.deep.equal([...sizes].sort((a, b) => b - a))
    expect(terms.find(({ term }) => term === 'roads')?.g2).to.be.lessThan(0)
  })

  it('makes no keyword of what one respondent repeats', () => {
    const terms = keyness(said(...times(4, 'Fine.'), 'Goats, goats, goats, goats and goats.'), mainland)
    expect(terms.map(({ term }) => term)).to.not.include('goats')
    const thrice = keyness(said(...times(3, 'Goats, goats.'), ...times(9, 'Fine.')), mainland)
    expect(thrice.find(({ term }) => /^goats$/i.test(term))).to.include({ respondents: 3, times: 6 })
  })

  it('names a phrase rather than its parts, where they are hardly said alone', () => {
    const terms = keyness(said(...times(6, 'We want the harbour master back.')), said(...times(6, 'No.')))
    expect(terms.map(({ term }) => term)).to.deep.equal(['harbour master'])
  })

  it('keeps respondents of both groups apart though they share an id', () => {
    expect(keyness(said(...times(3, 'Ferry')), said(...times(3, 'Ferry')))[0]).to.include({
      g2: 0,
      respondents: 3,
      respondentsAgainst: 3,
    })
  })

  it('takes words that name properties of every object for words', () => {
    const terms = keyness(
      said(...times(3, 'constructor __proto__ hasOwnProperty')),
      said(...times(3, 'A quiet week.')),
      { longest: 1 },
    )
    expect(terms.map(({ term }) => term)).to.include.members(['constructor', '__proto__', 'hasOwnProperty'])
  })

  it('gives nothing where a group is empty, blank or says nothing shared', () => {
    expect(keyness([], mainland)).to.deep.equal([])
    expect(keyness(islands, [])).to.deep.equal([])
    expect(keyness(said('', ' '), said('\ud800', '🙂🙂'))).to.deep.equal([])
  })

  it('refuses options out of range', () => {
    expect(() => keyness(islands, mainland, { fewest: 0 })).to.throw(RangeError, 'keyness: fewest is 0')
    expect(() => keyness(islands, mainland, { longest: 9 })).to.throw(RangeError, 'keyness: longest is 9')
  })

  it('counts words as a plain count does, whatever the order of the answers', () => {
    const words = fc.constantFrom('goat', 'harbour', 'the', 'crane', 'of', 'rain', '7', '.', '\n')
    const texts = fc.array(
      fc.array(words, { maxLength: 12 }).map(list => list.join(' ')),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(texts, texts, (some, others) => {
        const terms = keyness(said(...some), said(...others), { fewest: 1, longest: 1 })
        const users = (list: string[], word: string) =>
          list.filter(text => text.split(/\s/).includes(word)).length
        for (const word of ['goat', 'harbour', 'crane', 'rain']) {
          const counts = [users(some, word), users(others, word)]
          const term = terms.find(candidate => candidate.term === word)
          const isCounted = some.length > 0 && others.length > 0 && counts.some(count => count > 0)
          expect(term !== undefined).to.equal(isCounted)
          if (term) expect([term.respondents, term.respondentsAgainst]).to.deep.equal(counts)
        }
        for (const { g2, logRatio, p, q } of terms)
          expect([g2, logRatio, p, q].every(Number.isFinite)).to.equal(true)
        const turned = keyness(said(...some).reverse(), said(...others).reverse(), { fewest: 1, longest: 1 })
        expect(turned).to.deep.equal(terms)
      }),
      { numRuns: 60 },
    )
  })
})
