import { detached } from '../text/detached.ts'

const slotCount = 1 << 17
/** At half full, the table is emptied: a flood of odd words cannot fill the memory. */
const mostWords = slotCount / 2
/** Longer words (code units) are not kept. */
const longestKept = 64
/** How far a word may stand from its slot; further, it is not kept, so that crafted collisions cost little. */
const longestProbe = 16

/**
 * A map from words to values that is asked by a place in a text, so that no string is cut out for each word:
 * open addressing over a hash (FNV-1a) of the word's code units.
 */
export class WordTable<Value> {
  /** The number of an entry plus one; 0 where the slot is free. */
  readonly #slots = new Int32Array(slotCount)
  #words: string[] = []
  #values: Value[] = []

  /** The value of the word at `[start, end)` of a text, made and kept where the word is new. */
  get(text: string, start: number, end: number, make: (word: string) => Value): Value {
    if (end - start > longestKept) return make(text.slice(start, end))
    let slot = hashOf(text, start, end) & (slotCount - 1)
    for (let probe = 0; probe < longestProbe; probe++) {
      const entry = this.#slots[slot] ?? 0
      if (entry === 0) return this.#keep(slot, detached(text.slice(start, end)), make)
      const value = this.#values[entry - 1]
      if (value !== undefined && isAt(this.#words[entry - 1] ?? '', text, start, end)) return value
      slot = (slot + 1) & (slotCount - 1)
    }
    return make(text.slice(start, end))
  }

  #keep(slot: number, word: string, make: (word: string) => Value): Value {
    const value = make(word)
    if (this.#words.length >= mostWords) {
      this.#slots.fill(0)
      this.#words = []
      this.#values = []
    }
    this.#slots[slot] = this.#words.push(word)
    this.#values.push(value)
    return value
  }
}

function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash ^ (hash >>> 15)
}

function isAt(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false
  for (let at = 0; at < word.length; at++) {
    if (word.charCodeAt(at) !== text.charCodeAt(start + at)) return false
  }
  return true
}
