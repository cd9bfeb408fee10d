import type { Vocabulary } from './vocabulary.ts'

/** So many letters of a word's beginning are looked at: two groups of four. */
const longestStart = 8
const group = 4
const groupsOfFive = 1 << (5 * group)
/** Longer words are not looked up. */
const longestWord = 64
const mostRemembered = 50_000

/** A letter, mark or soft hyphen that is not of ASCII: what may be written as "cafe" in a rule, and is not so here. */
const beyondAscii = /[^\P{Letter}A-Za-z]|\p{Mark}|\u00AD/u

/** Between such bytes, letters are a word by themselves; 0 is the end. An apostrophe may join them to others. */
const plainMarks = new Uint8Array(256)
for (const mark of '\0\n\t .,;:!?()[]"/-') plainMarks[mark.charCodeAt(0)] = 1

/**
 * Tells at a glance that a text holds no word of a vocabulary, in about a tenth of the time of reading it: bytes
 * are looked at by fours. It never overlooks a word:
 *
 * - A text with letters beyond ASCII (accents, other scripts) is not judged: it may hold any word.
 * - Elsewhere each word that matches an atom begins with one of `Vocabulary.starts`, its case aside. Wherever a
 *   start stands, the group of four bytes that it begins in and the next one hold its letters at one of four
 *   alignments. For each alignment and half, the table marks all groups that could be that half of some start,
 *   where letters are the low five bits of their bytes: the same in both cases, and for some bytes that are no
 *   letters.
 * - Words that are found so are looked up whole, unless a mark beside them may be a part of them.
 */
export class Glance {
  /** For each group of four letters: bits 0-3, could be a start's first half at this alignment; bits 4-7, its second. */
  readonly #table = new Uint8Array(groupsOfFive)
  /** The bits that every group has. */
  #always = 0
  readonly #vocabulary: Vocabulary
  readonly #known = new Map<string, boolean>()
  #groups = new Int32Array(1 << 12)
  #bytes = Buffer.from(this.#groups.buffer)

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
    for (const start of vocabulary.starts()) {
      for (let alignment = 0; alignment < group; alignment++) {
        this.#mark(start, -alignment, 1 << alignment)
        this.#mark(start, group - alignment, 16 << alignment)
      }
    }
  }

  /** Marks all groups whose letters are those of a start from this one on; what is not of the start can be any. */
  #mark(start: string, from: number, bit: number): void {
    let free = 0
    let letters = 0
    for (let place = 0; place < group; place++) {
      const at = from + place
      const isFree = at < 0 || at >= Math.min(start.length, longestStart)
      if (isFree) free |= 31 << (5 * place)
      else letters |= (start.charCodeAt(at) & 31) << (5 * place)
    }
    if (free === groupsOfFive - 1) {
      this.#always |= bit
      return
    }
    // Every subset of the free bits, by counting down through them.
    for (let any = free; ; any = (any - 1) & free) {
      const key = letters | any
      this.#table[key] = (this.#table[key] ?? 0) | bit
      if (any === 0) return
    }
  }

  /** Whether a text may hold a word of the vocabulary; `false` is certain. */
  mayMatch(text: string): boolean {
    const size = this.#take(text)
    if (size !== text.length && beyondAscii.test(text)) return true
    const groups = this.#groups
    const table = this.#table
    const always = this.#always
    const last = (size >> 2) + 1
    let before = 0
    for (let at = 0; at <= last; at++) {
      const four = groups[at] ?? 0
      const key = (four & 0x1f) | ((four >>> 3) & 0x3e0) | ((four >>> 6) & 0x7c00) | ((four >>> 9) & 0xf8000)
      const halves = (table[key] ?? 0) | always
      const alignments = before & (halves >>> 4)
      if (alignments !== 0 && this.#holdsWord((at - 1) * group, alignments)) return true
      before = halves
    }
    return false
  }

  /** Copies a text as UTF-8 with zeros behind it. @returns its size in bytes */
  #take(text: string): number {
    const room = text.length * 3 + 3 * group
    if (room > this.#bytes.length) {
      this.#groups = new Int32Array(2 ** Math.ceil(Math.log2(room / group)))
      this.#bytes = Buffer.from(this.#groups.buffer)
    }
    const size = this.#bytes.write(text)
    this.#bytes.fill(0, size, size + 3 * group)
    return size
  }

  #holdsWord(from: number, alignments: number): boolean {
    for (let alignment = 0; alignment < group; alignment++)
      if ((alignments & (1 << alignment)) !== 0 && this.#mayMatchAt(from + alignment)) return true
    return false
  }

  /** Whether a word that begins at this byte may match an atom. */
  #mayMatchAt(start: number): boolean {
    const bytes = this.#bytes
    const before = start === 0 ? 0 : (bytes[start - 1] ?? 0)
    if (isLetter(before)) return false
    let end = start
    while (isLetter(bytes[end] ?? 0)) end++
    const isAlone = plainMarks[before] === 1 && plainMarks[bytes[end] ?? 0] === 1
    if (!isAlone || end - start > longestWord) return true
    const word = bytes.toString('latin1', start, end)
    // It may be the beginning of an address, which is one word.
    if (/^(?:ht|ww)/i.test(word)) return true
    const known = this.#known.get(word)
    if (known !== undefined) return known
    const matches = this.#vocabulary.matches(word)
    if (this.#known.size >= mostRemembered) this.#known.clear()
    this.#known.set(word, matches)
    return matches
  }
}

function isLetter(byte: number): boolean {
  const lower = byte | 32
  return lower >= 97 && lower <= 122
}
