/** Words that there is room for at first: few enough to stay near the processor. It doubles when half is taken. */
const fewestSlots = 1 << 13
/** At half full, the largest table is emptied: a flood of odd words cannot fill the memory. */
const mostSlots = 1 << 17
/** Longer words (code units) are not kept. */
const longestKept = 64
/** How far a word may stand from its slot; further, it is not kept, so that crafted collisions cost little. */
const longestProbe = 16
const firstUnits = 1 << 16

/** A slot is four numbers side by side: the word's hash, where its units begin, its length (0: free), its value. */
const slotBits = 2
const slotSize = 1 << slotBits

/**
 * A map from words to numbers that is asked by a place among code units, so that no string is made for each
 * word: open addressing over the hash of the word, all of it in two typed arrays.
 */
export class WordTable {
  #slots = new Int32Array(fewestSlots * slotSize)
  #units = new Uint16Array(firstUnits)
  #unitsTaken = 0
  #words = 0

  /**
   * The value of the word at `[start, end)`, made and kept where the word is new.
   *
   * @param units the code units of a text
   * @param hash the word's hash, as `hashOf` gives it
   */
  get(units: Uint16Array, start: number, end: number, hash: number, make: (word: string) => number): number {
    const length = end - start
    const slots = this.#slots
    const own = this.#units
    const mask = slots.length - slotSize
    let at = ((hash ^ (hash >>> 15)) << slotBits) & mask
    for (let probe = 0; probe < longestProbe; probe++) {
      const known = slots[at + 2] ?? 0
      if (known === length && slots[at] === hash) {
        let same = slots[at + 1] ?? 0
        let place = start
        while (place < end && own[same] === units[place]) {
          same++
          place++
        }
        if (place === end) return slots[at + 3] ?? 0
      } else if (known === 0) return this.#keep(at, units, start, end, hash, make)
      at = (at + slotSize) & mask
    }
    return make(wordAt(units, start, end))
  }

  #keep(
    at: number,
    units: Uint16Array,
    start: number,
    end: number,
    hash: number,
    make: (word: string) => number,
  ): number {
    const value = make(wordAt(units, start, end))
    if (end - start > longestKept) return value
    const from = this.#unitsTaken
    if (from + end - start > this.#units.length) {
      const more = new Uint16Array(this.#units.length * 2)
      more.set(this.#units)
      this.#units = more
    }
    this.#units.set(units.subarray(start, end), from)
    this.#unitsTaken = from + end - start
    this.#slots.set([hash, from, end - start, value], at)
    this.#words++
    if (this.#words * 2 * slotSize >= this.#slots.length) this.#makeRoom()
    return value
  }

  #makeRoom(): void {
    const old = this.#slots
    if (old.length >= mostSlots * slotSize) {
      old.fill(0)
      this.#words = 0
      this.#unitsTaken = 0
      return
    }
    const slots = new Int32Array(old.length * 2)
    const mask = slots.length - slotSize
    for (let from = 0; from < old.length; from += slotSize) {
      if (old[from + 2] === 0) continue
      const hash = old[from] ?? 0
      let at = ((hash ^ (hash >>> 15)) << slotBits) & mask
      while (slots[at + 2] !== 0) at = (at + slotSize) & mask
      slots.set(old.subarray(from, from + slotSize), at)
    }
    this.#slots = slots
  }
}

/** The word as a string of its own, which keeps no text alive. */
function wordAt(units: Uint16Array, start: number, end: number): string {
  let word = ''
  for (let at = start; at < end; at += 1024)
    word += String.fromCharCode(...units.subarray(at, Math.min(at + 1024, end)))
  return word
}
