import { mixed } from './mixed.ts'

/** A signature is cut into bands of rows; texts that agree in all rows of one band are compared. */
export const bands = 40
export const rows = 3

/**
 * How probable it is that two texts of a Jaccard likeness are compared at all: 1 − (1 − j³)⁴⁰. It rises where the
 * threshold of one half stands, and the few that slip through below it cost a comparison only:
 *
 *     j       .05   .1    .2   .3   .4   .5    .6     .7
 *     chance  .005  .04   .27  .66  .93  .995  .9999  1
 *
 * Copied passages bring most pairs together besides (see passages.ts), so that fewer are missed.
 *
 * Source: A. Broder (1997), On the resemblance and containment of documents; J. Leskovec, A. Rajaraman and
 * J. Ullman, Mining of Massive Datasets, 3.4.
 *
 * @param jaccard from 0 to 1
 * @example chanceOfComparison(0.5).toFixed(3) // '0.995'
 */
export function chanceOfComparison(jaccard: number): number {
  return 1 - (1 - jaccard ** rows) ** bands
}

/** Makes MinHash signatures; the same seed makes the same ones. */
export class MinHash {
  readonly #factors = new Int32Array(bands * rows)
  readonly #addends = new Int32Array(bands * rows)
  readonly #least = new Uint32Array(rows)

  constructor(seed: number) {
    for (let row = 0; row < bands * rows; row++) {
      this.#factors[row] = mixed(seed + 2 * row + 1) | 1
      this.#addends[row] = mixed(seed + 2 * row + 2)
    }
  }

  /**
   * The number of one band of a text's signature: what the rows' least values come to. Shingles are mixed
   * already, so that multiplying and adding orders them anew for each row.
   */
  band(shingles: Uint32Array, band: number): number {
    const least = this.#least
    for (let row = 0; row < rows; row++) {
      const factor = this.#factors[band * rows + row] ?? 0
      const addend = this.#addends[band * rows + row] ?? 0
      let lowest = 0x7fffffff
      for (let at = 0; at < shingles.length; at++) {
        const value = (Math.imul(shingles[at] ?? 0, factor) + addend) | 0
        if (value < lowest) lowest = value
      }
      least[row] = lowest
    }
    return (
      (mixed(least[0] ?? 0) ^ mixed((least[1] ?? 0) + 0x9e3779b9) ^ Math.imul(least[2] ?? 0, 0x85ebca6b)) >>>
      0
    )
  }
}
