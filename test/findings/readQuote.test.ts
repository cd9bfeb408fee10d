import { expect } from 'chai'
import fc from 'fast-check'
import { editNote, quoteWords } from '../../analysis/index.ts'
import { readQuote } from '../../server/findings/quotes/readQuote.ts'

const text =
  'We wait. Every change request has to go through a call centre, which nobody likes. We wait again.'

function words(typed: string, near = 0, source = text): string {
  const read = readQuote(source, 't', typed, near)
  return 'problem' in read ? `PROBLEM ${read.problem}` : quoteWords(source, read.quote)
}

describe('reading a quote as an author types it', () => {
  it('finds words as they stand', () => {
    expect(readQuote(text, 't', 'through a call centre', 0)).to.deep.equal({
      quote: { text: 't', start: 40, end: 61, edits: [] },
    })
  })

  it('takes […] for a cut and [words] for words put in place of others', () => {
    const typed = 'Every change request [goes] through […] which nobody likes'
    const read = readQuote(text, 't', typed, 0)
    expect(words(typed)).to.equal(typed)
    expect('quote' in read && editNote(text, read.quote)).to.equal('“has to go” replaced by [goes]; one cut')
  })

  it('takes [words] between neighbouring words for words added', () => {
    const typed = 'a [distant] call centre'
    const read = readQuote(text, 't', typed, 0)
    expect('quote' in read && read.quote.edits).to.deep.equal([{ kind: 'insert', at: 49, with: 'distant' }])
    expect(words(typed)).to.equal(typed)
  })

  it('lets the first letter change its case', () => {
    expect(words('every change request')).to.equal('every change request')
    expect(words('Which nobody likes')).to.equal('Which nobody likes')
  })

  it('takes the occurrence nearest to where the quote was', () => {
    const near = (at: number) => {
      const read = readQuote(text, 't', 'We wait', at)
      return 'quote' in read && read.quote.start
    }
    expect(near(0)).to.equal(0)
    expect(near(90)).to.equal(text.lastIndexOf('We wait'))
  })

  it('takes straight and curly marks and any white space for one another, and prints the source’s', () => {
    const source = 'They said “don’t\ntouch it” – twice.'
    expect(words(`said "don't touch it" - twice`, 0, source)).to.equal('said “don’t\ntouch it” – twice')
  })

  it('keeps brackets that the respondent wrote', () => {
    const read = readQuote('It works [mostly] well.', 't', 'works [mostly] well', 0)
    expect('quote' in read && read.quote.edits).to.deep.equal([])
  })

  it('refuses words that the respondent did not write, and names them', () => {
    expect(words('Every change request goes through')).to.match(
      /^PROBLEM “Every change request goes through” is not/,
    )
    expect(words('Every change […] call center')).to.match(/^PROBLEM “call center” is not/)
  })

  it('refuses words in another order', () => {
    expect(words('call centre […] change request')).to.match(/^PROBLEM/)
  })

  it('begins and ends at whole words', () => {
    expect(words('hange request')).to.match(/^PROBLEM/)
    expect(words('Every chang')).to.match(/^PROBLEM/)
  })

  it('refuses a quote without any of the respondent’s words', () => {
    expect(words('[goes]')).to.match(/^PROBLEM Keep some/)
    expect(words('   ')).to.match(/^PROBLEM Enter the words/)
  })

  it('reads back every quote of whole words that it is shown', () => {
    const tokens = text.split(' ')
    fc.assert(
      fc.property(fc.nat(tokens.length - 1), fc.nat(tokens.length - 1), (a, b) => {
        const typed = tokens
          .slice(Math.min(a, b), Math.max(a, b) + 1)
          .join(' ')
          .replace(/^\W+|\W+$/g, '')
        expect(words(typed)).to.equal(typed)
      }),
    )
  })

  it('answers on hostile input without delay or failure', () => {
    const long = 'a '.repeat(20_000)
    expect(words(`${'a […] '.repeat(300)}b`, 0, long)).to.match(/^PROBLEM/)
    expect(words('(.*)+$ [^1]', 0, long)).to.match(/^PROBLEM/)
  })
})
