import { expect } from 'chai'
import fc from 'fast-check'
import { type Mark, type NestedMark, segmentsOf } from '../../server/coding/segments.ts'

const mark = (id: string, start: number, end: number): Mark => ({
  id,
  start,
  end,
  theme: id,
  letter: id,
  colour: 'blue',
  label: id,
  suggested: false,
})

const letters = (nested: NestedMark | null): string[] =>
  nested ? [nested.letter, ...letters(nested.inner)] : []

describe('segmentsOf', () => {
  it('cuts a text where marks begin and end, with overlapping marks inside one another', () => {
    const [paragraph = []] = segmentsOf('pay and layers', [mark('P', 0, 7), mark('L', 4, 14)])
    expect(paragraph.map(({ text, mark }) => [text, letters(mark)])).to.deep.equal([
      ['pay ', ['P']],
      ['and', ['L', 'P']],
      [' layers', ['L']],
    ])
    expect(paragraph.map(({ opens, closes }) => [opens.map(m => m.id), closes.map(m => m.id)])).to.deep.equal(
      [
        [['P'], []],
        [['L'], ['P']],
        [[], ['L']],
      ],
    )
  })

  it('keeps single line ends inside a paragraph and parts paragraphs at blank lines', () => {
    const paragraphs = segmentsOf('one\ntwo\n\nthree', [])
    expect(paragraphs.map(segments => segments.map(segment => segment.text))).to.deep.equal([
      ['one\ntwo'],
      ['three'],
    ])
    expect(paragraphs[1]?.[0]?.start).to.equal(9)
  })

  it('continues a mark across paragraphs', () => {
    const paragraphs = segmentsOf('one\n\ntwo', [mark('A', 1, 7)])
    expect(paragraphs.map(segments => segments.map(({ text, mark }) => [text, letters(mark)]))).to.deep.equal(
      [
        [
          ['o', []],
          ['ne', ['A']],
        ],
        [
          ['tw', ['A']],
          ['o', []],
        ],
      ],
    )
  })

  it('shows every character once, in its place, under exactly the marks that cover it', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '\n', 'é', '😀'), maxLength: 40 })
    const marks = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 4 })
    fc.assert(
      fc.property(text, marks, (words, ends) => {
        const given = ends
          .map(([a, b], index) => mark(String(index), Math.min(a, b), Math.min(words.length, Math.max(a, b))))
          .filter(({ start, end }) => start < end)
        let at = 0
        for (const segment of segmentsOf(words, given).flat()) {
          expect(words.slice(at, segment.start)).to.match(/^\n*$/)
          expect(words.slice(segment.start, segment.start + segment.text.length)).to.equal(segment.text)
          expect(segment.text).to.not.equal('')
          for (let place = segment.start; place < segment.start + segment.text.length; place++) {
            const covering = given
              .filter(({ start, end }) => start <= place && place < end)
              .map(each => each.id)
            expect(letters(segment.mark).sort()).to.deep.equal(covering.sort())
          }
          at = segment.start + segment.text.length
        }
        expect(words.slice(at)).to.match(/^\n*$/)
      }),
      { numRuns: 300 },
    )
  })
})
