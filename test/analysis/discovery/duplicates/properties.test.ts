import { expect } from 'chai'
import fc from 'fast-check'
import { chanceOfComparison } from '../../../../analysis/discovery/duplicates/minHash.ts'
import { duplicates, tokenise } from '../../../../analysis/index.ts'
import { answersOf } from './letters.ts'
import { plainJaccard } from './plain.ts'

const word = fc.integer({ min: 0, max: 300 }).map(number => `word${number}`)
const text = fc.array(word, { minLength: 12, maxLength: 60 })

/** A text and copies of it in which some words are changed, cut or put in. */
const family = fc
  .tuple(text, fc.array(fc.array(fc.tuple(fc.nat(59), fc.nat(2), word), { maxLength: 5 }), { maxLength: 4 }))
  .map(([words, copies]) => [
    words.join(' '),
    ...copies.map(edits => {
      const copy = [...words]
      for (const [at, cut, put] of edits) copy.splice(at % copy.length, cut, put)
      return copy.join(' ')
    }),
  ])
const corpus = fc.array(family, { minLength: 1, maxLength: 5 }).map(families => families.flat())

describe('duplicates, beside a comparison of all pairs', () => {
  it('compares exactly, and misses next to no pair at the threshold', () => {
    let pairsThere = 0
    let together = 0
    fc.assert(
      fc.property(corpus, texts => {
        const { clusters, pairs } = duplicates(answersOf(texts))
        const textOf = (response: string) => texts[Number(response.slice(1))] ?? ''
        for (const { a, b, jaccard } of pairs)
          expect(jaccard).to.be.closeTo(plainJaccard(textOf(a), textOf(b)), 1e-12)
        const clusterOf = new Map(clusters.flatMap(({ id, members }) => members.map(m => [m.response, id])))
        for (const [b, second] of texts.entries()) {
          for (const [a, first] of texts.slice(0, b).entries()) {
            if (plainJaccard(first, second) < 0.5 || new Set(tokenise(first).map(t => t.word)).size < 10)
              continue
            pairsThere++
            const one = clusterOf.get(`r${a}`)
            if (one !== undefined && one === clusterOf.get(`r${b}`)) together++
          }
        }
      }),
      { numRuns: 150, seed: 5 },
    )
    expect(pairsThere).to.be.greaterThan(300)
    expect(together / pairsThere).to.be.greaterThan(0.99)
  })

  it('finds the same clusters in any order', () => {
    fc.assert(
      fc.property(corpus, fc.infiniteStream(fc.nat()), (texts, order) => {
        const answers = answersOf(texts)
        const shuffled = answers
          .map(answer => ({ answer, place: order.next().value }))
          .sort((a, b) => a.place - b.place)
          .map(({ answer }) => answer)
        expect(duplicates(shuffled).clusters).to.deep.equal(duplicates(answers).clusters)
      }),
      { numRuns: 60 },
    )
  })

  it('gives spans that hold what it says, in order and apart', () => {
    const mark = fc.constantFrom(' ', ', ', '. ', ' “', '” ', '\n', ' (', ') ', '—', ' 😀 ')
    const marked = fc.tuple(corpus, fc.array(mark, { minLength: 1, maxLength: 9 })).map(([texts, marks]) =>
      texts.map(plain =>
        plain
          .split(' ')
          .map((one, at) => one + marks[at % marks.length])
          .join(''),
      ),
    )
    fc.assert(
      fc.property(marked, texts => {
        for (const { source, template, members } of duplicates(answersOf(texts)).clusters) {
          const written = texts[Number(source.response.slice(1))] ?? ''
          expect(source.spans.map(({ start, end }) => written.slice(start, end)).join(' […] ')).to.equal(
            template,
          )
          for (const { response, added, similarity, holds } of members) {
            const own = texts[Number(response.slice(1))] ?? ''
            let last = 0
            for (const { start, end, text: words } of added) {
              expect(own.slice(start, end)).to.equal(words).and.not.equal('')
              expect(start).to.be.at.least(last)
              last = end
            }
            for (const share of [similarity, holds]) expect(share).to.be.within(0, 1)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('compares pairs as often as its curve says', () => {
    const curve = [0.05, 0.3, 0.5, 0.7].map(jaccard => Number(chanceOfComparison(jaccard).toFixed(3)))
    expect(curve).to.deep.equal([0.005, 0.665, 0.995, 1])
  })
})
