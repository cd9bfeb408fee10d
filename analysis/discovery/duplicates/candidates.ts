import { eachBucket } from './buckets.ts'
import { type DistinctText, firstOf } from './distinctTexts.ts'
import { Groups } from './groups.ts'
import { bands, MinHash } from './minHash.ts'
import { pickRuns } from './passages.ts'
import type { Reader } from './reader.ts'
import { ShingleSets } from './shingles.ts'

/** In a bucket of more texts, each is compared with a few that stand for the rest, and not with all. */
const smallBucket = 32
const mostLeaders = 8

/** Shingles of every distinct text, and what may bring two of them together. */
export type Signed = {
  sets: ShingleSets
  /** One array a band, with a number a text. */
  bandKeys: Uint32Array[]
  /** Picked runs and the texts that they stand in. */
  runs: Uint32Array
  runTexts: Uint32Array
}

/** Reads each text once. 4 bytes a word for its shingles, 160 bytes a text, and some 2 bytes a word for its runs. */
export function signed(
  texts: DistinctText[],
  reader: Reader,
  seed: number,
  onProgress?: (done: number, of: number) => void,
): Signed {
  const sets = new ShingleSets()
  const minHash = new MinHash(seed)
  const bandKeys = Array.from({ length: bands }, () => new Uint32Array(texts.length))
  const runs = new GrowingNumbers()
  const runTexts = new GrowingNumbers()
  for (const [text, { answers }] of texts.entries()) {
    const words = reader.read(firstOf(answers).text)
    sets.add(words)
    const shingles = sets.of(text)
    for (const [band, keys] of bandKeys.entries()) keys[text] = minHash.band(shingles, band)
    pickRuns(words, run => {
      runs.push(run)
      runTexts.push(text)
    })
    if (text % 1000 === 0) onProgress?.(text, texts.length)
  }
  return { sets, bandKeys, runs: runs.all(), runTexts: runTexts.all() }
}

/**
 * Joins texts that are alike, of those that share a band of their signatures or a picked run. Two that are in one
 * group already are not compared again, so that a campaign of n letters costs some n comparisons and not n².
 *
 * @param alike compares two texts exactly
 */
export function joinAlike(
  { bandKeys, runs, runTexts }: Signed,
  size: number,
  alike: (a: number, b: number) => boolean,
): Groups {
  const groups = new Groups(size)
  for (const keys of bandKeys) eachBucket(keys, texts => joinBucket(texts, groups, alike))
  eachBucket(runs, entries => {
    joinBucket(
      entries.map(entry => runTexts[entry] ?? 0),
      groups,
      alike,
    )
  })
  return groups
}

function joinBucket(texts: number[], groups: Groups, alike: (a: number, b: number) => boolean): void {
  const leaders: number[] = []
  const most = texts.length > smallBucket ? mostLeaders : smallBucket
  for (const text of texts) {
    let joined = false
    for (const leader of leaders) {
      if (groups.of(leader) !== groups.of(text) && alike(leader, text)) groups.join(leader, text)
      joined ||= groups.of(leader) === groups.of(text)
    }
    if (leaders.length < most && (!joined || texts.length <= smallBucket)) leaders.push(text)
  }
}

class GrowingNumbers {
  #numbers = new Uint32Array(1024)
  #length = 0

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const numbers = new Uint32Array(this.#length * 2)
      numbers.set(this.#numbers)
      this.#numbers = numbers
    }
    this.#numbers[this.#length++] = number
  }

  all(): Uint32Array {
    return this.#numbers.subarray(0, this.#length)
  }
}
