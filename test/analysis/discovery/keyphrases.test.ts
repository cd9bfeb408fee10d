import { expect } from 'chai'
import fc from 'fast-check'
import { isFunctionWord } from '../../../analysis/discovery/functionWords.ts'
import { keyphrases } from '../../../analysis/discovery/keyphrases.ts'
import { keyphrasesOfEach } from '../../../analysis/discovery/keyphrasesOfEach.ts'

const said = (...texts: string[]) => texts.map((text, at) => ({ respondent: `r${at}`, text }))

const words = fc.constantFrom(
  'goat',
  'Harbour',
  'the',
  'cranes',
  'of',
  'rain',
  'was',
  '7',
  '.',
  '\n',
  'constructor',
)
const texts = fc.array(
  fc.array(words, { maxLength: 14 }).map(list => list.join(' ')),
  { maxLength: 10 },
)

describe('keyphrases', () => {
  const island = said(
    'The ferry timetable is out of date.',
    'Nobody minds the ferry timetables.',
    'Quality of care is what counts, and the ferry timetable.',
    'We ask for quality of care.',
    'A goat ate my secret recipe.',
  )

  it('are what several respondents write, as it is mostly written, with their number', () => {
    const [first, second] = keyphrases(island)
    expect(first).to.include({ phrase: 'ferry timetable', respondents: 3, times: 3 })
    expect(second?.phrase).to.match(/^quality of care$/i)
    expect(second).to.include({ respondents: 2 })
  })

  it('hold no phrase of a single respondent, however often they say it', () => {
    expect(
      keyphrases(said('goat goat goat', 'goat cheese', 'rain')).map(({ phrase }) => phrase),
    ).to.deep.equal(['goat'])
    expect(keyphrases(said('goat goat goat', 'rain'))).to.deep.equal([])
    expect(() => keyphrases(island, { fewest: 1 })).to.throw(RangeError, 'keyphrases: fewest is 1')
  })

  it('begin and end with words that name something, and cross no mark of punctuation', () => {
    const phrases = keyphrases(said('Pay, care of the old', 'pay. care of the old')).map(
      ({ phrase }) => phrase,
    )
    expect(phrases).to.include('care of the old')
    for (const phrase of phrases) expect(phrase).to.not.match(/pay.*care/i)
  })

  it('take several answers of one respondent for one voice', () => {
    const answers = ['goat', 'goat', 'goat'].map(text => ({ respondent: 'r1', text }))
    expect(keyphrases(answers)).to.deep.equal([])
  })

  it('are cut at the number that is asked for', () => {
    expect(keyphrases(island, { most: 1 })).to.have.length(1)
    expect(keyphrases(island, { most: 0 })).to.deep.equal([])
    expect(() => keyphrases(island, { most: -1 })).to.throw(RangeError, 'keyphrases: most is -1')
  })

  it('have finite scores, stand in the texts, and do not depend on the order of the answers', () => {
    fc.assert(
      fc.property(texts, list => {
        const answers = said(...list)
        const found = keyphrases(answers)
        for (const { phrase, score, respondents } of found) {
          const users = list.filter(text => text.includes(phrase)).length
          expect(score).to.be.greaterThan(0)
          expect(Number.isFinite(score)).to.equal(true)
          expect(respondents).to.be.at.least(Math.max(2, Math.min(users, 2)))
          expect(users).to.be.at.least(1)
          const edges = phrase.toLowerCase().split(' ')
          expect(isFunctionWord(edges[0] ?? '') || isFunctionWord(edges.at(-1) ?? '')).to.equal(false)
        }
        const turned = keyphrases([...answers].reverse())
        expect(turned.map(({ phrase, respondents }) => [phrase, respondents])).to.deep.equal(
          found.map(({ phrase, respondents }) => [phrase, respondents]),
        )
      }),
      { numRuns: 60 },
    )
  })
})

describe('keyphrasesOfEach', () => {
  it('gives each response in order what it is about against all of them', () => {
    const each = [
      ...keyphrasesOfEach(
        said('The ferry was late. The ferry was full.', 'The roads were late.', 'Roads and rain.', ''),
        { most: 2 },
      ),
    ]
    expect(each.map(({ response }) => response)).to.deep.equal(['r0', 'r1', 'r2', 'r3'])
    expect(each[0]?.keyphrases[0]?.phrase).to.equal('ferry')
    expect(each[3]?.keyphrases).to.deep.equal([])
  })

  it('names the phrases of a response that stands alone', () => {
    const [only] = keyphrasesOfEach(said('The ferry timetable is out of date.'), { most: 1 })
    expect(only?.keyphrases.map(({ phrase }) => phrase)).to.deep.equal(['ferry timetable'])
  })

  it('has finite scores of phrases as they stand in the response, none within another', () => {
    fc.assert(
      fc.property(texts, list => {
        for (const [at, { keyphrases: own }] of [...keyphrasesOfEach(said(...list))].entries()) {
          for (const { phrase, score } of own) {
            expect(Number.isFinite(score) && score > 0).to.equal(true)
            expect(list[at]?.replace(/\s+/g, ' ')).to.include(phrase)
          }
          expect(new Set(own.map(({ phrase }) => phrase)).size).to.equal(own.length)
        }
      }),
      { numRuns: 60 },
    )
    expect(() => [...keyphrasesOfEach([], { most: -1 })]).to.throw(RangeError, 'keyphrasesOfEach')
  })
})

describe('keyphrases of answers in several languages', () => {
  const welsh = [
    "Mae'r gwasanaeth Cymraeg yn dod yn ail bob tro.",
    "Nid yw'r gwasanaeth Cymraeg yn dod o gwbl.",
    "Mae'r drefn yn araf ac mae'r gwasanaeth Cymraeg yn hwyr.",
  ]
  const english = [
    'The ferry timetable is out of date.',
    'It is the ferry timetable that nobody minds.',
    'We should have more buses.',
  ]
  const phrasesOf = (answers: { respondent: string; text: string; language?: string }[]) =>
    keyphrases(answers).map(({ phrase }) => phrase)
  const answered = (texts: string[], language?: string) =>
    texts.map((text, i) => ({ respondent: `r${i}`, text, ...(language ? { language } : {}) }))

  it('hold none that was read by English stems in a sentence of another language', () => {
    const alone = phrasesOf(answered(english))
    expect(alone).to.include('ferry timetable')
    expect(phrasesOf(answered(english.map((text, i) => `${text} ${welsh[i]}`)))).to.deep.equal(alone)
  })

  it('believe the language that is given', () => {
    expect(phrasesOf(answered(welsh, 'en'))).to.not.deep.equal([])
    expect(phrasesOf(answered(english, 'cy'))).to.deep.equal([])
  })
})

describe('isFunctionWord', () => {
  it('knows joined and apostrophised forms, and no word that names something', () => {
    for (const word of ['the', "don't", "they've", 'don’t', "she'll", 'cannot']) {
      expect(isFunctionWord(word), word).to.equal(true)
    }
    for (const word of ['ferry', 'constructor', "ferry's", 'won', 'care']) {
      expect(isFunctionWord(word), word).to.equal(false)
    }
  })
})
