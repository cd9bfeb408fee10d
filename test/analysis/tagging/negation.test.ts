import { expect } from 'chai'
import fc from 'fast-check'
import { compileCodebook, tagAnswer } from '../../../analysis/index.ts'

const examples: [string, string, boolean][] = [
  ['outsourcing', 'It is no longer outsourced.', true],
  ['hierarchy', 'We are not hierarchical.', true],
  ['vision', 'They work without a vision.', true],
  ['outsourcing', 'We never outsourced it.', true],
  ['hierarchy', 'I don’t think that the place is hierarchical.', true],
  ['hierarchy', 'It isn’t hierarchical, it is chaotic.', true],
  ['hierarchy', 'Hierarchy does not exist here.', true],
  ['hierarchy', 'Hierarchy is not a problem.', true],
  ['overlooked NEAR/5 talent', 'Talent is not overlooked.', true],
  ['vision', 'There is a lack of vision.', false],
  ['lack NEAR/3 vision', 'There is no lack of vision.', true],
  ['"no vision"', 'There is no vision.', false],
  ['hierarchy', 'It is not only hierarchical but slow.', false],
  ['hierarchy', 'There is no doubt that hierarchy matters.', false],
  ['hierarchy', 'We did not change, but hierarchy grew.', false],
  ['hierarchy', 'No, the hierarchy is strong.', false],
  ['hierarchy', 'It was not us and the hierarchy knew.', false],
  ['culture', 'Our culture does not reward risk.', false],
  ['hierarchy', 'It is not without hierarchy.', false],
  ['hierarchy', 'Here it is not hierarchical; elsewhere hierarchy rules.', false],
]

describe('negation', () => {
  for (const [source, text, negated] of examples) {
    it(`${negated ? 'governs' : 'does not govern'} ${source} in “${text}”`, () => {
      const tagger = compileCodebook([{ id: 't', rules: [{ id: 'r', source }] }])
      expect(tagAnswer(tagger, { id: 'a', text }).map(tag => tag.negated)).to.deep.equal([negated])
    })
  }

  it('reaches six words on, and over no comma, stop or conjunction', () => {
    const tagger = compileCodebook([{ id: 't', rules: [{ id: 'r', source: 'hierarchy' }] }])
    const between = fc.array(fc.constantFrom('very', 'quite', 'strictly', 'old'), { maxLength: 9 })
    const parted = fc.constantFrom('', ',', ';', ' but', ' because')
    const negators = fc.constantFrom('not', 'never', 'no', 'without', 'isn’t')
    fc.assert(
      fc.property(negators, parted, between, (negator, parting, words) => {
        const text = `It is ${negator}${parting} ${[...words, 'hierarchical'].join(' ')} here.`
        const reaches = parting === '' && words.length < 6
        expect(tagAnswer(tagger, { id: 'a', text })[0]?.negated, text).to.equal(reaches)
      }),
    )
  })

  it('is cancelled by another before the same match', () => {
    const tagger = compileCodebook([{ id: 't', rules: [{ id: 'r', source: 'hierarchy' }] }])
    const negators = fc.array(fc.constantFrom('not', 'never', 'without'), { maxLength: 5 })
    fc.assert(
      fc.property(negators, words => {
        const text = `It runs ${[...words, 'hierarchy'].join(' ')} here.`
        expect(tagAnswer(tagger, { id: 'a', text })[0]?.negated, text).to.equal(words.length % 2 === 1)
      }),
    )
  })
})
