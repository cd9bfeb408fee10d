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

  it('put a mark for what was redacted, which no note repeats', () => {
    const redacted = quote(whole, { kind: 'redact', ...span('supplier'), what: 'name' })
    expect(quoteWords(text, redacted)).to.equal(
      'Our [name redacted] has never, in all those years, asked what we need',
    )
    expect(editNote(text, redacted)).to.equal('one redaction')
  })

  it('say of square brackets and dots that they are as the respondent typed them', () => {
    const typed = 'They [the agents] left… and we waited.'
    const all = { text: 't', start: 0, end: typed.length, edits: [] }
    expect(editNote(typed, all)).to.equal('verbatim; the brackets and dots are as written')
    const cut: Edit = { kind: 'cut', start: 5, end: 17 }
    expect(editNote(typed, { ...all, edits: [cut] })).to.equal('one cut; the dots are as written')
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

describe('a cut', () => {
  const warned = (source: string, cut: string) => {
    const start = source.indexOf(cut)
    expect(start, cut).to.be.greaterThan(0)
    const edits: Edit[] = [{ kind: 'cut', start, end: start + cut.length }]
    return editWarnings(source, { text: 't', start: 0, end: source.length, edits })
      .map(problem => problem.message)
      .join()
  }

  const crossing: [string, string, RegExp][] = [
    ['The harbour is old. Nobody repairs it. The crew is tired.', ' Nobody repairs it.', /drops “Nobody”/],
    ['The harbour is old. It leaks. The crew is tired.', 'It leaks. ', /leaves out a whole sentence/],
    [
      'The harbour is old. It leaks. It creaks. The crew is tired.',
      'It leaks. It creaks. ',
      /2 whole sentences/,
    ],
    ['The harbour is old.\n\nThe crew is tired.', 'old.\n\nThe crew is ', /joins two paragraphs/],
    ['The harbour is fine but only in summer.', ' but', /drops “but”/],
    [
      'We would stay, although the pay is low, for the people.',
      'although the pay is low, ',
      /drops “although”/,
    ],
    [
      'Our supplier is slow and the council is quick to blame us.',
      'slow and the council is ',
      /said of “the council”/,
    ],
    ['The pilots wait. The agents are paid by the hour.', 'wait. The agents are ', /said of “The agents”/],
    ['Our supplier waits, and we have lost two boats.', 'waits, and we have ', /said of “we”/],
  ]
  for (const [source, cut, message] of crossing)
    it(`is warned of that takes “${cut.trim()}” out of “${source.replace(/\n+/g, ' / ')}”`, () => {
      expect(warned(source, cut)).to.match(message)
    })

  const harmless: [string, string][] = [
    ['Our supplier, a firm from the hill, is slow.', ', a firm from the hill,'],
    ['The boat that we asked for last spring is late.', ' that we asked for last spring'],
    ['The fees, the rota and the weather are all against us.', ', the rota'],
    ['We wait for four long years to move one button.', ' long'],
    ['Our supplier is slow and dear and the council is quick.', 'slow and '],
    ['They came when the tide was low, and they stayed.', ' when the tide was low'],
  ]
  for (const [source, cut] of harmless)
    it(`may take “${cut.trim()}” out of “${source}”`, () => {
      expect(warned(source, cut)).to.equal('')
    })

  it('of any stretch of any text is judged, and warned of once at most', () => {
    const word = fc.constantFrom(
      'the',
      'council',
      'is',
      'We',
      'and',
      'but',
      'never',
      '. ',
      ', ',
      '\n\n',
      'quick',
      '🙂',
    )
    fc.assert(
      fc.property(fc.array(word, { minLength: 3, maxLength: 30 }), fc.nat(), fc.nat(), (words, a, b) => {
        const source = words.join(' ')
        const [start = 0, end = 0] = [a % source.length, b % source.length].sort((x, y) => x - y)
        const one: Quote = { text: 't', start: 0, end: source.length, edits: [{ kind: 'cut', start, end }] }
        if (editProblems(source, one).length > 0) return
        expect(editWarnings(source, one).length).to.be.at.most(1)
      }),
    )
  })

  it('of a long text is judged in time', () => {
    const long = 'Our supplier is slow and the council and the agents and the crew is '.repeat(3_000)
    const one: Quote = {
      text: 't',
      start: 0,
      end: long.length,
      edits: [{ kind: 'cut', start: 20, end: 100_000 }],
    }
    expect(editWarnings(long, one)).to.have.length(1)
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
