import { detached } from '../text/detached.ts'

/** Slots at first: few enough to stay near the processor. They double when half are taken. */
const fewestSlots = 1 << 13
/** At half full, the largest table is emptied: a flood of odd words cannot fill the memory. */
const mostSlots = 1 << 17
/** Longer words (code units) are not kept. */
const longestKept = 64
/** How far a word may stand from its slot; further, it is not kept, so that crafted collisions cost little. */
const longestProbe = 16

/**
 * A map from words to values that is asked by a place in a text, so that no string is cut out for each word:
 * open addressing over the hash of the word's code units.
 */
export class WordTable<Value> {
  /** The number of an entry plus one; 0 where the slot is free. */
  #slots = new Int32Array(fewestSlots)
  #words: string[] = []
  #hashes: number[] = []
  #values: Value[] = []

  /**
   * The value of the word at `[start, end)` of a text, made and kept where the word is new.
   *
   * @param hash the word's hash, from `hashOf` or a scanner
   */
  get(text: string, start: number, end: number, hash: number, make: (word: string) => Value): Value {
    if (end - start > longestKept) return make(text.slice(start, end))
    const slots = this.#slots
    let slot = (hash ^ (hash >>> 15)) & (slots.length - 1)
    for (let probe = 0; probe < longestProbe; probe++) {
      const entry = slots[slot] ?? 0
      if (entry === 0) return this.#keep(slot, detached(text.slice(start, end)), hash, make)
      const value = this.#values[entry - 1]
      if (
        value !== undefined &&
        this.#hashes[entry - 1] === hash &&
        isAt(this.#words[entry - 1] ?? '', text, start, end)
      )
        return value
      slot = (slot + 1) & (slots.length - 1)
    }
    return make(text.slice(start, end))
  }

  #keep(slot: number, word: string, hash: number, make: (word: string) => Value): Value {
    const value = make(word)
    this.#slots[slot] = this.#words.push(word)
    this.#hashes.push(hash)
    this.#values.push(value)
    if (this.#words.length * 2 >= this.#slots.length) this.#makeRoom()
    return value
  }

  #makeRoom(): void {
    if (this.#slots.length >= mostSlots) {
      this.#slots.fill(0)
      this.#words = []
      this.#hashes = []
      this.#values = []
      return
    }
    const slots = new Int32Array(this.#slots.length * 2)
    for (const [entry, hash] of this.#hashes.entries()) {
      let slot = (hash ^ (hash >>> 15)) & (slots.length - 1)
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
      slots[slot] = entry + 1
    }
    this.#slots = slots
  }
}

function isAt(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false
  for (let at = 0; at < word.length; at++) {
    if (word.charCodeAt(at) !== text.charCodeAt(start + at)) return false
  }
  return true
}
