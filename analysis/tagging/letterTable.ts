/** How many letters one number holds, of six bits each. */
export const lettersEach = 5
/** Words of more letters are not kept. */
export const longestKept = 3 * lettersEach
const bitsOfLetter = 6
const lowBits = (1 << bitsOfLetter) - 1

/** Words that there is room for at first: few enough to stay near the processor. It doubles when half is taken. */
const fewestSlots = 1 << 13
/** At half full, the largest table is emptied: a flood of odd words cannot fill the memory. */
const mostSlots = 1 << 17
/** How far a word may stand from its slot; further, it is not kept, so that crafted collisions cost little. */
const longestProbe = 16

/** A slot is four numbers side by side: the three of the word (the first is 0 where the slot is free), and its value. */
const slotBits = 2
const slotSize = 1 << slotBits

/** Five letters of a word and the next: `withLetter(0, a)` holds one. Only for A to Z and a to z; their case counts. */
export function withLetter(letters: number, unit: number): number {
  return (letters << bitsOfLetter) | (unit & lowBits)
}

/**
 * A map from words of 1 to 15 plain letters to numbers from 0 on. A word is three numbers, of its first five letters, the
 * next and the last (see `withLetter`; 0 where there are none), so that looking it up compares three numbers that
 * stand side by side, and neither makes a string nor reads letters again.
 */
export class LetterTable {
  #slots = new Int32Array(fewestSlots * slotSize)
  #words = 0

  /** The value of a word; -1 where it is not kept. */
  get(first: number, second: number, third: number): number {
    const slots = this.#slots
    const mask = slots.length - slotSize
    let at = slotOf(first, second, third) & mask
    for (let probe = 0; probe < longestProbe; probe++) {
      const known = slots[at] ?? 0
      if (known === first && slots[at + 1] === second && slots[at + 2] === third) return slots[at + 3] ?? 0
      if (known === 0) return -1
      at = (at + slotSize) & mask
    }
    return -1
  }

  /** Keeps the value of a word that is not kept yet, where there is room near its slot. */
  set(first: number, second: number, third: number, value: number): void {
    if ((this.#words + 1) * 2 * slotSize > this.#slots.length) this.#makeRoom()
    if (put(this.#slots, first, second, third, value)) this.#words++
  }

  #makeRoom(): void {
    const old = this.#slots
    this.#words = 0
    if (old.length >= mostSlots * slotSize) {
      old.fill(0)
      return
    }
    this.#slots = new Int32Array(old.length * 2)
    for (let from = 0; from < old.length; from += slotSize) {
      const first = old[from] ?? 0
      if (first !== 0 && put(this.#slots, first, old[from + 1] ?? 0, old[from + 2] ?? 0, old[from + 3] ?? 0))
        this.#words++
    }
  }
}

function put(slots: Int32Array, first: number, second: number, third: number, value: number): boolean {
  const mask = slots.length - slotSize
  let at = slotOf(first, second, third) & mask
  for (let probe = 0; probe < longestProbe; probe++) {
    if (slots[at] === 0) {
      slots[at] = first
      slots[at + 1] = second
      slots[at + 2] = third
      slots[at + 3] = value
      return true
    }
    at = (at + slotSize) & mask
  }
  return false
}

/** Where a word's slot begins, before it is cut to the size of the table. */
function slotOf(first: number, second: number, third: number): number {
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 15)) << slotBits
}
