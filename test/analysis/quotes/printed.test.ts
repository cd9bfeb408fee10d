import { expect } from 'chai'
import fc from 'fast-check'
import type { Edit } from '../../../analysis/model.ts'
import {
  britishStyle,
  contributorNames,
  contributorNoun,
  countInWords,
  dashStyles,
  type HouseStyle,
  letterStyles,
  markStyles,
  numeralStyles,
  stopPlaces,
} from '../../../analysis/quotes/houseStyle.ts'
import { buildCorpusIndex } from '../../../analysis/quotes/lint/corpus.ts'
import { lintMarkdown } from '../../../analysis/quotes/lint/lint.ts'
import { inQuoteMarks, printedRuns } from '../../../analysis/quotes/printed.ts'
import { quotePieces } from '../../../analysis/quotes/words.ts'

const style = (changes: Partial<HouseStyle>): HouseStyle => ({ ...britishStyle, ...changes })
const anyStyle = fc.record({
  marks: fc.constantFrom(...markStyles),
  dashes: fc.constantFrom(...dashStyles),
  stops: fc.constantFrom(...stopPlaces),
  numerals: fc.constantFrom(...numeralStyles),
  letter: fc.constantFrom(...letterStyles),
  contributors: fc.constantFrom(...contributorNames),
})
const print = (text: string, edits: Edit[] = [], changes: Partial<HouseStyle> = {}) =>
  printedRuns(quotePieces(text, { text: 't', start: 0, end: text.length, edits }), style(changes))
const words = (runs: { words: string }[]) => runs.map(run => run.words).join('')

describe('house style', () => {
  it('sets the marks round a quote, and those inside it the other way', () => {
    const said = 'they call it "a reset", don\'t they'
    expect(inQuoteMarks(said)).to.equal("“they call it ‘a reset’, don't they”")
    expect(inQuoteMarks(said, style({ marks: 'single' }))).to.equal("‘they call it “a reset”, don't they’")
    const single = 'it’s ‘a nice to have’, the directors’ word'
    expect(inQuoteMarks(single, style({ marks: 'single' }))).to.equal(
      '‘it’s “a nice to have”, the directors’ word’',
    )
  })

  it('sets dashes between words, and leaves hyphens and ranges alone', () => {
    const said = 'slow - very slow—and dear -- in 2019–21, 5 - 3, a well-known one'
    expect(inQuoteMarks(said)).to.equal('“slow – very slow – and dear – in 2019–21, 5 - 3, a well-known one”')
    expect(inQuoteMarks(said, style({ dashes: 'unspaced-em' }))).to.equal(
      '“slow—very slow—and dear—in 2019–21, 5 - 3, a well-known one”',
    )
  })

  it('shows a turned first letter in brackets, or not at all', () => {
    const turned: Edit[] = [{ kind: 'case', to: 'lower' }]
    expect(words(print('Long waits', turned))).to.equal('“long waits”')
    expect(words(print('Long waits', turned, { letter: 'bracketed' }))).to.equal('“[l]ong waits”')
    expect(words(print('long waits', turned, { letter: 'bracketed' }))).to.equal('“long waits”')
  })

  it('says behind a quote that emphasis was added, and where it is', () => {
    const runs = print('we wait — and wait', [{ kind: 'emphasis', start: 8, end: 18 }])
    expect(runs).to.deep.equal([
      { words: '“we wait – ', emphasis: false },
      { words: 'and wait', emphasis: true },
      { words: '” (emphasis added)', emphasis: false },
    ])
  })

  it('counts people in words up to where it goes over to figures, and calls them as it does', () => {
    const count = (number: number) => numeralStyles.map(numerals => countInWords(number, { numerals }))
    expect(count(1)).to.deep.equal(['one', 'one', 'one'])
    expect(count(9)).to.deep.equal(['nine', 'nine', '9'])
    expect(count(10)).to.deep.equal(['10', 'ten', '10'])
    expect(() => countInWords(1.5)).to.throw(RangeError)
    expect(contributorNames.map(contributors => contributorNoun(1, { contributors }))).to.deep.equal([
      'respondent',
      'contributor',
      'participant',
      'expert',
      'consultee',
    ])
  })

  it('never counts as a change: a draft that quotes in any style is verbatim or normalised', () => {
    const word = fc.constantFrom('slow', 'the rota', 'don’t', '"as agreed"', 'quick', 'harbour')
    const joint = fc.constantFrom(' ', ', ', ' - ', ' — ', '—', ' -- ', ' – ', '; ')
    const sentence = fc
      .tuple(word, fc.array(fc.tuple(joint, word), { minLength: 2, maxLength: 7 }))
      .map(([first, rest]) => `Crews say ${first}${rest.map(part => part.join('')).join('')}`)
    fc.assert(
      fc.property(sentence, anyStyle, fc.boolean(), (text, house, turned) => {
        const index = buildCorpusIndex([{ id: 't', respondent: 'R', question: 'q', text }])
        const edits: Edit[] = turned ? [{ kind: 'case', to: 'lower' }] : []
        const printed = words(
          printedRuns(quotePieces(text, { text: 't', start: 0, end: text.length, edits }), house),
        )
        const { quotes } = lintMarkdown(`One respondent wrote that ${printed}.`, index)
        expect(quotes.map(quote => quote.verdict).join(), printed).to.match(/^(?:verbatim|normalised)$/)
      }),
    )
  })

  it('changes nothing of what it has set already', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '-', '–', '—', '.', '[', '\n', '3') })
    fc.assert(
      fc.property(text, anyStyle, (said, house) => {
        const once = inQuoteMarks(said, house).slice(1, -1)
        expect(inQuoteMarks(once, house).slice(1, -1)).to.equal(once)
      }),
    )
  })

  it('keeps every word of any quote, and its emphasis', () => {
    const marks = fc.string({
      unit: fc.constantFrom('word', ' ', '"', '“', '”', '‘', '’', "'", '—', '-', 'é', '🙂'),
    })
    fc.assert(
      fc.property(marks, fc.nat(), fc.nat(), anyStyle, (text, a, b, house) => {
        const bounds = [a, b].map(at => at % (text.length + 1)).sort((x, y) => x - y)
        const [start = 0, end = 0] = bounds
        const edits: Edit[] = start < end ? [{ kind: 'emphasis', start, end }] : []
        const runs = printedRuns(quotePieces(text, { text: 't', start: 0, end: text.length, edits }), house)
        const bare = (all: string) => all.replace(/[^\p{L}🙂]/gu, '')
        expect(bare(words(runs).replace('(emphasis added)', ''))).to.equal(bare(text))
        const stressed = words(runs.filter(run => run.emphasis))
        expect(bare(stressed)).to.equal(bare(text.slice(start, end)))
      }),
    )
  })
})
