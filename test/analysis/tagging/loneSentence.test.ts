import { expect } from 'chai'
import fc from 'fast-check'
import { compileCodebook, compileEdit, tagAnswer } from '../../../analysis/index.ts'
import { loneSentence } from '../../../analysis/tagging/loneSentence.ts'
import { tagSentence } from '../../../analysis/tagging/tag.ts'

describe('a sentence that is tagged without reading the rest', () => {
  const sentence = fc.constantFrom(
    'They would say that pay is nothing because they are late.',
    'We do not think pay matters (see www.pay.org) because everyone would say so!',
    'Everyone knows this, e.g. the skills that they would need',
    'Nothing is paid for; everything would be better, and nobody asks for skills, or pay.',
    'Would they say “Is it pay?” because nobody is listening?',
    'Pay is low',
    'Mae angen pay ar y bobl hyn.',
    'Nid yw hyn yn ddigon da i bobl Cymru, ac mae angen mwy.',
    'The tea is cold.',
    'No',
    '2.Pay them because they would otherwise say nothing',
  )
  const between = fc.constantFrom(' ', '\n', '\n\n- ', '', '. ', '   ')
  const source = fc.constantFrom(
    'pay',
    'pa*',
    'skill AND pay',
    '"pay is"',
    'skill NOT pay WITHIN answer',
    'skill AND pay WITHIN answer',
    'nobody NEAR/5 pay',
  )

  it('has the tags that it has as a part of its text', () => {
    let found = 0
    fc.assert(
      fc.property(fc.array(fc.tuple(sentence, between), { maxLength: 5 }), source, (parts, rule) => {
        const answer = { id: 't', text: parts.flat().join('') }
        const themes = [{ id: 'a', rules: [{ id: 'r', source: rule }] }]
        const place = compileEdit([], themes).glance.find(answer.text)
        const lone = place && loneSentence(answer.text, place)
        const tags = lone && tagSentence(compileCodebook(themes), answer, lone)
        if (tags === undefined) return
        found += tags.length
        expect(tags).to.deep.equal(tagAnswer(compileCodebook(themes), answer))
      }),
      { numRuns: 800 },
    )
    expect(found).to.be.above(30)
  })

  it('is none where a word may go on over its end, or the place is longer', () => {
    const text = 'Pay is low. Tea is cold.'
    expect(loneSentence(text, { start: 0, end: 1 })).to.deep.equal({ start: 0, end: 11 })
    expect(loneSentence(text, { start: 0, end: 13 })).to.equal(undefined)
    expect(loneSentence('Is it?Pay is low.', { start: 6, end: 7 })).to.equal(undefined)
  })

  it('is not judged where the rest may tell its language', () => {
    const tagger = compileCodebook([{ id: 'a', rules: [{ id: 'r', source: 'pay' }] }])
    const text = 'Pay. Nid yw hyn yn ddigon da.'
    expect(tagSentence(tagger, { id: 't', text }, { start: 0, end: 4 })).to.equal(undefined)
    expect(tagSentence(tagger, { id: 't', text, language: 'en' }, { start: 0, end: 4 })).to.have.length(1)
    expect(tagSentence(tagger, { id: 't', text, language: 'cy' }, { start: 0, end: 4 })).to.have.length(0)
  })
})
