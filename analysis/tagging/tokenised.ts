import { kindOfUnit, kinds } from '../text/characters.ts'
import { CodeUnits } from '../text/codeUnits.ts'
import { emptyHash, hashedWith } from '../text/wordHash.ts'
import { WordScanner } from '../text/wordScanner.ts'
import type { NegationRole } from './negationWords.ts'
import { firstForeign, firstMatching, type Vocabulary, type WordClass } from './vocabulary.ts'

/** Words that there is room for at first; the room doubles when it is full. */
const firstRoom = 1024

const noClass: WordClass = { atoms: [], role: 'none', isForeign: false }
const space = 32
const percent = 37
const underscore = 95
const clauseMarks = new Set([...',;:()[]–—.!?…\n'].map(mark => mark.charCodeAt(0)))
const hyphen = 45

/**
 * A text as words of a codebook's vocabulary, with the place of each. Hyphenated words count as their parts.
 * One is used for text after text, and its memory again with it: `read` replaces what was read before.
 */
export class TokenisedText {
  text = ''
  /** How many words there are; beyond it, `starts`, `ends` and `words` hold what is left of other texts. */
  length = 0
  starts = new Int32Array(firstRoom)
  ends = new Int32Array(firstRoom)
  /** The number of each word's class. */
  words = new Int32Array(firstRoom)
  /** Which words could belong to a rule, in order; the first `hitCount` of them. */
  hits = new Int32Array(firstRoom)
  hitCount = 0
  /** How many words speak for a language other than English. */
  foreignWords = 0
  readonly #memory = new CodeUnits()
  #units = this.#memory.of('')
  readonly #vocabulary: Vocabulary

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
  }

  read(text: string): void {
    this.text = text
    this.length = 0
    this.hitCount = 0
    this.foreignWords = 0
    const units = this.#memory.of(text)
    this.#units = units
    const kindOf = kindOfUnit
    const size = text.length
    const word = kinds.word
    let at = 0
    for (;;) {
      let unit = units[at] ?? 0
      let kind = kindOf[unit] ?? 0
      while (kind === kinds.other || kind === kinds.joiner) {
        if (at >= size) return
        unit = units[++at] ?? 0
        kind = kindOf[unit] ?? 0
      }
      const start = at
      let hash = emptyHash
      // Most letters are of ASCII, and told so without asking the table.
      while (isPlainLetter(unit)) {
        hash = hashedWith(hash, unit)
        unit = units[++at] ?? 0
      }
      kind = kindOf[unit] ?? 0
      while (kind === word) {
        hash = hashedWith(hash, unit)
        unit = units[++at] ?? 0
        kind = kindOf[unit] ?? 0
      }
      if (start < at && isPlainWord(units, start, at, kind)) this.#add(start, at, hash)
      else at = this.#scan(start)
    }
  }

  /** Adds the word that begins at `start`, and where it is cut from a run of spaceless script, the whole run. */
  #scan(start: number): number {
    const scanner = new WordScanner(this.text, 'parts')
    scanner.moveTo(start)
    do {
      if (!scanner.next()) break
      this.#add(scanner.start, scanner.end, scanner.hash)
    } while (scanner.isAmidRun)
    return scanner.end
  }

  #add(start: number, end: number, hash: number): void {
    const at = this.length++
    if (at === this.starts.length) this.#makeRoom()
    const word = this.#vocabulary.classAt(this.#units, start, end, hash)
    this.starts[at] = start
    this.ends[at] = end
    this.words[at] = word
    if (word < firstForeign) return
    if (word >= firstMatching) this.hits[this.hitCount++] = at
    if (word < firstMatching || this.isForeign(at)) this.foreignWords++
  }

  #makeRoom(): void {
    const roomier = (full: Int32Array) => {
      const made = new Int32Array(full.length * 2)
      made.set(full)
      return made
    }
    this.starts = roomier(this.starts)
    this.ends = roomier(this.ends)
    this.words = roomier(this.words)
    this.hits = roomier(this.hits)
  }

  #class(at: number): WordClass {
    return at >= 0 && at < this.length ? (this.#vocabulary.classes[this.words[at] ?? 0] ?? noClass) : noClass
  }

  /** The atoms of rules that word `at` matches. */
  atoms(at: number): readonly number[] {
    return this.#class(at).atoms
  }

  /** What word `at` does to a negation; `none` past either end. */
  role(at: number): NegationRole {
    return this.#class(at).role
  }

  /** Whether word `at` is a small word of other languages alone. */
  isForeign(at: number): boolean {
    return this.#class(at).isForeign
  }

  /** Whether a mark of punctuation, a spaced dash or a line end parts word `at` from the next. */
  isClauseEnd(at: number): boolean {
    if (at < 0 || at + 1 >= this.length) return true
    const units = this.#units
    const end = this.ends[at] ?? 0
    const next = this.starts[at + 1] ?? 0
    if (next === end + 1 && units[end] === space) return false
    for (let place = end; place < next; place++) {
      const unit = units[place] ?? 0
      if (clauseMarks.has(unit)) return true
      if (unit === hyphen && place > 0 && units[place - 1] === space) return true
    }
    return false
  }
}

/**
 * Whether the letters at `[start, end)` are all of a word, by a quick look at either end of them. Where a mark
 * may join them to what follows, or they may begin an address, the scanner decides.
 *
 * @param kind the kind of the unit at `end`
 */
function isPlainWord(units: Uint16Array, start: number, end: number, kind: number): boolean {
  const first = units[start] ?? 0
  if (first === underscore || mayOpenAddress(first, units[start + 1] ?? 0)) return false
  if (kind === kinds.other) return units[end] !== percent
  if (kind !== kinds.joiner) return false
  const after = kindOfUnit[units[end + 1] ?? 0]
  return after !== kinds.word && after !== kinds.surrogate
}

function isPlainLetter(unit: number): boolean {
  return ((unit | 32) - 97) >>> 0 < 26
}

/** "ht…" and "ww…", with or without capitals. */
function mayOpenAddress(first: number, second: number): boolean {
  const pair = ((first | 32) << 8) | (second | 32)
  return pair === 0x6874 || pair === 0x7777
}
