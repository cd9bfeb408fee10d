import { WordScanner } from '../text/wordScanner.ts'
import type { NegationRole } from './negationWords.ts'
import type { Vocabulary, WordClass } from './vocabulary.ts'

/** Words that there is room for at first; the room doubles when it is full. */
const firstRoom = 1024

/**
 * A text as words of a codebook's vocabulary, with the place of each. Hyphenated words count as their parts.
 * One is used for text after text, and its memory again with it: `read` replaces what was read before.
 */
export class TokenisedText {
  text = ''
  /** How many words there are; beyond it, `starts`, `ends` and `classes` hold what is left of other texts. */
  length = 0
  starts = new Int32Array(firstRoom)
  ends = new Int32Array(firstRoom)
  readonly classes: WordClass[] = []
  /** Whether any word could belong to a rule. */
  hasMatches = false
  readonly #vocabulary: Vocabulary

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
  }

  read(text: string): void {
    const { classes } = this
    const scanner = new WordScanner(text, 'parts')
    let length = 0
    let hasMatches = false
    while (scanner.next()) {
      const { start, end } = scanner
      if (length === this.starts.length) this.#makeRoom()
      const word = this.#vocabulary.classAt(text, start, end, scanner.hash)
      this.starts[length] = start
      this.ends[length] = end
      classes[length] = word
      hasMatches ||= word.atoms.length > 0
      length++
    }
    this.text = text
    this.length = length
    this.hasMatches = hasMatches
  }

  #makeRoom(): void {
    const { starts, ends } = this
    this.starts = new Int32Array(starts.length * 2)
    this.ends = new Int32Array(ends.length * 2)
    this.starts.set(starts)
    this.ends.set(ends)
  }

  /** What word `at` does to a negation; `none` past either end. */
  role(at: number): NegationRole {
    return at >= 0 && at < this.length ? (this.classes[at]?.role ?? 'none') : 'none'
  }

  /** Whether a mark of punctuation, a spaced dash or a line end parts word `at` from the next. */
  isClauseEnd(at: number): boolean {
    if (at < 0 || at + 1 >= this.length) return true
    const end = this.ends[at] ?? 0
    const next = this.starts[at + 1] ?? 0
    if (next === end + 1 && this.text.charCodeAt(end) === 32) return false
    for (let place = end; place < next; place++) {
      const mark = this.text[place] ?? ''
      if (',;:()[]–—.!?…\n'.includes(mark)) return true
      if (mark === '-' && this.text[place - 1] === ' ') return true
    }
    return false
  }
}
