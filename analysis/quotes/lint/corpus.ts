import type { Answer } from '../../model.ts'
import { eachWordHash, pairHash, wordHashes } from './wordHashes.ts'

/**
 * Which answers hold which pairs of neighbouring words: for each bucket of pairs, the answers (by their place
 * in `answers`, ascending, each once) from `starts[bucket]` up to `starts[bucket + 1]` in `postings`. Pairs may
 * share a bucket, so what it names must still be looked at. About 8 bytes a word of the corpus.
 */
export type CorpusIndex = { answers: Answer[]; starts: Uint32Array; postings: Uint32Array; mask: number }

/** Builds the index once for all quotes; some seconds for 100,000 responses. */
export function buildCorpusIndex(answers: Answer[]): CorpusIndex {
  const mask = bucketCount(answers) - 1
  const counts = new Uint32Array(mask + 2)
  eachPosting(answers, mask, bucket => {
    counts[bucket + 1] = (counts[bucket + 1] ?? 0) + 1
  })
  for (let bucket = 1; bucket < counts.length; bucket++) {
    counts[bucket] = (counts[bucket] ?? 0) + (counts[bucket - 1] ?? 0)
  }
  const starts = counts
  const postings = new Uint32Array(starts[mask + 1] ?? 0)
  const next = starts.slice()
  eachPosting(answers, mask, (bucket, answer) => {
    const at = next[bucket] ?? 0
    postings[at] = answer
    next[bucket] = at + 1
  })
  return { answers, starts, postings, mask }
}

/** A power of two near half the number of words, so that a bucket holds few kinds of pairs. */
function bucketCount(answers: Answer[]): number {
  const characters = answers.reduce((sum, answer) => sum + answer.text.length, 0)
  const bits = Math.ceil(Math.log2(Math.max(2, characters / 12)))
  return 2 ** Math.min(22, Math.max(10, bits))
}

/** Visits each bucket of each answer once, answers in order. */
function eachPosting(answers: Answer[], mask: number, visit: (bucket: number, answer: number) => void): void {
  const lastSeen = new Uint32Array(mask + 1)
  for (const [i, answer] of answers.entries()) {
    let previous = -1
    eachWordHash(answer.text, hash => {
      if (previous >= 0) {
        const bucket = pairHash(previous, hash) & mask
        if (lastSeen[bucket] !== i + 1) {
          lastSeen[bucket] = i + 1
          visit(bucket, i)
        }
      }
      previous = hash
    })
  }
}

/** The answers (by place) in the bucket of each pair of neighbouring words in `words`. */
export function postingsOf(index: CorpusIndex, words: string): Uint32Array[] {
  const hashes = wordHashes(words)
  return hashes.slice(1).map((word, i) => {
    const bucket = pairHash(hashes[i]?.hash ?? 0, word.hash) & index.mask
    return index.postings.subarray(index.starts[bucket], index.starts[bucket + 1])
  })
}

/**
 * Answers that may hold every one of `phrases` (each a run of whole words): those in the rarest pair's bucket,
 * or all where no phrase has two words.
 */
export function mayHold(index: CorpusIndex, phrases: string[]): Answer[] {
  const rarest = phrases
    .flatMap(phrase => postingsOf(index, phrase))
    .reduce<Uint32Array | null>((least, list) => (least && least.length <= list.length ? least : list), null)
  if (!rarest) return index.answers
  return Array.from(rarest, place => index.answers[place]).filter(answer => answer !== undefined)
}
