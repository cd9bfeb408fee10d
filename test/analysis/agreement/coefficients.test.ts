import { expect } from 'chai'
import fc from 'fast-check'
import { seededRandom } from '../../../analysis/application.ts'
import {
  agreement,
  brennanPrediger,
  type Coefficient,
  cohenKappa,
  fleissKappa,
  gwetAC1,
  krippendorffAlpha,
  krippendorffInterval,
  type Level,
  levels,
  percentAgreement,
  type Ratings,
  scottPi,
} from '../../../analysis/index.ts'
import { plainAlpha, plainPercent } from './plainAgreement.ts'
import {
  cohenExample,
  fleissExample,
  krippendorffBinary,
  krippendorffNominal,
  krippendorffTable,
} from './published.ts'

function numberOf(coefficient: Coefficient): number {
  if (coefficient.value === null) throw new Error(coefficient.reason)
  return coefficient.value
}

function reasonOf(coefficient: Coefficient): string {
  if (coefficient.value !== null) throw new Error(`is ${coefficient.value}`)
  return coefficient.reason
}

/** All coefficients of one result, by a name. */
function every(ratings: Ratings): Map<string, Coefficient> {
  const { krippendorff, ...others } = agreement(ratings).coefficients
  return new Map([...Object.entries(others), ...Object.entries(krippendorff)])
}

const ratingsOf = (rating: fc.Arbitrary<number>, mostCoders = 4) =>
  fc.integer({ min: 1, max: mostCoders }).chain(coders =>
    fc.array(fc.array(fc.option(rating, { freq: 3 }), { minLength: coders, maxLength: coders }), {
      maxLength: 12,
    }),
  )
const anyRatings = ratingsOf(fc.integer({ min: 0, max: 4 }))

