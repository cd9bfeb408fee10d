import { expect } from 'chai'
import fc from 'fast-check'
import {
  krippendorffAlpha,
  masiAlpha,
  masiDistance,
  type ThemeCodings,
  themeAgreement,
} from '../../../analysis/index.ts'

/** Units in order; for each the themes by coder, as words, null where the coder did not read it. */
function codings(units: (string | null)[][]): ThemeCodings {
  return new Map(
    units.map((coders, unit) => [
      `r${unit}`,
      new Map(
        coders.flatMap((themes, coder) =>
          themes === null ? [] : [[`coder ${coder}`, new Set(themes.split(' ').filter(Boolean))] as const],
        ),
      ),
    ]),
  )
}

const thirty = codings(
  Array.from({ length: 30 }, (_, unit) =>
    unit < 10 ? ['culture', 'culture time'] : unit < 15 ? ['', 'culture'] : ['time', 'time'],
  ),
)

describe('agreement on each theme', () => {
  it('is binary α, with prevalence, units and an interval around it', () => {
    const [culture] = themeAgreement(thirty)
    const binary = Array.from({ length: 30 }, (_, unit) => [unit < 10 ? 1 : 0, unit < 15 ? 1 : 0])
    expect(culture).to.deep.include({
      theme: 'culture',
      alpha: krippendorffAlpha(binary),
      units: 30,
      applied: 15,
      prevalence: 25 / 60,
      caution: null,
    })
    const { low, high } = culture?.interval ?? {}
    expect(low).to.be.below(Number(culture?.alpha.value))
    expect(high).to.be.above(Number(culture?.alpha.value))
    expect(themeAgreement(thirty, { seed: 2 })).to.deep.equal(themeAgreement(thirty, { seed: 2 }))
  })

  it('says where units are too few to say', () => {
    const caution = (units: (string | null)[][], theme: string) =>
      themeAgreement(codings(units), { themes: [theme], resamples: 10 })[0]?.caution
    const many = Array.from({ length: 40 }, () => ['time', 'time'])
    expect(caution([['time', 'time']], 'time')).to.match(/Too few units to say: 1 was read/)
    expect(caution(many, 'culture')).to.match(/applied in 0/)
    expect(caution(many, 'time')).to.match(/not applied in 0/)
  })

  it('leaves out units that one coder read, and tells not reading from finding nothing', () => {
    const [time] = themeAgreement(
      codings([
        ['time', null],
        ['time', ''],
        ['', 'time'],
      ]),
    )
    expect(time).to.include({ units: 2, applied: 2, prevalence: 0.5 })
    expect(themeAgreement(new Map())).to.deep.equal([])
  })

  it('takes any word for a theme', () => {
    const names = themeAgreement(codings([['constructor', '__proto__']])).map(({ theme }) => theme)
    expect(names).to.deep.equal(['constructor', '__proto__'])
  })
})

describe('MASI', () => {
  const set = (themes: string) => new Set(themes.split(' ').filter(Boolean))

  it('weighs Jaccard by how the sets lie', () => {
    const cases: [a: string, b: string, distance: number][] = [
      ['a b', 'b a', 0],
      ['a', 'a b', 1 - (1 / 2) * (2 / 3)],
      ['a b', 'b c', 1 - (1 / 3) * (1 / 3)],
      ['a', 'b', 1],
      ['', '', 0],
      ['', 'a', 1],
    ]
    for (const [a, b, distance] of cases) {
      expect(masiDistance(set(a), set(b)), `${a} | ${b}`).to.be.closeTo(distance, 1e-12)
      expect(masiDistance(set(b), set(a)), `${b} | ${a}`).to.be.closeTo(distance, 1e-12)
    }
  })

  it('is nominal α where no set has more than one theme', () => {
    const units = fc.array(fc.array(fc.constantFrom('', 'a', 'b', null), { minLength: 3, maxLength: 3 }))
    fc.assert(
      fc.property(units, ratings => {
        const masi = masiAlpha(codings(ratings), { resamples: 1 }).alpha.value
        const nominal = krippendorffAlpha(ratings).value
        if (masi === null || nominal === null) expect(masi).to.equal(nominal)
        else expect(masi).to.be.closeTo(nominal, 1e-9)
      }),
    )
  })

  it('gives agreement in part its due, as worked by hand', () => {
    // Ratings a, ab | c, c: within 2 × ⅔ of the pairs; of all 12 ordered pairs 2 × ⅔ and 8 × 1, over 3.
    const { alpha } = masiAlpha(
      codings([
        ['a', 'a b'],
        ['c', 'c'],
      ]),
    )
    expect(alpha.value).to.be.closeTo(1 - 4 / 3 / ((4 / 3 + 8) / 3), 1e-12)
  })

  it('is undefined without units or variation', () => {
    expect(masiAlpha(new Map()).alpha).to.include({ value: null }).and.have.property('reason')
    expect(
      masiAlpha(
        codings([
          ['', ''],
          ['', ''],
        ]),
      ).alpha,
    ).to.include({ value: null })
  })
})
