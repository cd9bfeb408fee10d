import { expect } from 'chai'
import fc from 'fast-check'
import {
  type DetailKind,
  type Edit,
  editProblems,
  quoteWords,
  redact,
  redactionEdits,
  toOriginal,
  toRedacted,
} from '../../../analysis/index.ts'

const name = (start: number, end: number): { start: number; end: number; kind: DetailKind } => ({
  start,
  end,
  kind: 'name',
})

/** A text with spans in order and apart. */
const withSpans = fc
  .tuple(
    fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }),
    fc.array(fc.nat(40), { maxLength: 8 }),
  )
  .map(([text, bounds]) => {
    const places = [...new Set(bounds.filter(at => at <= text.length))].sort((a, b) => a - b)
    const spans = places.flatMap((start, at) => {
      const end = places[at + 1]
      return at % 2 === 0 && end !== undefined ? [name(start, end)] : []
    })
    return { text, spans }
  })

describe('redaction', () => {
  it('puts what a detail is in its place, and keeps offsets mapped', () => {
    const text = 'Ring Jess on 07700 900123 today.'
    const redaction = redact(text, [name(5, 9), { start: 13, end: 25, kind: 'phone' }])
    expect(redaction.text).to.equal('Ring [name redacted] on [phone number redacted] today.')
    const today = text.indexOf('today')
    expect(toRedacted(redaction, today)).to.equal(redaction.text.indexOf('today'))
    expect(toOriginal(redaction, redaction.text.indexOf('today'))).to.equal(today)
    expect([toRedacted(redaction, 7), toRedacted(redaction, 7, 'end')]).to.deep.equal([5, 20])
    expect([toOriginal(redaction, 8), toOriginal(redaction, 8, 'end')]).to.deep.equal([5, 9])
  })

  it('leaves a text without details as it is', () => {
    expect(redact('', [])).to.deep.equal({ text: '', parts: [] })
    expect(toRedacted(redact('', []), 0)).to.equal(0)
    expect(redact('As it was.', []).text).to.equal('As it was.')
  })

  it('maps both ways, in order, and back to the same place outside what is hidden', () => {
    fc.assert(
      fc.property(withSpans, ({ text, spans }) => {
        const redaction = redact(text, spans)
        let last = 0
        for (let at = 0; at <= text.length; at++) {
          const there = toRedacted(redaction, at)
          expect(there).to.be.at.least(last)
          last = there
          const isInside = spans.some(({ start, end }) => start < at && at < end)
          if (!isInside) expect(toOriginal(redaction, there, 'end')).to.equal(at)
          else expect(spans.map(({ start }) => start)).to.include(toOriginal(redaction, there))
        }
        expect(last).to.equal(redaction.text.length)
        last = 0
        for (let at = 0; at <= redaction.text.length; at++) {
          const there = toOriginal(redaction, at)
          expect(there).to.be.at.least(last)
          last = there
        }
      }),
    )
  })

  it('has the words of a quote of the whole text with the proposed edits', () => {
    fc.assert(
      fc.property(withSpans, ({ text, spans }) => {
        const whole = { text: 't', start: 0, end: text.length, edits: [] }
        const hidden = spans.filter(({ start, end }) => /[\p{L}\p{N}]/u.test(text.slice(start, end)))
        const edits = redactionEdits(text, whole, spans)
        expect(quoteWords(text, { ...whole, edits })).to.equal(redact(text, hidden).text)
      }),
    )
  })

  it('proposes valid edits beside those that a quote has', () => {
    const text = 'Well, Dr Jess Example and Sam told us so.'
    const details = [name(6, 21), name(26, 29)]
    const words = (edits: Edit[], start = 0, end = text.length): string => {
      const quote = { text: 't', start, end, edits }
      const redacted = { ...quote, edits: redactionEdits(text, quote, details) }
      expect(editProblems(text, redacted)).to.deep.equal([])
      return quoteWords(text, redacted)
    }
    expect(words([])).to.equal('Well, [name redacted] and [name redacted] told us so.')
    expect(words([], 14)).to.equal('[name redacted] and [name redacted] told us so.')
    expect(words([{ kind: 'case', to: 'lower' }], 6)).to.equal(
      '[name redacted] and [name redacted] told us so.',
    )
    expect(words([{ kind: 'case', to: 'lower' }])).to.equal(
      'well, [name redacted] and [name redacted] told us so.',
    )
    expect(words([{ kind: 'cut', start: 4, end: 29 }])).to.equal('Well […] told us so.')
    expect(words([{ kind: 'cut', start: 13, end: 29 }])).to.equal('Well, [name redacted] […] told us so.')
    expect(words([{ kind: 'replace', start: 6, end: 29, with: 'two doctors' }])).to.equal(
      'Well, [two doctors] told us so.',
    )
    expect(words([{ kind: 'insert', at: 14, with: 'sic' }])).to.equal(
      'Well, [name redacted] [sic] [name redacted] and [name redacted] told us so.',
    )
    expect(words([], 30)).to.equal('told us so.')
  })

  it('refuses spans and offsets that do not lie in the text, and names them', () => {
    expect(() => redact('Jess', [name(0, 5)])).to.throw(RangeError, 'redact: edits.0')
    expect(() => redact('Jess', [name(2, 2)])).to.throw(RangeError, 'redact')
    expect(() => redact('Jess Sam', [name(0, 5), name(4, 8)])).to.throw(RangeError, 'overlaps')
    const redaction = redact('Jess', [name(0, 4)])
    for (const at of [-1, 16, 0.5, Number.NaN])
      expect(() => toRedacted(redaction, at)).to.throw(RangeError, 'toRedacted')
    expect(() => toOriginal(redaction, 17)).to.throw(RangeError, 'toOriginal: 17')
  })
})
