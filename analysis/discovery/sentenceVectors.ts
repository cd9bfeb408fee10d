import { type Corpus, contentOf } from './corpus.ts'

/** Sentences as weights of word families, each of length 1, or empty where a sentence has no word that is shared. */
export type SentenceVectors = {
  /** Where each sentence's entries begin, and one more: where the last ends. */
  firsts: Int32Array
  families: Int32Array
  weights: Float64Array
}

/**
 * The vectors of a corpus whose answers are sentences: a content family that enough respondents use weighs the more,
 * the fewer of the sentences hold it (inverse document frequency). How often one sentence repeats it does not matter.
 */
export function sentenceVectors(corpus: Corpus, isShared: Uint8Array): SentenceVectors {
  const sets = corpus.answers.map((_, sentence) =>
    [...contentOf(corpus, sentence)].filter(family => isShared[family] === 1),
  )
  const holding = new Float64Array(corpus.roles.length)
  for (const own of sets) for (const family of own) holding[family] = (holding[family] ?? 0) + 1
  const firsts = new Int32Array(sets.length + 1)
  for (const [sentence, own] of sets.entries()) firsts[sentence + 1] = (firsts[sentence] ?? 0) + own.length
  const families = Int32Array.from(sets.flat())
  const weights = Float64Array.from(families, family => Math.log((sets.length + 1) / (holding[family] ?? 1)))
  for (const sentence of sets.keys()) {
    const own = weights.subarray(firsts[sentence], firsts[sentence + 1])
    const length = Math.sqrt(own.reduce((sum, weight) => sum + weight * weight, 0))
    for (const [at, weight] of own.entries()) own[at] = weight / length
  }
  return { firsts, families, weights }
}

/** The cosine of a sentence and a centre, 0 to 1; the centre is of length 1, with a weight for every family. */
export function closeness(vectors: SentenceVectors, sentence: number, centre: Float64Array): number {
  let sum = 0
  for (let at = vectors.firsts[sentence] ?? 0; at < (vectors.firsts[sentence + 1] ?? 0); at++) {
    sum += (vectors.weights[at] ?? 0) * (centre[vectors.families[at] ?? 0] ?? 0)
  }
  return sum
}

/** The direction of the sum of some sentences, of length 1; all 0 where none has a word. */
export function centreOf(vectors: SentenceVectors, sentences: Iterable<number>, size: number): Float64Array {
  const centre = new Float64Array(size)
  for (const sentence of sentences) {
    for (let at = vectors.firsts[sentence] ?? 0; at < (vectors.firsts[sentence + 1] ?? 0); at++) {
      const family = vectors.families[at] ?? 0
      centre[family] = (centre[family] ?? 0) + (vectors.weights[at] ?? 0)
    }
  }
  const length = Math.sqrt(centre.reduce((sum, weight) => sum + weight * weight, 0))
  return length === 0 ? centre : centre.map(weight => weight / length)
}
