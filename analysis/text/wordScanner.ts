import { apostrophes, characterKind, characterLength, hyphens, kinds, unitKind } from './characters.ts'
import { spacelessWords } from './spaceless.ts'

/**
 * How much one word holds. `whole`: "well-being", "GOV.UK" and "e.g." are one word each.
 * `parts`: they are cut at hyphens and stops, as rules see them, so that "hierarchy-driven" holds "hierarchy".
 */
export type ScanMode = 'whole' | 'parts'

const address = /https?:\/\/[^\s<>"“”]+|www\.[^\s<>"“”]+/iy
const afterAddress = '.,;:!?\'"’”)]}…*_'
const emoji =
  /\p{Regional_Indicator}{2}|\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]*(?:\u200D\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]*)*/uy

/**
 * Walks over the words of a text, in order, without making an object for each: after `next()` has returned
 * true, `start` and `end` are the span of the word. Time is linear in the length of the text.
 */
export class WordScanner {
  start = 0
  end = 0
  readonly #text: string
  readonly #whole: boolean
  /** Words of a run of spaceless script that was cut up ahead: ends still to hand out, last first. */
  #queue: number[] = []

  constructor(text: string, mode: ScanMode) {
    this.#text = text
    this.#whole = mode === 'whole'
  }

  /** Moves to the next word. @returns false at the end of the text */
  next(): boolean {
    const queued = this.#queue.pop()
    if (queued !== undefined) {
      this.start = this.end
      this.end = queued
      return true
    }
    const text = this.#text
    let at = this.end
    while (at < text.length) {
      const kind = characterKind(text, at)
      if (kind === kinds.other || kind === kinds.joiner) {
        at++
        continue
      }
      this.start = at
      if (kind === kinds.word) this.end = this.#wordEnd(at)
      else if (kind === kinds.emoji) this.end = matchEnd(emoji, text, at) ?? at + characterLength(text, at)
      else this.#takeSpaceless(at)
      if (kind !== kinds.word || this.#holdsMoreThanLines()) return true
      at = this.end
    }
    this.end = at
    return false
  }

  #takeSpaceless(at: number): void {
    const ends = spacelessWords(this.#text, at)
    this.#queue = ends.reverse()
    this.end = this.#queue.pop() ?? at + characterLength(this.#text, at)
  }

  /** False for a blank of a form: a run of underscores is no word. */
  #holdsMoreThanLines(): boolean {
    for (let at = this.start; at < this.end; at++) if (this.#text[at] !== '_') return true
    return false
  }

  #wordEnd(start: number): number {
    const text = this.#text
    const first = text[start]
    if (first === 'h' || first === 'w' || first === 'H' || first === 'W') {
      const end = matchEnd(address, text, start)
      if (end !== null) return withoutTail(text, start, end)
    }
    let end = start
    let segment = start
    let dotted = true
    for (;;) {
      while (unitKind(text, end) === kinds.word) end++
      if (unitKind(text, end) === kinds.surrogate && characterKind(text, end) === kinds.word) {
        end += characterLength(text, end)
        continue
      }
      if (unitKind(text, end) !== kinds.joiner || !this.#joins(segment, end)) break
      dotted &&= text[end] === '.' && end - segment === 1
      end++
      segment = end
    }
    if (text[end] === '%' && isDigit(text.charCodeAt(end - 1))) return end + 1
    // "e.g." and "U.K." keep their last stop.
    const abbreviated = dotted && segment > start && end - segment === 1 && text[end] === '.'
    return this.#whole && abbreviated ? end + 1 : end
  }

  /** Whether the mark at `at` holds together what stands before it (from `segment`) and after it. */
  #joins(segment: number, at: number): boolean {
    const text = this.#text
    const joiner = text[at] ?? ''
    if (characterKind(text, at + 1) !== kinds.word) return false
    if (apostrophes.includes(joiner) || joiner === '@') return true
    const betweenDigits = isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1))
    if (joiner === ',') return betweenDigits
    if (joiner === '.') return betweenDigits || (this.#whole && !startsSentence(text, segment, at))
    return this.#whole && hyphens.includes(joiner)
  }
}

/** "…hierarchy.We think": a stop whose space was forgotten, unlike those of "GOV.UK", "node.js" and "U.K". */
function startsSentence(text: string, segment: number, stop: number): boolean {
  if (stop - segment === 1) return false
  const next = text[stop + 1] ?? ''
  const second = text[stop + 2] ?? ''
  const isUpper = next !== next.toLowerCase()
  return isUpper && second === second.toLowerCase()
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57
}

function matchEnd(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : null
}

/** An address without the punctuation of the sentence around it. */
function withoutTail(text: string, start: number, end: number): number {
  let last = end
  while (last - 1 > start && afterAddress.includes(text[last - 1] ?? '')) last--
  return last
}
