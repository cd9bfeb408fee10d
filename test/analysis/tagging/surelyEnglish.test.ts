import { expect } from 'chai'
import fc from 'fast-check'
import { isSurelyEnglish } from '../../../analysis/tagging/foreign.ts'
import { TokenisedText } from '../../../analysis/tagging/tokenised.ts'
import { Vocabulary } from '../../../analysis/tagging/vocabulary.ts'
import { languageOf } from '../../../analysis/text/language/detect.ts'

describe('a sentence that is surely English', () => {
  const sentence = new TokenisedText(new Vocabulary())
  const isSure = (text: string): boolean => {
    sentence.read(text)
    return isSurelyEnglish(sentence)
  }

  it('is told to be English by its words, whatever they are', () => {
    const word = fc.constantFrom(
      ...'because would they this nothing everything asking nation'.split(' '),
      ...'they would nothing because everyone asking'.split(' '),
      ...'a i am on do no as in an or is so at is me my he was do te den'.split(' '),
      ...'mae nid der ist nous pay tea'.split(' '),
    )
    let sure = 0
    fc.assert(
      fc.property(fc.array(word, { maxLength: 9 }), words => {
        const text = words.join(' ')
        if (!isSure(text)) return
        sure++
        expect(languageOf(text, { start: 0, end: text.length }).language, text).to.equal('en')
      }),
      { numRuns: 2000 },
    )
    expect(sure).to.be.above(100)
  })

  it('has three words that speak for English alone, and none that speaks for others', () => {
    expect(isSure('They would say nothing.')).to.equal(true)
    expect(isSure('Pay is low.')).to.equal(false)
    expect(isSure('They would say nothing of “y bobl”.')).to.equal(false)
  })
})
