import { expect } from 'chai'
import { seededRandom } from '../../../analysis/application.ts'
import { krippendorffAlpha, krippendorffInterval, type Ratings } from '../../../analysis/index.ts'

/** The interval as it is defined: every sample is rated anew, unit by unit. */
function plainInterval(ratings: Ratings, { seed, resamples }: { seed: number; resamples: number }) {
  const units = ratings.filter(row => row.filter(rating => rating !== null).length >= 2)
  const random = seededRandom(seed)
  const values: number[] = []
  for (let i = 0; i < resamples; i++) {
    const sample = units.map(() => units[Math.floor(random() * units.length)] ?? [])
    const { value } = krippendorffAlpha(sample)
    if (value !== null) values.push(value)
  }
  values.sort((a, b) => a - b)
  const at = (share: number) => {
    const place = share * (values.length - 1)
    const [below = 0, above = 0] = [values[Math.floor(place)], values[Math.ceil(place)]]
    return below + (above - below) * (place - Math.floor(place))
  }
  return { low: at(0.025), high: at(0.975) }
}

/** So many units of two coders, who apply a theme in this share of them and differ now and then. */
function rated(units: number, share: number, seed: number): Ratings {
  const random = seededRandom(seed)
  return Array.from({ length: units }, () => {
    const first = random() < share
    return [first, random() < 0.9 ? first : !first].map(applied => (applied ? 'applied' : 'not'))
  })
}

describe('the interval of α', () => {
  for (const [share, seed] of [
    [0.1, 1],
    [0.5, 2],
    [0.9, 3],
  ] as const)
    it(`is that of samples rated anew where ${share * 100} % are applied`, () => {
      const ratings = rated(120, share, seed)
      const options = { seed, resamples: 200 }
      const { low, high } = krippendorffInterval(ratings, 'nominal', options)
      const plain = plainInterval(ratings, options)
      expect(low).to.be.closeTo(plain.low, 1e-12)
      expect(high).to.be.closeTo(plain.high, 1e-12)
    })
})
