import { expect } from 'chai'
import fc from 'fast-check'
import { optionLines, optionsIn } from '../../../server/consultations/building/optionLines.ts'

describe('options as lines', () => {
  it('come back the same, whatever their values hold', () => {
    const value = fc.string({
      minLength: 1,
      maxLength: 12,
      unit: fc.constantFrom('a', ' ', ';', '{', '}', '%', '3', 'B', '\n', '“'),
    })
    const words = fc.string({
      minLength: 1,
      maxLength: 12,
      unit: fc.constantFrom('a', '{', '}', ';', '%', 'é'),
    })
    const mark = fc.constantFrom(
      {},
      { own: true as const },
      { exclusive: true as const },
      { printed: 'the a; b' },
    )
    const option = fc.record({ value, label: words }).chain(each => mark.map(more => ({ ...each, ...more })))
    fc.assert(
      fc.property(
        fc.uniqueArray(option, { minLength: 1, maxLength: 6, selector: each => each.value }),
        options => {
          expect(optionsIn(optionLines(options))).to.deep.equal({ ok: true, value: options })
        },
      ),
      { numRuns: 200 },
    )
  })

  it('are given values where they have none, apart from those that others have', () => {
    expect(optionsIn('Yes\n\nNo {yes}\nÉtat civil\n2027')).to.deep.equal({
      ok: true,
      value: [
        { value: 'yes-2', label: 'Yes' },
        { value: 'yes', label: 'No' },
        { value: 'etat-civil', label: 'État civil' },
        { value: 'option', label: '2027' },
      ],
    })
  })
})
