import { expect } from 'chai'
import fc from 'fast-check'
import { sentences } from '../../../analysis/index.ts'
import { plainBreaks } from '../../../analysis/text/sentenceBreaks.ts'

const cut = (text: string): string[] => sentences(text).map(({ start, end }) => text.slice(start, end))

describe('sentences', () => {
  const examples: [string, string[]][] = [
    ['I met Dr. Vane at No. 10. No. I disagree.', ['I met Dr. Vane at No. 10.', 'No.', 'I disagree.']],
    ['Ask J. K. Marsh, e.g. Monday. She knows.', ['Ask J. K. Marsh, e.g. Monday.', 'She knows.']],
    ['He asked “What now?” and left. Good.', ['He asked “What now?” and left.', 'Good.']],
    [
      'She said “It is over.” Then we left. (Yes.) No.',
      ['She said “It is over.”', 'Then we left.', '(Yes.)', 'No.'],
    ],
    ['It was cut... But why… Then we left.', ['It was cut...', 'But why…', 'Then we left.']],
    [
      'In the U.K. We think so. The U.S. Government waits.',
      ['In the U.K.', 'We think so.', 'The U.S. Government waits.'],
    ],
    [
      'We met on Mon. 3 May. There she sat. We left on Sat. 8 May.',
      ['We met on Mon. 3 May.', 'There she sat.', 'We left on Sat. 8 May.'],
    ],
    [
      '1. First item. It goes on.\n2. Second\n• Third',
      ['1. First item.', 'It goes on.', '2. Second', '• Third'],
    ],
    ['Poor pay\nlack of training\n\nno vision', ['Poor pay', 'lack of training', 'no vision']],
    ['It costs 3.5 million. Wait!!! Really?', ['It costs 3.5 million.', 'Wait!!!', 'Really?']],
    [
      '日本語です。次の文。 Hello 😀 there. Dr. Who.',
      ['日本語です。', '次の文。', 'Hello 😀 there.', 'Dr. Who.'],
    ],
  ]
  for (const [text, expected] of examples) {
    it(`cuts ${JSON.stringify(text)} into ${expected.length}`, () => {
      expect(cut(text)).to.deep.equal(expected)
    })
  }

  it('joins a sentence that a mail program broke over lines', () => {
    const text = 'This sentence was wrapped by a program at about sixty\ncharacters and goes on. Next.'
    expect(cut(text)).to.have.length(2)
  })

  it('gives nothing for blank text', () => {
    expect(cut(' \n\n\t')).to.deep.equal([])
  })

  it('gives trimmed spans in order that leave out only white space', () => {
    const pieces = fc.constantFrom(
      '. ',
      '! ',
      '“',
      '”',
      'Dr.',
      'word',
      'Word',
      ' ',
      '\n',
      '\n\n',
      '3',
      '…',
      '😀',
      '。',
      '1. ',
      '- ',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), parts => {
        const text = parts.join('')
        let end = 0
        for (const span of sentences(text)) {
          expect(text.slice(end, span.start).trim()).to.equal('')
          const words = text.slice(span.start, span.end)
          expect(words).to.equal(words.trim()).and.not.equal('')
          end = span.end
        }
        expect(text.slice(end).trim()).to.equal('')
      }),
    )
  })

  it('ends plain sentences exactly where the platform does', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
    const character = fc.constantFrom(...' .!?aBé1"\'()“”‘’–-,;:%/•Éª€&\t')
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 16 }), text => {
        const breaks = [...segmenter.segment(text)].map(piece => piece.index).filter(index => index > 0)
        expect(plainBreaks(text, 0, text.length)).to.deep.equal(breaks)
      }),
      { numRuns: 2000 },
    )
  })

  it('ends on megabytes without a stop, and on nothing but stops', () => {
    for (const unit of ['word ', 'A. ', '1. A', '日。', 'Dr. ', '? ', '😀. ']) {
      const text = unit.repeat(1_000_000 / unit.length)
      expect(sentences(text).at(-1)?.end, unit).to.equal(text.trimEnd().length)
    }
  })
})
