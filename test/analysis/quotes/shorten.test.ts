import { expect } from 'chai'
import fc from 'fast-check'
import type { Edit, Quote } from '../../../analysis/model.ts'
import { editProblems } from '../../../analysis/quotes/edits.ts'
import { shortenQuote } from '../../../analysis/quotes/shorten.ts'
import { quoteWords } from '../../../analysis/quotes/words.ts'

const text =
  'We said: the yard’s crane, “Old Tom”, has stood idle since the spring - and nobody at Sample Co. will say why. Nobody.'
const span = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length })
const whole = span(
  'the yard’s crane, “Old Tom”, has stood idle since the spring - and nobody at Sample Co. will say why',
)
const quote: Quote = { text: 't', ...whole, edits: [] }
const edited: Quote = {
  ...quote,
  edits: [
    { kind: 'case', to: 'upper' },
    { kind: 'cut', ...span('“Old Tom”,') },
    { kind: 'replace', ...span('Sample Co.'), with: 'the firm' },
    { kind: 'emphasis', ...span('has stood idle since') },
  ],
}
const shortened = (from: Quote, part: string) => {
  const found = shortenQuote(text, from, part)
  return found && { words: quoteWords(text, found), edits: found.edits }
}

describe('a part of a quote', () => {
  it('is found however its marks, dashes and white space are typed, and gives the words as written', () => {
    for (const typed of [
      'has stood idle since the spring - and nobody',
      ' Has stood idle\n since the spring – and nobody. ',
    ])
      expect(shortened(quote, typed)?.words).to.equal('has stood idle since the spring - and nobody')
    expect(shortened(quote, 'yard\'s crane, "Old Tom"')?.words).to.equal('yard’s crane, “Old Tom”')
    expect(shortened(quote, quoteWords(text, quote))?.words).to.equal(quoteWords(text, quote))
  })

  it('keeps the edits that lie in it, and no others', () => {
    expect(shortened(edited, 'The yard’s crane, […] has stood')).to.deep.equal({
      words: 'The yard’s crane, […] has stood',
      edits: [edited.edits[0], edited.edits[1], { kind: 'emphasis', ...span('has stood') }] satisfies (
        | Edit
        | undefined
      )[],
    })
    expect(shortened(edited, 'and nobody at [the firm] will say')).to.deep.equal({
      words: 'and nobody at [the firm] will say',
      edits: [edited.edits[2]],
    })
  })

  it('is none where words are left out, put in, moved, cut in two, or from outside the quote', () => {
    for (const typed of [
      'has stood since the spring',
      'has stood idle since the long spring',
      'since the spring has stood idle',
      'as stood idle',
      'has stood idle sinc',
      'yard',
      'will say why. Nobody',
      'We said: the yard’s crane',
      '[…]',
      '“”',
      '',
    ])
      expect(shortenQuote(text, quote, typed), typed).to.equal(undefined)
    for (const typed of ['nobody at Sample Co. will', 'crane, “Old Tom”', '[…] has stood idle', 'the firm'])
      expect(shortenQuote(text, edited, typed), typed).to.equal(undefined)
  })

  it('is any run of whole words of a quote, as it stands there', () => {
    const word = fc.stringMatching(/^[a-zà-öø-ü]{1,6}[,;]?$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(), (words, a, b) => {
        const source = words.join(' ')
        const [from = 0, to = 0] = [a % words.length, b % words.length].sort((x, y) => x - y)
        const part = words.slice(from, to + 1).join(' ')
        const all = { text: 't', start: 0, end: source.length, edits: [] }
        const found = shortenQuote(source, all, part)
        expect(found && editProblems(source, found)).to.deep.equal([])
        expect(found && quoteWords(source, found)).to.equal(part)
      }),
    )
  })
})