describe('Krippendorff’s α', () => {
  it('gives the published values of four observers and twelve units', () => {
    const published: [Level, number][] = [
      ['nominal', 0.7434],
      ['ordinal', 0.8154],
      ['interval', 0.8491],
      ['ratio', 0.7974],
    ]
    for (const [level, value] of published)
      expect(numberOf(krippendorffAlpha(krippendorffTable, level)), level).to.be.closeTo(value, 0.00005)
  })

  it('gives the published values of two observers', () => {
    expect(numberOf(krippendorffAlpha(krippendorffBinary))).to.be.closeTo(0.095, 0.0005)
    expect(numberOf(krippendorffAlpha(krippendorffNominal))).to.be.closeTo(0.692, 0.0005)
  })

  it('equals its definition by explicit pairs, at every level', () => {
    fc.assert(
      fc.property(anyRatings, fc.constantFrom(...levels), (ratings, level) => {
        const { value } = krippendorffAlpha(ratings, level)
        const plain = plainAlpha(ratings, level)
        if (plain === null || value === null) expect(value).to.equal(plain)
        else expect(value).to.be.closeTo(plain, 1e-9)
      }),
    )
  })

  it('takes the order of ordinal words from the caller, and is undefined without', () => {
    const words = ['never', 'rarely', 'often', 'always', 'constantly']
    const worded = krippendorffTable.map(row => row.map(rating => words[Number(rating) - 1] ?? null))
    expect(numberOf(krippendorffAlpha(worded, 'ordinal', { order: words }))).to.be.closeTo(0.8154, 0.00005)
    expect(reasonOf(krippendorffAlpha(worded, 'ordinal'))).to.match(/“never” is no number/)
    expect(() => krippendorffAlpha(worded, 'ordinal', { order: words.slice(1) })).to.throw('never')
  })

  it('is undefined for words at levels that calculate, and for ratios below zero', () => {
    const words = [
      ['1', '2'],
      ['0x1F', '2'],
    ]
    expect(reasonOf(krippendorffAlpha(words, 'interval'))).to.match(/“0x1F” is no number/)
    expect(reasonOf(krippendorffAlpha([[-1, 2]], 'ratio'))).to.match(/below zero/)
    expect(numberOf(krippendorffAlpha([[-1, 2]], 'interval'))).to.equal(0)
  })

  it('reads numbers as numbers where it calculates, and stays finite with the largest', () => {
    expect(
      numberOf(
        krippendorffAlpha(
          [
            ['1', '1.0'],
            ['2', '2.'],
          ],
          'interval',
        ),
      ),
    ).to.equal(1)
    expect(
      numberOf(
        krippendorffAlpha(
          [
            [1e308, -1e308],
            [5e307, 5e307],
          ],
          'interval',
        ),
      ),
    ).to.be.finite
  })

  it('has an interval that a seed repeats and that holds the value', () => {
    const interval = krippendorffInterval(fleissExample, 'nominal', { seed: 3 })
    expect(interval).to.deep.equal(krippendorffInterval(fleissExample, 'nominal', { seed: 3 }))
    expect(interval).not.to.deep.equal(krippendorffInterval(fleissExample, 'nominal', { seed: 4 }))
    const alpha = numberOf(krippendorffAlpha(fleissExample))
    expect(interval.low).to.be.within(alpha - 0.2, alpha - 0.05)
    expect(interval.high).to.be.within(alpha + 0.05, alpha + 0.2)
  })

  it('has at every level the interval of drawing whole units anew and working each sample out', () => {
    for (const level of levels) {
      const rated = krippendorffTable.filter(row => row.filter(rating => rating !== null).length >= 2)
      const random = seededRandom(7)
      const values = Array.from({ length: 41 }, () => {
        const sample = rated.map(() => rated[Math.floor(random() * rated.length)] ?? [])
        return numberOf(krippendorffAlpha(sample, level))
      }).sort((a, b) => a - b)
      const { low, high } = krippendorffInterval(krippendorffTable, level, { seed: 7, resamples: 41 })
      // Of 41 values, 2.5 % from either end lies on the second.
      expect(low, level).to.be.closeTo(values[1] ?? 0, 1e-12)
      expect(high, level).to.be.closeTo(values[39] ?? 0, 1e-12)
    }
  })

  it('has no interval, with a reason, where there is one unit or hardly any variation', () => {
    expect(krippendorffInterval([[1, 2]]))
      .to.include({ low: null })
      .and.have.property('reason')
    const almost = Array.from({ length: 10 }, (_, unit) => [1, unit === 0 ? 2 : 1])
    expect(krippendorffInterval(almost)).to.include({ low: null }).and.have.property('reason')
  })

  it('throws for options out of range', () => {
    for (const options of [{ resamples: 0 }, { seed: Number.NaN }, { confidence: 1 }])
      expect(() => krippendorffInterval(krippendorffTable, 'nominal', options)).to.throw('bootstrap')
  })
})

describe('κ and its kin', () => {
  it('gives Cohen’s κ of his second example', () => {
    expect(numberOf(cohenKappa(cohenExample))).to.be.closeTo(0.492, 0.0005)
  })

  it('gives Scott’s π, worked by hand for Krippendorff’s ten articles', () => {
    // Six alike of ten; 14 noughts and 6 ones of 20: 1 − .4 / (1 − .7² − .3²).
    expect(numberOf(scottPi(krippendorffBinary))).to.be.closeTo(1 - 0.4 / 0.42, 1e-12)
  })

  it('gives Fleiss’ κ of his psychiatric diagnoses', () => {
    expect(numberOf(percentAgreement(fleissExample))).to.be.closeTo(0.556, 0.0005)
    expect(numberOf(fleissKappa(fleissExample))).to.be.closeTo(0.43, 0.0005)
  })

  it('gives what irrCAC, Gwet’s own package, documents for four raters with missing ratings', () => {
    expect(numberOf(percentAgreement(krippendorffTable))).to.be.closeTo(0.81818, 0.000005)
    expect(numberOf(gwetAC1(krippendorffTable))).to.be.closeTo(0.77544, 0.000005)
    expect(numberOf(fleissKappa(krippendorffTable))).to.be.closeTo(0.76117, 0.000005)
    expect(numberOf(brennanPrediger(krippendorffTable))).to.be.closeTo(0.77273, 0.000005)
  })

  it('makes Fleiss’ κ of two coders without gaps Scott’s π', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })))
    fc.assert(
      fc.property(pairs, ratings => {
        const [fleiss, scott] = [fleissKappa(ratings).value, scottPi(ratings).value]
        if (fleiss === null || scott === null) expect(fleiss).to.equal(scott)
        else expect(fleiss).to.be.closeTo(scott, 1e-9)
      }),
    )
  })

  it('looks for Cohen and Scott only at units that both coders rated', () => {
    const gaps: Ratings = [...cohenExample, ['neurosis', null], [null, 'other']]
    expect(cohenKappa(gaps)).to.deep.equal(cohenKappa(cohenExample))
    expect(scottPi(gaps)).to.deep.equal(scottPi(cohenExample))
  })

  it('counts categories that nobody used where it is told of them', () => {
    const same = [
      ['yes', 'yes'],
      ['yes', 'yes'],
    ]
    for (const coefficient of [brennanPrediger, gwetAC1]) {
      expect(reasonOf(coefficient(same))).to.match(/categories/)
      expect(numberOf(coefficient(same, { categories: 2 }))).to.equal(1)
      expect(() => coefficient(krippendorffTable, { categories: 4 })).to.throw('categories is 4, but 5 occur')
    }
  })
})

