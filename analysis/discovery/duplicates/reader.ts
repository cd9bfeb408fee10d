import { copiedRuns, type Run } from './runs.ts'
import { shingleAt, shingleCount } from './shingles.ts'
import { TextWords } from './textWords.ts'

/** Reads texts as words, without those copied from wording that everybody was given. */
export class Reader {
  readonly #words = new TextWords()
  readonly #wording = new Set<number>()

  /** @param wording texts of which five words in a row, or more, are nobody's own: questions, letterheads */
  constructor(wording: readonly string[]) {
    for (const text of wording) {
      this.#words.read(text)
      const count = shingleCount(this.#words)
      for (let word = 0; word < count; word++) this.#wording.add(shingleAt(this.#words, word))
    }
  }

  /** @returns the words of the text, until the next text is read */
  read(text: string): TextWords {
    const words = this.#words
    words.read(text)
    if (this.#wording.size === 0) return words
    const runs = copiedRuns(words, shingle => this.#wording.has(shingle))
    if (runs.length > 0) words.dropWords(inside(runs))
    return words
  }
}

/** Tells of words that are asked for in order whether a run holds them. */
function inside(runs: Run[]): (word: number) => boolean {
  let at = 0
  return word => {
    while (word >= (runs[at]?.end ?? Number.POSITIVE_INFINITY)) at++
    return word >= (runs[at]?.first ?? Number.POSITIVE_INFINITY)
  }
}
