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

  it('knows each word for what the vocabulary says of it, whatever its length and case', () => {
    const vocabulary = new Vocabulary()
    const atoms = [
      vocabulary.add({ kind: 'family', value: 'organisation' }),
      vocabulary.add({ kind: 'prefix', value: 'inter' }),
      vocabulary.add({ kind: 'exact', value: 'Pay' }),
    ]
    const read = new TokenisedText(vocabulary)
    const word = fc.constantFrom(
      'Pay',
      'pay',
      'organise',
      'Organizational',
      'inter',
      'internationally',
      'interdepartmental',
      'interdépartemental',
      'Inter-agency',
      'httpd',
      'wwwinter',
    )
    let matched = 0
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), words => {
        read.read(words.join(' '))
        for (let at = 0; at < read.length; at++) {
          const written = read.text.slice(read.starts[at], read.ends[at])
          expect(read.atoms(at), written).to.deep.equal(vocabulary.atomsOf(written))
          matched += read.atoms(at).length
        }
      }),
    )
    expect(matched).to.be.greaterThan(atoms.length)
  })
})
