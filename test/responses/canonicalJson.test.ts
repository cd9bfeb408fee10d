import { expect } from 'chai'
import fc from 'fast-check'
import { canonicalJson } from '../../server/responses/receipts/canonicalJson.ts'

/** A double by its bits, as appendix B of the standard lists them. */
function double(bits: string): number {
  return Buffer.from(bits, 'hex').readDoubleBE()
}

describe('The canonical form of JSON', () => {
  it('is as RFC 8785 gives it for its sample (section 3.2.2)', () => {
    const sample = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    )
    expect(canonicalJson(sample)).to.equal(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('sorts members by the UTF-16 code units of their names, as section 3.2.3 does', () => {
    const sample = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    }
    const names = Array.from(canonicalJson(sample).matchAll(/:"([^"]*)"/g), ([, name]) => name)
    expect(names).to.deep.equal([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ])
  })

  for (const [bits, written] of [
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['44b52d02c7e14af6', '1e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555557', '333333333.33333343'],
  ] as const)
    it(`writes the double ${bits} as appendix B does: ${written}`, () => {
      expect(canonicalJson(double(bits))).to.equal(written)
    })

  it('is refused to what has none', () => {
    let deep: unknown = []
    for (let i = 0; i < 5_000; i++) deep = [deep]
    for (const bad of [Number.NaN, Infinity, 'a\ud800', { '\udc00': 1 }, [undefined], 1n, new Date(0), deep])
      expect(() => canonicalJson(bad)).to.throw(RangeError)
  })

  it('says the same as JSON, and of the same always the same', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), value => {
        const form = canonicalJson(value)
        const parsed = JSON.parse(form)
        expect(parsed).to.deep.equal(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(parsed)).to.equal(form)
      }),
    )
  })
})
