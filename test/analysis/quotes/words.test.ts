import { expect } from 'chai'
import fc from 'fast-check'
import type { Edit, Quote } from '../../../analysis/model.ts'
import { editProblems } from '../../../analysis/quotes/edits.ts'
import { editNote } from '../../../analysis/quotes/note.ts'
import { verifyQuote } from '../../../analysis/quotes/verify.ts'
import { editWarnings } from '../../../analysis/quotes/warnings.ts'
import { quotePieces, quoteWords } from '../../../analysis/quotes/words.ts'

const text = 'Our supplier has never, in all those years, asked what we need. 🙂'
const span = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length })
const quote = (words: string, ...edits: Edit[]): Quote => ({ text: 't', ...span(words), edits })
const whole = 'Our supplier has never, in all those years, asked what we need'

describe('the words of a quote', () => {
  it('are its span where nothing is edited', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), fc.nat(), fc.nat(), (source, a, b) => {
        const [start, end] = [a % (source.length + 1), b % (source.length + 1)].sort((x, y) => x - y)
        const plain = { text: 't', start: start ?? 0, end: end ?? 0, edits: [] }
        expect(quoteWords(source, plain)).to.equal(source.slice(start, end))
      }),
    )
  })

  it('show a cut, a replacement, an addition and the case of the first letter', () => {
    const edits: Edit[] = [
      { kind: 'case', to: 'lower' },
      { kind: 'replace', ...span('has never'), with: 'did not' },
      { kind: 'cut', ...span(', in all those years, asked') },
      { kind: 'insert', at: span('need').start, with: 'really' },
    ]
    expect(quoteWords(text, quote(whole, ...edits))).to.equal(
      'our supplier [did not] […] what we [really] need',
    )
  })

  it('keep a mark inside a word close, and one between words apart', () => {
    const inWord: Edit = { kind: 'replace', start: 0, end: 1, with: 'y' }
    expect(quoteWords(text, quote('Our supplier', inWord))).to.equal('[y]ur supplier')
    const wide: Edit = { kind: 'replace', ...span(' has never'), with: 'hardly' }
    expect(quoteWords(text, quote('Our supplier has never, in', wide))).to.equal('Our supplier [hardly], in')
  })

  it('come in pieces that say which are emphasised', () => {
    const pieces = quotePieces(text, quote('asked what we need', { kind: 'emphasis', ...span('what') }))
    expect(pieces.map(piece => [piece.words, piece.emphasis])).to.deep.equal([
      ['asked ', false],
      ['what', true],
      [' we need', false],
    ])
  })

  it('are described in a note', () => {
    expect(editNote(text, quote(whole))).to.equal('verbatim')
    const edits: Edit[] = [
      { kind: 'replace', ...span('has never'), with: 'did not' },
      { kind: 'cut', ...span('in all those years, ') },
    ]
    expect(editNote(text, quote(whole, ...edits))).to.equal('“has never” replaced by [did not]; one cut')
  })

  it('throw for a span that is not in the text', () => {
    expect(() => quoteWords('short', quote(whole))).to.throw(RangeError, '0–62')
  })
})

describe('the edits of a quote', () => {
  const places = (...edits: Edit[]) =>
    editProblems(text, quote(whole, ...edits)).map(problem => problem.place)

  it('have no problems where they are sound', () => {
    expect(
      places({ kind: 'cut', ...span('in all those years, ') }, { kind: 'case', to: 'lower' }),
    ).to.deep.equal([])
  })

  it('are refused outside the span, at its edge, overlapping, or with brackets of their own', () => {
    expect(places({ kind: 'cut', start: 60, end: 64 })).to.deep.equal(['edits.0'])
    expect(places({ kind: 'cut', start: 0, end: 4 })).to.deep.equal(['edits.0'])
    expect(places({ kind: 'cut', start: 4, end: 12 }, { kind: 'insert', at: 8, with: 'x' })).to.deep.equal([
      'edits.1',
    ])
    expect(places({ kind: 'insert', at: 4, with: '[so]' })).to.deep.equal(['edits.0'])
    expect(places({ kind: 'insert', at: 4, with: ' ' })).to.deep.equal(['edits.0'])
    expect(places({ kind: 'case', to: 'lower' }, { kind: 'case', to: 'upper' })).to.deep.equal(['edits.1'])
  })

  it('are refused with a span outside the text, empty, or through a character', () => {
    const smile = text.indexOf('🙂')
    const bad = [
      { start: -1, end: 4 },
      { start: 0, end: text.length + 1 },
      { start: 4, end: 4 },
      { start: 0.5, end: 4 },
      { start: 0, end: smile + 1 },
      { start: smile + 1, end: smile + 2 },
    ]
    for (const one of bad) {
      expect(editProblems(text, { text: 't', edits: [], ...one })[0]?.place, JSON.stringify(one)).to.equal(
        'span',
      )
    }
  })

  it('carry a warning where a negation is dropped, brought in or left behind', () => {
    const warned = (one: Quote) =>
      editWarnings(text, one)
        .map(problem => problem.message)
        .join()
    expect(warned(quote(whole, { kind: 'cut', ...span('never, ') }))).to.match(/drops “never”/)
    expect(warned(quote(whole, { kind: 'replace', ...span('all'), with: 'not all' }))).to.match(
      /bring in “not”/,
    )
    expect(warned(quote('in all those years, asked'))).to.match(/just after “never”/)
    expect(warned(quote(whole, { kind: 'cut', ...span('in all those years, ') }))).to.equal('')
  })
})

describe('a quote beside its source', () => {
  it('stands where span, edits and printed words agree', () => {
    expect(verifyQuote({ id: 't', text }, quote('asked what'), 'asked what')).to.deep.equal([])
  })

  it('falls where the words differ, the span is gone or the text is gone', () => {
    expect(verifyQuote({ id: 't', text }, quote('asked what'), 'asked why')[0]?.place).to.equal('words')
    expect(verifyQuote({ id: 't', text: 'Our' }, quote('asked what'))[0]?.place).to.equal('span')
    expect(verifyQuote(undefined, quote('asked what'))[0]?.place).to.equal('text')
    expect(() => verifyQuote({ id: 'u', text }, quote('asked'))).to.throw('verifyQuote')
  })
})