describe('every coefficient', () => {
  it('equals the plain share of agreeing pairs where it is percent', () => {
    fc.assert(
      fc.property(anyRatings, ratings => {
        const { value } = percentAgreement(ratings)
        const plain = plainPercent(ratings)
        if (plain === null || value === null) expect(value).to.equal(ratings[0]?.length === 1 ? null : plain)
        else expect(value).to.be.closeTo(plain, 1e-9)
      }),
    )
  })

  it('is a number of at most 1, or null with a reason', () => {
    fc.assert(
      fc.property(ratingsOf(fc.integer({ min: -2, max: 2 })), ratings => {
        for (const [name, coefficient] of every(ratings)) {
          if (coefficient.value === null) expect(coefficient.reason, name).to.match(/\S\.$/)
          else expect(coefficient.value, name).to.be.within(-Infinity, 1)
        }
      }),
    )
  })

  it('is the same whatever the order of units and coders, and the names of categories', () => {
    fc.assert(
      fc.property(anyRatings, fc.nat(), (ratings, turn) => {
        const turned = [
          ...ratings.slice(turn % (ratings.length || 1)),
          ...ratings.slice(0, turn % (ratings.length || 1)),
        ]
        const others = every(turned.map(row => row.toReversed()))
        const renamed = agreement(
          ratings.map(row =>
            row.map(rating => (rating && ['constructor', '__proto__', 'ä', 'x'][rating - 1]) || rating),
          ),
        )
        for (const [name, { value }] of every(ratings)) {
          const other = others.get(name)?.value ?? null
          if (value === null || other === null) expect(other, name).to.equal(value)
          else expect(other, name).to.be.closeTo(value, 1e-9)
        }
        expect(renamed.coefficients.krippendorff.nominal.value).to.equal(krippendorffAlpha(ratings).value)
        expect(renamed.coefficients.cohen.value).to.equal(cohenKappa(ratings).value)
      }),
    )
  })

  it('is undefined with no units, one coder, nothing in common, or no variation, and says so', () => {
    const cases: [RegExp, Ratings][] = [
      [/no units/, []],
      [/only one coder/, [[1], [2]]],
      [
        /No unit was rated by two/,
        [
          [1, null],
          [null, 1],
        ],
      ],
    ]
    for (const [reason, ratings] of cases)
      for (const [name, coefficient] of every(ratings)) expect(reasonOf(coefficient), name).to.match(reason)

    for (const [name, coefficient] of every([
      [3, 3],
      [3, 3],
    ])) {
      if (name === 'percent') expect(numberOf(coefficient)).to.equal(1)
      else expect(reasonOf(coefficient), name).to.match(/^All ratings .*are the same/)
    }
  })

  it('is undefined for more than two coders where it was made for two', () => {
    for (const coefficient of [cohenKappa, scottPi])
      expect(reasonOf(coefficient(krippendorffTable))).to.match(/two coders, and there are 4/)
  })

  it('throws for rows of different lengths and ratings that are no numbers', () => {
    expect(() => agreement([[1, 2], [1]])).to.throw('unit 1 has 1 coders')
    expect(() => agreement([[1, Number.NaN]])).to.throw('NaN')
  })
})
