import { WordTable } from '../../tagging/wordTable.ts'
import { CodeUnits } from '../../text/codeUnits.ts'
import { wordForm } from '../../text/tokens.ts'
import { hashOf } from '../../text/wordHash.ts'
import { WordScanner } from '../../text/wordScanner.ts'
import { mixed } from './mixed.ts'

/** Words that there is room for at first; the room doubles when it is full. */
const firstRoom = 1024

/**
 * A text as numbers, one for each different word whatever its case, with the place of each. Hyphenated words
 * count as their parts. One is used for text after text, and its memory again with it: `read` replaces what
 * was read before. What stands in the arrays beyond `length` is left of other texts.
 */
export class TextWords {
  text = ''
  length = 0
  numbers = new Uint32Array(firstRoom)
  starts = new Int32Array(firstRoom)
  ends = new Int32Array(firstRoom)
  /** Which word of the text each is, counted from 0: they follow each other until some are dropped. */
  places = new Int32Array(firstRoom)
  readonly #known = new WordTable()
  readonly #memory = new CodeUnits()

  read(text: string): void {
    const units = this.#memory.of(text)
    const scanner = new WordScanner(text, 'parts')
    let length = 0
    while (scanner.next()) {
      const { start, end } = scanner
      if (length === this.numbers.length) this.#makeRoom()
      this.numbers[length] = this.#known.get(units, start, end, scanner.hash, numberOf)
      this.starts[length] = start
      this.ends[length] = end
      this.places[length] = length
      length++
    }
    this.text = text
    this.length = length
  }

  /** Takes the words out for which `drops` holds; the others keep their spans and places. */
  dropWords(drops: (word: number) => boolean): void {
    let kept = 0
    for (let word = 0; word < this.length; word++) {
      if (drops(word)) continue
      this.numbers[kept] = this.numbers[word] ?? 0
      this.starts[kept] = this.starts[word] ?? 0
      this.ends[kept] = this.ends[word] ?? 0
      this.places[kept] = this.places[word] ?? 0
      kept++
    }
    this.length = kept
  }

  #makeRoom(): void {
    const { numbers, starts, ends, places } = this
    const room = numbers.length * 2
    this.numbers = new Uint32Array(room)
    this.starts = new Int32Array(room)
    this.ends = new Int32Array(room)
    this.places = new Int32Array(room)
    this.numbers.set(numbers)
    this.starts.set(starts)
    this.ends.set(ends)
    this.places.set(places)
  }
}

function numberOf(word: string): number {
  const form = wordForm(word)
  return mixed(hashOf(form, 0, form.length))
}
