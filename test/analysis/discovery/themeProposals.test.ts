import { expect } from 'chai'
import fc from 'fast-check'
import { themeProposals } from '../../../analysis/discovery/themeProposals.ts'

const answers = (...texts: string[]) =>
  texts.map((text, at) => ({ id: `a${at}`, respondent: `r${at}`, text }))

const ferry = [
  'The ferry timetable changes without warning.',
  'A ferry timetable should hold for the season.',
  'Nobody can plan around this ferry timetable.',
  'The ferry timetable is a mystery to us.',
  'Print the ferry timetable in the shop.',
]
const moss = [
  'Damp walls make the school cold.',
  'The school has damp walls and mould.',
  'Children cough beside damp walls at school.',
  'Damp walls were painted over again.',
  'Our damp walls are ignored.',
]
const others = [
  'A quiet life suits me.',
  'Goats ate my hedge.',
  'More buses on Sundays.',
  'Potholes everywhere.',
  'My neighbour sings.',
  'Rates went up.',
  'The library closed.',
  'Young families leave.',
]
const corpus = answers(...ferry, ...moss, ...others)

/** The sentence number `at` of a small corpus with words drawn evenly from a few, by a fixed rule. */
const drawn = (at: number) => {
  let state = at * 2654435761 + 12345
  const pick = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return ['goat', 'hedge', 'bus', 'school', 'crane', 'rain', 'shop', 'road'][state >>> 29]
  }
  return `${pick()} ${pick()} ${pick()}.`
}

describe('themeProposals', () => {
  it('names what uncoded sentences share, with their places', () => {
    const proposals = themeProposals(corpus, [])
    expect(proposals.map(({ name }) => name)).to.have.members(['ferry timetable', 'damp walls'])
    const found = proposals.find(({ name }) => name === 'ferry timetable')
    expect(found?.respondents).to.equal(5)
    expect(found?.cohesion).to.be.within(0.25, 1)
    for (const { answer, start, end } of found?.sentences ?? []) {
      expect(corpus.find(({ id }) => id === answer)?.text.slice(start, end)).to.match(/ferry timetable.*\.$/)
    }
  })

  it('leaves out sentences that have a code', () => {
    const coded = ferry.map((_, at) => ({ text: `a${at}`, start: 4, end: 9 }))
    expect(themeProposals(corpus, coded).map(({ name }) => name)).to.deep.equal(['damp walls'])
    const all = corpus.map(({ id, text }) => ({ text: id, start: 0, end: text.length }))
    expect(themeProposals(corpus, all)).to.deep.equal([])
  })

  it('leaves the uncoded sentence of an answer that is coded elsewhere', () => {
    const two = corpus.map(answer => ({ ...answer, text: `I live here. ${answer.text}` }))
    const coded = two.map(({ id }) => ({ text: id, start: 0, end: 12 }))
    expect(themeProposals(two, coded).map(({ name }) => name)).to.have.members([
      'ferry timetable',
      'damp walls',
    ])
  })

  it('proposes nothing where words come together by chance alone', () => {
    expect(themeProposals(answers(...Array.from({ length: 200 }, (_, at) => drawn(at))), [])).to.deep.equal(
      [],
    )
    expect(themeProposals(answers(...others), [])).to.deep.equal([])
    expect(themeProposals([], [])).to.deep.equal([])
    expect(themeProposals(answers('', ' ', '🙂', '\ud800'), [])).to.deep.equal([])
  })

  it('takes one respondent who says a thing often for one', () => {
    const rambling = corpus.map(answer => ({ ...answer, respondent: 'r0' }))
    expect(themeProposals(rambling, [])).to.deep.equal([])
  })

  it('keeps to the number that is asked for, and refuses options out of range', () => {
    expect(themeProposals(corpus, [], { most: 1 })).to.have.length(1)
    expect(themeProposals(corpus, [], { fewest: 6 })).to.deep.equal([])
    expect(() => themeProposals(corpus, [], { fewest: 2 })).to.throw(
      RangeError,
      'themeProposals: fewest is 2',
    )
    expect(() => themeProposals(corpus, [], { most: -1 })).to.throw(RangeError, 'themeProposals: most is -1')
  })

  it('has whole sentences of the texts, with finite figures, for enough respondents', () => {
    const words = fc.constantFrom(
      'ferry',
      'timetable',
      'damp',
      'walls',
      'constructor',
      'the',
      '.',
      '\n',
      'Late',
    )
    const texts = fc.array(
      fc.array(words, { maxLength: 16 }).map(list => list.join(' ')),
      { maxLength: 14 },
    )
    fc.assert(
      fc.property(texts, list => {
        const some = answers(...list)
        for (const { sentences, respondents, cohesion, keyphrases, name } of themeProposals(some, [])) {
          expect(respondents).to.equal(new Set(sentences.map(({ respondent }) => respondent)).size)
          expect(respondents).to.be.at.least(3)
          expect(cohesion).to.be.within(0, 1.000001)
          expect(keyphrases[0]).to.equal(name)
          for (const { answer, start, end } of sentences) {
            const text = some.find(({ id }) => id === answer)?.text.slice(start, end) ?? ''
            expect(text.trim()).to.equal(text)
            expect(text).to.not.equal('')
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})
