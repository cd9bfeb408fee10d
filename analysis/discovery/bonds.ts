import { type Corpus, contentOf } from './corpus.ts'
import { chiSquaredTail } from './statistics/chiSquaredTail.ts'

/** Two words belong together where chance gives it less often than this among all pairs of words. */
const chance = 0.05

/**
 * Which words come together in sentences more often than chance gives. What chance gives is reckoned with the number
 * of sentences that hold each word and the number of words in each sentence kept as they are (the configuration model
 * of Newman, Strogatz and Watts, "Random graphs with arbitrary degree distributions", Physical Review E 64, 2001,
 * section V), since all words come together in a corpus of some long sentences.
 */
export class Bonds {
  readonly #holding = new Map<number, Set<number>>()
  /** How many sentences hold two words, per sentence that holds each, if words fell anywhere. */
  readonly #meeting: number
  readonly #mostByChance: number

  /**
   * @param corpus its answers are sentences
   * @param isShared 1 for each family that may have bonds; the others count for how long a sentence is
   */
  constructor(corpus: Corpus, isShared: Uint8Array) {
    let words = 0
    let pairs = 0
    for (const sentence of corpus.answers.keys()) {
      const own = contentOf(corpus, sentence)
      words += own.size
      pairs += own.size * (own.size - 1)
      for (const family of own) {
        if (isShared[family] !== 1) continue
        const sentences = this.#holding.get(family)
        if (sentences === undefined) this.#holding.set(family, new Set([sentence]))
        else sentences.add(sentence)
      }
    }
    this.#meeting = words === 0 ? 0 : pairs / words ** 2
    const shared = this.#holding.size
    // Bonferroni, over every pair that could have been looked at.
    this.#mostByChance = chance / Math.max(1, (shared * (shared - 1)) / 2)
  }

  /** Whether two families come together more often than chance gives, by the likelihood ratio of the rarer one's share. */
  isBond(one: number, other: number): boolean {
    const [rare, common] = [this.#holding.get(one), this.#holding.get(other)].sort(
      (a, b) => (a?.size ?? 0) - (b?.size ?? 0),
    )
    if (rare === undefined || common === undefined) return false
    let together = 0
    for (const sentence of rare) if (common.has(sentence)) together++
    const expected = rare.size * Math.min(1, common.size * this.#meeting)
    if (together <= expected) return false
    const apart = rare.size - together
    const g2 =
      2 *
      (together * Math.log(together / expected) +
        (apart > 0 ? apart * Math.log(apart / (rare.size - expected)) : 0))
    return chiSquaredTail(Math.max(0, g2)) <= this.#mostByChance
  }
}
