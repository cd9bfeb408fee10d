import { expect } from 'chai'
import fc from 'fast-check'
import type { Span } from '../../../analysis/index.ts'
import {
  type Counting,
  CountingTrial,
  countings,
  endsOnWords,
  fileText,
  Places,
} from '../../../server/files/project/counting.ts'
import { stored } from '../../../server/files/project/stored.ts'

const words = fc.constantFrom('crane', 'café', 'cafe\u0301', 'waits', '🚢', 'שלום', 'naïve', '“tide”', 'x')
const gaps = fc.constantFrom(' ', '\n', '\r\n', '\n\n', ', ', '. ', '\r\n\r\n')
const text = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(words, gaps), { minLength: 1, maxLength: 40 }))
  .map(([marked, parts]) => (marked ? '\ufeff' : '') + parts.flat().join(''))

/** Counts a text the slow way: character by character, each with where it stands in the words. */
function slowly(decoded: string, { unit, lineBreaks, mark }: Counting): number[] {
  const counted: number[] = []
  let place = 0
  const rest = decoded.replace(/^\ufeff/, '')
  if (rest !== decoded && mark === 'in') counted.push(0)
  for (const character of rest.match(/\r\n|[\ud800-\udbff][\udc00-\udfff]|[\s\S]/g) ?? []) {
    const isBreak = /^[\r\n]/.test(character)
    const weight = isBreak
      ? lineBreaks === 'two' || (lineBreaks === 'asWritten' && character === '\r\n')
        ? 2
        : 1
      : unit === 'utf16'
        ? character.length
        : 1
    // Inside what is counted as two, whether it is one code unit or two, its beginning is meant.
    for (let n = 0; n < weight; n++) counted.push(!isBreak && n > 0 ? place + n : place)
    place += isBreak ? 1 : character.length
  }
  return [...counted, place]
}

describe('How positions are counted', () => {
  it('finds every position as counting character by character does', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...countings), (decoded, counting) => {
        const places = new Places(fileText(decoded), counting)
        const slow = slowly(decoded, counting)
        expect(slow.map((_, position) => places.of(position))).to.deep.equal(slow)
        expect(places.of(slow.length)).to.equal(undefined)
      }),
    )
  })

  it('finds how a program counted by where words begin and end', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 3, maxLength: 6 }),
        fc.constantFrom(...countings),
        (texts, used) => {
          const trial = new CountingTrial()
          const meant: [string, Span[]][] = []
          for (const decoded of texts) {
            const file = fileText(decoded)
            const slow = slowly(decoded, used)
            const spans = Array.from(file.words.matchAll(/[\p{L}\p{M}]+/gu), ({ 0: word, index }) => ({
              ...{ start: index, end: index + word.length },
            }))
            const counted = spans.map(({ start, end }) => ({
              start: slow.lastIndexOf(start),
              end: slow.lastIndexOf(end) - (used.end === 'included' ? 1 : 0),
            }))
            meant.push([decoded, spans])
            trial.try(
              file,
              counted.filter((each, at) => each.end > each.start && slow[each.start] === spans[at]?.start),
            )
          }
          const { counting, ends, atWords } = trial.chosen()
          const all = meant.flatMap(([decoded, spans]) =>
            spans.map(span => endsOnWords(fileText(decoded).words, span)),
          )
          // What was meant is at words whole, so no way of counting can be better.
          expect(all.every(hits => hits === 2)).to.equal(true)
          expect(atWords).to.equal(ends)
          expect(countings).to.include(counting)
        },
      ),
    )
  })

  it('tells the ways of NVivo and of the standard apart, and says what is next', () => {
    const file = fileText('\ufeffThe 🚢 waits.\r\nNobody mends the crane.\r\nIt rusts in the rain.')
    const at = (word: string, extra: number) => {
      const start = file.words.indexOf(word) + extra
      return { start, end: start + word.length }
    }
    const nvivo = new CountingTrial()
    nvivo.try(file, [at('waits', 0), at('crane', 1), at('rusts', 2), at('rain', 2)])
    expect(nvivo.chosen()).to.deep.include({
      counting: { unit: 'utf16', lineBreaks: 'asWritten', mark: 'out', end: 'excluded' },
      ...{ ends: 8, atWords: 8 },
    })
    const points = new CountingTrial()
    points.try(file, [at('waits', -1), at('crane', 0), at('rusts', 1), at('rain', 1)])
    expect(points.chosen().counting).to.include({ unit: 'codePoints', mark: 'out', end: 'excluded' })
    expect(points.chosen().next?.atWords).to.be.lessThan(8)
  })

  it('takes what comes to the same for the standard, and says so', () => {
    const trial = new CountingTrial()
    trial.try(fileText('Plain words only'), [{ start: 6, end: 11 }])
    const { counting, next } = trial.chosen()
    expect(counting).to.deep.equal(countings[0])
    expect(next?.counting.end).to.equal('included')
    expect(new CountingTrial().chosen()).to.deep.include({ ends: 0, atWords: 0 })
  })
})

describe('A text that is not in the form in which texts are kept', () => {
  it('keeps its passages: what was selected says the same in NFC', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (decoded, a, b) => {
        const { words: came } = fileText(decoded)
        const clusters = [0, ...Array.from(came.matchAll(/\p{M}*(?=[^\p{M}])|$/gu), ({ index }) => index)]
        const places = clusters.filter(place => !/^\p{M}/u.test(came.slice(place)) && !cutsPair(came, place))
        const [start = 0, end = 0] = [places[a % places.length] ?? 0, places[b % places.length] ?? 0].sort(
          (x, y) => x - y,
        )
        const kept = stored(came)
        if ('problem' in kept) throw new Error(kept.problem)
        const span = kept.span({ start, end })
        expect(kept.text.slice(span.start, span.end)).to.equal(came.slice(start, end).normalize('NFC'))
      }),
    )
  })
})

function cutsPair(words: string, place: number): boolean {
  return /[\ud800-\udbff][\udc00-\udfff]/.test(words.slice(place - 1, place + 1))
}
