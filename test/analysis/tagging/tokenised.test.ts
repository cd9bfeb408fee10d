import { expect } from 'chai'
import fc from 'fast-check'
import { TokenisedText } from '../../../analysis/tagging/tokenised.ts'
import { Vocabulary } from '../../../analysis/tagging/vocabulary.ts'
import { WordScanner } from '../../../analysis/text/wordScanner.ts'

/** The spans of words, as the scanner finds them one by one. */
function scanned(text: string): number[][] {
  const scanner = new WordScanner(text, 'parts')
  const spans: number[][] = []
  while (scanner.next()) spans.push([scanner.start, scanner.end])
  return spans
}

describe('a tokenised text', () => {
  it('has the words that the scanner finds, whatever was read before', () => {
    const read = new TokenisedText(new Vocabulary())
    const piece = fc.oneof(
      fc.constantFrom(
        'don’t',
        'well-being',
        'GOV.UK',
        'e.g.',
        '37%',
        '1,000.5',
        'https://a.org/b.',
        'www.a.b',
      ),
      fc.constantFrom(
        '__',
        '_a',
        'h',
        'ww',
        'a@b',
        '日本語を',
        'ภาษาไทย',
        '😀',
        '👩‍👧',
        '\uD83D',
        '𝒜b',
        'e\u0301',
        ' ',
        '. ',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const text = pieces.join('')
        read.read(text)
        const spans = Array.from({ length: read.length }, (_, at) => [read.starts[at], read.ends[at]])
        expect(spans).to.deep.equal(scanned(text))
      }),
      { numRuns: 200 },
    )
  }).timeout(20_000)
})
