import { expect } from 'chai'
import fc from 'fast-check'
import { countWords, tokenise } from '../../../analysis/index.ts'

const words = (text: string): string[] => tokenise(text).map(token => token.word)

describe('tokens', () => {
  it('keeps together what a reader takes for one word', () => {
    expect(words('Café, naïve don’t: e.g. GOV.UK 37% well-being 1,000.5 U.K. node.js')).to.deep.equal([
      'café',
      'naïve',
      "don't",
      'e.g.',
      'gov.uk',
      '37%',
      'well-being',
      '1,000.5',
      'u.k.',
      'node.js',
    ])
  })

  it('takes an address of a page or a mailbox whole, without the stop after it', () => {
    expect(words('See https://example.org/a?b=1, www.example.org. Or a.b@example.org!')).to.deep.equal([
      'see',
      'https://example.org/a?b=1',
      'www.example.org',
      'or',
      'a.b@example.org',
    ])
  })

  it('parts words where a space was forgotten after a stop', () => {
    expect(words('It ends.We go on')).to.deep.equal(['it', 'ends', 'we', 'go', 'on'])
  })

  it('reads every script', () => {
    expect(words('Ωμέγα привет שלום مرحبا می‌خواهم हिन्दी')).to.have.length(6)
    expect(words('日本語を話す').join('')).to.equal('日本語を話す')
    expect(words('日本語を話す').length).to.be.greaterThan(2)
    expect(words('ภาษาไทย')).to.have.length(2)
  })

  it('takes each emoji as one word, however many code points it has', () => {
    expect(words('😀👩‍👩‍👧🇬🇧👍🏽 ok')).to.deep.equal(['😀', '👩‍👩‍👧', '🇬🇧', '👍🏽', 'ok'])
  })

  it('takes constructor and __proto__ for words, and a blank of a form for none', () => {
    expect(words('constructor __proto__ ____ — …')).to.deep.equal(['constructor', '__proto__'])
  })

  it('gives spans in order whose text holds the word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), text => {
        let end = 0
        for (const token of tokenise(text)) {
          expect(token.start).to.be.at.least(end)
          expect(token.end).to.be.greaterThan(token.start)
          expect(token.end).to.be.at.most(text.length)
          end = token.end
        }
      }),
    )
  })

  it('reads each character a bounded number of times, on ten megabytes of hostile text of many kinds', () => {
    const units = [
      'a',
      "'",
      "a'",
      '.',
      'a.b',
      '1,',
      '-',
      '\u0301',
      'a\u0301',
      '_',
      'w',
      '@',
      '\uD83D',
      '\u200D',
      '日',
      '\u202E',
    ]
    const text = units.map(unit => unit.repeat(10_000_000 / units.length / unit.length)).join('')
    expect(readsOf(() => tokenise(text)) / text.length).to.be.below(16)
  }).timeout(20_000)

  it('reads each character a bounded number of times, on a megabyte of each hostile kind', () => {
    for (const unit of ['a', 'a.', 'a-', "'a", '1,', '.', 'h', 'www.', 'a@', '_', '👩‍', 'e\u0301']) {
      const size = 1_000_000
      expect(readsOf(() => tokenise(unit.repeat(size / unit.length))) / size, unit).to.be.below(16)
    }
  })
})

/** How often a task reads a character: the work of a scanner, counted instead of timed. */
function readsOf(task: () => void): number {
  const original = String.prototype.charCodeAt
  let reads = 0
  String.prototype.charCodeAt = function (at: number): number {
    reads++
    return original.call(this, at)
  }
  try {
    task()
  } finally {
    String.prototype.charCodeAt = original
  }
  return reads
}

describe('counting words', () => {
  it('counts what stands between white space', () => {
    expect(countWords('One two-three, don’t\n\tfour…')).to.equal(4)
    expect(countWords(' \n ')).to.equal(0)
  })
})
