import type { Span } from '../model.ts'
import { kindOfUnit, kinds } from '../text/characters.ts'
import { CodeUnits } from '../text/codeUnits.ts'
import { emptyHash, hashedWith } from '../text/wordHash.ts'
import { mayOpenAddress, WordScanner } from '../text/wordScanner.ts'
import { lettersEach, withLetter } from './letterTable.ts'
import type { NegationRole } from './negationWords.ts'
import { firstForeign, firstMatching, mayBeAddress, type Vocabulary, type WordClass } from './vocabulary.ts'

/** Words that there is room for at first; the room doubles when it is full. */
const firstRoom = 1024

const noClass: WordClass = { atoms: [], role: 'none', voice: 'none' }
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

  /** @param within the part to read, at whose ends no word goes on: all of the text by default */
  read(text: string, within: Span = { start: 0, end: text.length }): void {
    this.text = text
    this.length = 0
    this.hitCount = 0
    this.foreignWords = 0
    const units = this.#memory.of(text)
    this.#units = units
    const vocabulary = this.#vocabulary
    const kindOf = kindOfUnit
    const size = within.end
    let { starts, ends, words } = this
    let length = 0
    let at = within.start
    for (;;) {
      let unit = units[at] ?? 0
      let kind = kindOf[unit] ?? 0
      while (kind === kinds.other || kind === kinds.joiner) {
        if (at >= size) {
          this.length = length
          return
        }
        unit = units[++at] ?? 0
        kind = kindOf[unit] ?? 0
      }
      const start = at
      // Most words are of few plain letters, which are the key that their class is known by.
      let first = 0
      let second = 0
      let third = 0
      for (; at < start + lettersEach && isPlainLetter(unit); unit = units[++at] ?? 0)
        first = withLetter(first, unit)
      for (; at < start + 2 * lettersEach && isPlainLetter(unit); unit = units[++at] ?? 0)
        second = withLetter(second, unit)
      for (; at < start + 3 * lettersEach && isPlainLetter(unit); unit = units[++at] ?? 0)
        third = withLetter(third, unit)
      if (start < at && (unit === space || endsWord(units, at))) {
        const word = vocabulary.classOfLetters(first, second, third, text, start, at)
        if (word !== mayBeAddress) {
          if (length === starts.length) {
            this.#makeRoom()
            ;({ starts, ends, words } = this)
          }
          starts[length] = start
          ends[length] = at
          words[length] = word
          if (word >= firstForeign) this.#note(length, word)
          length++
          continue
        }
      }
      this.length = length
      at = this.#readOther(start)
      length = this.length
      ;({ starts, ends, words } = this)
    }
  }

  /**
   * Adds the word that begins at `start`, of whatever characters, and where it is cut from a run of spaceless
   * script, the whole run. @returns where what was added ends
   */
  #readOther(start: number): number {
    const units = this.#units
    let at = start
    let hash = emptyHash
    for (let unit = units[at] ?? 0; kindOfUnit[unit] === kinds.word; unit = units[++at] ?? 0)
      hash = hashedWith(hash, unit)
    if (start < at && isSimpleWord(this.text, units, start, at)) {
      this.#add(start, at, hash)
      return at
    }
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
    if (word >= firstForeign) this.#note(at, word)
  }

  /** Takes note of a word that could belong to a rule, or speaks for another language. */
  #note(at: number, word: number): void {
    if (word >= firstMatching) this.hits[this.hitCount++] = at
    if (this.#vocabulary.classes[word]?.voice === 'others') this.foreignWords++
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
    return this.#class(at).voice === 'others'
  }

  /** Whether word `at` speaks for English alone. */
  isEnglish(at: number): boolean {
    return this.#class(at).voice === 'english'
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

/** Whether a word of plain letters that were read up to `end` goes no further. */
function endsWord(units: Uint16Array, end: number): boolean {
  const kind = kindOfUnit[units[end] ?? 0]
  if (kind !== kinds.joiner) return kind === kinds.other
  const after = kindOfUnit[units[end + 1] ?? 0]
  return after !== kinds.word && after !== kinds.surrogate
}

/** Whether `[start, end)` are all of a word, by a quick look at either end; otherwise the scanner decides. */
function isSimpleWord(text: string, units: Uint16Array, start: number, end: number): boolean {
  const isMarked = units[start] === underscore || units[end] === percent
  return !isMarked && !mayOpenAddress(text, start) && endsWord(units, end)
}

function isPlainLetter(unit: number): boolean {
  return ((unit | 32) - 97) >>> 0 < 26
}
