import { mixedRun } from './mixed.ts'
import type { TextWords } from './textWords.ts'

/**
 * Words in a shingle (Broder 1997). With three, a changed word costs three shingles, so that an edited letter
 * stays like the letter; two people who write on the same subject share a few in a hundred.
 */
export const shingleWords = 3

/** The number of the shingle that begins at a word. */
export function shingleAt({ numbers }: TextWords, word: number): number {
  return mixedRun(numbers, word, shingleWords)
}

/** How many shingles a text has, with those that it repeats. */
export function shingleCount({ length }: TextWords): number {
  return Math.max(0, length - shingleWords + 1)
}

/**
 * The sets of shingles of many texts, one behind the other, each sorted and without repeats: 4 bytes a word.
 * Two shingles share a number once in 2³² pairs, which moves a likeness by less than anyone could see.
 */
export class ShingleSets {
  #numbers = new Uint32Array(1 << 16)
  readonly #ends: number[] = []

  /** How many texts there are. */
  get length(): number {
    return this.#ends.length
  }

  add(words: TextWords): void {
    const start = this.#ends.at(-1) ?? 0
    const count = shingleCount(words)
    if (start + count > this.#numbers.length) this.#makeRoom(start + count)
    const numbers = this.#numbers
    for (let word = 0; word < count; word++) numbers[start + word] = shingleAt(words, word)
    numbers.subarray(start, start + count).sort()
    let end = start
    for (let at = start; at < start + count; at++) {
      const number = numbers[at] ?? 0
      if (at === start || number !== numbers[end - 1]) numbers[end++] = number
    }
    this.#ends.push(end)
  }

  of(text: number): Uint32Array {
    return this.#numbers.subarray(this.#ends[text - 1] ?? 0, this.#ends[text] ?? 0)
  }

  #makeRoom(needed: number): void {
    const numbers = new Uint32Array(Math.max(needed, Math.ceil(this.#numbers.length * 1.5)))
    numbers.set(this.#numbers)
    this.#numbers = numbers
  }
}
