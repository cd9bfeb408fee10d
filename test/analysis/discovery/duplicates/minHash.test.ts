import { expect } from 'chai'
import { bands, chanceOfComparison, MinHash } from '../../../../analysis/discovery/duplicates/minHash.ts'
import { mixed } from '../../../../analysis/discovery/duplicates/mixed.ts'

/** Two sets of 90 numbers of which a share is in both: Jaccard shared / (180 − shared). */
function pairOfSets(seed: number, shared: number): [Uint32Array, Uint32Array] {
  const numbers = Uint32Array.from({ length: 180 }, (_, at) => mixed(seed * 1000 + at))
  return [numbers.slice(0, 90), numbers.slice(90 - shared, 180 - shared)]
}

describe('MinHash', () => {
  it('brings sets together in a band with the third power of their Jaccard likeness', () => {
    const minHash = new MinHash(1)
    for (const shared of [30, 60, 80]) {
      const jaccard = shared / (180 - shared)
      let agree = 0
      for (let seed = 0; seed < 100; seed++) {
        const [a, b] = pairOfSets(seed, shared)
        for (let band = 0; band < bands; band++) if (minHash.band(a, band) === minHash.band(b, band)) agree++
      }
      expect(agree / (100 * bands)).to.be.closeTo(jaccard ** 3, 0.02)
    }
  })

  it('brings sets together in some band as often as its curve says', () => {
    const minHash = new MinHash(2)
    let together = 0
    for (let seed = 0; seed < 300; seed++) {
      const [a, b] = pairOfSets(seed, 36)
      const agrees = Array.from(
        { length: bands },
        (_, band) => minHash.band(a, band) === minHash.band(b, band),
      )
      if (agrees.includes(true)) together++
    }
    expect(together / 300).to.be.closeTo(chanceOfComparison(36 / 144), 0.08)
  })
})
