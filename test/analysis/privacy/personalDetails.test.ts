import { expect } from 'chai'
import fc from 'fast-check'
import { detailLabels } from '../../../analysis/application.ts'
import { personalDetails, redact } from '../../../analysis/index.ts'
import { detailKinds } from '../../../analysis/privacy/detail.ts'

const own = { name: 'Jess Green', organisation: 'Example Valley Trust' }
const details = [
  'jess@example.org',
  '07700 900123',
  '+353 1 234 5678',
  'SW1A 1AA',
  '943 476 5919',
  'AB 12 34 56 C',
  'Dr Siân Example',
  'Jess Green',
  'Example Valley Trust',
]
const plain = [
  'We waited for hours',
  'the bus was late',
  'in 2019 it cost £1,500',
  'mae’n dda',
  '👍',
  'and so on',
]

/** Sentences of plain words with details among them, and the details that they hold. */
const testimony = fc
  .array(fc.tuple(fc.constantFrom(...plain), fc.constantFrom(...details), fc.constantFrom(...plain)), {
    maxLength: 5,
  })
  .map(rows => ({
    text: rows.map(([before, detail, after]) => `${before}, ${detail}; ${after}.`).join(' '),
    held: rows.map(([, detail]) => detail),
  }))

describe('personal details', () => {
  it('finds each, in order, and says why', () => {
    fc.assert(
      fc.property(testimony, ({ text, held }) => {
        const found = personalDetails(text, own)
        expect(found.map(({ start, end }) => text.slice(start, end))).to.deep.equal(held)
        for (const detail of found) {
          expect(detail.why).to.match(/^Th.*\.$/)
          expect(detailKinds).to.include(detail.kind)
        }
      }),
    )
  })

  it('leaves none of them in the redacted text', () => {
    fc.assert(
      fc.property(testimony, ({ text, held }) => {
        const redacted = redact(text, personalDetails(text, own)).text
        for (const detail of held) expect(redacted).not.to.contain(detail)
        expect(personalDetails(redacted, own)).to.deep.equal([])
      }),
    )
  })

  it('finds the same whatever stands on the lines around', () => {
    fc.assert(
      fc.property(testimony, fc.constantFrom(...plain), ({ text }, line) => {
        const alone = personalDetails(text, own)
        const among = personalDetails(`${line}.\n${text}\n${line}.`, own)
        const moved = line.length + 2
        expect(among.map(({ start }) => start - moved)).to.deep.equal(alone.map(({ start }) => start))
      }),
    )
  })

  it('finds the same whether accents are letters of their own or not', () => {
    const text = 'I saw Dr Siân Éxample, and Zoë agreed: zoë@exämple.org.\nDiolch,\nZoë'
    const given = { name: 'Zoë Ŵyn', organisation: '' }
    const written = (form: string): string[] =>
      personalDetails(form, given).map(({ start, end }) => form.slice(start, end).normalize('NFC'))
    expect(written(text)).to.have.length(4)
    expect(written(text.normalize('NFD'))).to.deep.equal(written(text))
  })

  it('joins what overlaps, so that all of it is covered', () => {
    const text = 'Dr Jess Green-Example, jess.green@example.org'
    expect(
      personalDetails(text, own).map(({ kind, start, end }) => [kind, text.slice(start, end)]),
    ).to.deep.equal([
      ['name', 'Dr Jess Green-Example'],
      ['email', 'jess.green@example.org'],
    ])
  })

  it('gives spans in order and apart for any text', () => {
    const piece = fc.constantFrom(
      ...details,
      'Dr',
      'J.',
      '@',
      '0',
      '+44',
      ' ',
      '\n',
      'Kind regards,',
      '’s',
      'Green',
      '(',
      '\ud800',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const text = pieces.join('')
        let last = 0
        for (const { start, end } of personalDetails(text, own)) {
          expect(start).to.be.at.least(last)
          expect(end).to.be.greaterThan(start)
          last = end
        }
        expect(last).to.be.at.most(text.length)
      }),
    )
  })

  it('has a label for each kind, and none where there is nothing', () => {
    expect(Object.keys(detailLabels)).to.deep.equal([...detailKinds])
    for (const text of ['', ' \n', '…', 'No.']) expect(personalDetails(text, own)).to.deep.equal([])
  })

  it('ends on hostile text, which any but linear time would not let it', () => {
    for (const unit of [
      '@',
      'a@',
      '@a.',
      '0',
      '01 ',
      '0-',
      '+44 ',
      '(0',
      'Dr ',
      'Dr A.',
      'Jess ',
      'J.',
      'A1',
      'Kind regards,\n',
      '\n',
      ' ',
      'van ',
      'MBE, ',
    ]) {
      const text = unit.repeat(100_000 / unit.length)
      expect(redact(text, personalDetails(text, own)).parts, unit).not.to.deep.equal([])
    }
  }).timeout(20_000)
})
