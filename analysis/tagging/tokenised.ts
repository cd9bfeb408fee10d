import { WordScanner } from '../text/wordScanner.ts'
import type { NegationRole } from './negationWords.ts'
import type { Vocabulary, WordClass } from './vocabulary.ts'

/** A text as words of a codebook's vocabulary, with the place of each. Hyphenated words count as their parts. */
export class TokenisedText {
  readonly text: string
  readonly starts: number[] = []
  readonly ends: number[] = []
  readonly classes: WordClass[] = []
  /** Whether any word could belong to a rule. */
  hasMatches = false

  constructor(text: string, vocabulary: Vocabulary) {
    this.text = text
    const scanner = new WordScanner(text, 'parts')
    while (scanner.next()) {
      const word = vocabulary.classAt(text, scanner.start, scanner.end)
      this.starts.push(scanner.start)
      this.ends.push(scanner.end)
      this.classes.push(word)
      this.hasMatches ||= word.atoms.length > 0
    }
  }

  /** What word `at` does to a negation; `none` past either end. */
  role(at: number): NegationRole {
    return this.classes[at]?.role ?? 'none'
  }

  /** Whether a mark of punctuation, a spaced dash or a line end parts word `at` from the next. */
  isClauseEnd(at: number): boolean {
    const end = this.ends[at]
    const next = this.starts[at + 1]
    if (end === undefined || next === undefined) return true
    if (next === end + 1 && this.text.charCodeAt(end) === 32) return false
    for (let place = end; place < next; place++) {
      const mark = this.text[place] ?? ''
      if (',;:()[]–—.!?…\n'.includes(mark)) return true
      if (mark === '-' && this.text[place - 1] === ' ') return true
    }
    return false
  }
}
