import { apostrophes, characterKind, characterLength, hyphens, kindOfUnit, kinds } from './characters.ts'
import { spacelessWords } from './spaceless.ts'
import { emptyHash, hashedWith, hashOf } from './wordHash.ts'

/**
 * How much one word holds. `whole`: "well-being", "GOV.UK" and "e.g." are one word each.
 * `parts`: they are cut at hyphens and stops, as rules see them, so that "hierarchy-driven" holds "hierarchy".
 */
export type ScanMode = 'whole' | 'parts'

const address = /https?:\/\/[^\s<>"“”]+|www\.[^\s<>"“”]+/iy
const afterAddress = '.,;:!?\'"’”)]}…*_'
const emoji =
  /\p{Regional_Indicator}{2}|\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]*(?:\u200D\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]*)*/uy

const underscore = 95
const percent = 37
const stop = 46

/**
 * Walks over the words of a text, in order, without making an object for each: after `next()` has returned
 * true, `start` and `end` are the span of the word, and `hash` is the hash of its code units. Time is linear in the length of the text.
 */
export class WordScanner {
  start = 0
  end = 0
  hash = emptyHash
  readonly #text: string
  readonly #whole: boolean
  /** Words of a run of spaceless script that was cut up ahead: ends still to hand out, last first. */
  #queue: number[] = []

  constructor(text: string, mode: ScanMode) {
    this.#text = text
    this.#whole = mode === 'whole'
  }

  /** Whether the next word is known: it stands in a run of spaceless script that was cut up at once. */
  get isAmidRun(): boolean {
    return this.#queue.length > 0
  }

  /** Has the next word looked for from `at`, which must not lie inside a word. */
  moveTo(at: number): void {
    this.end = at
    this.#queue = []
  }

  /** Moves to the next word. @returns false at the end of the text */
  next(): boolean {
    const queued = this.#queue.pop()
    if (queued !== undefined) {
      this.start = this.end
      this.end = queued
      this.hash = hashOf(this.#text, this.start, queued)
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
      if (kind === kinds.word) {
        this.#takeWord(at)
        if (this.#holdsMoreThanLines()) return true
        at = this.end
        continue
      }
      if (kind === kinds.emoji) this.end = matchEnd(emoji, text, at) ?? at + characterLength(text, at)
      else this.#takeSpaceless(at)
      this.hash = hashOf(text, at, this.end)
      return true
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
    for (let at = this.start; at < this.end; at++) if (this.#text.charCodeAt(at) !== underscore) return true
    return false
  }

  #takeWord(start: number): void {
    const text = this.#text
    if (mayOpenAddress(text, start)) {
      const end = matchEnd(address, text, start)
      if (end !== null) {
        this.end = withoutTail(text, start, end)
        this.hash = hashOf(text, start, this.end)
        return
      }
    }
    let end = start
    let hash = emptyHash
    let segment = start
    let dotted = true
    for (;;) {
      let kind: number = kinds.other
      while (end < text.length) {
        const unit = text.charCodeAt(end)
        kind = kindOfUnit[unit] ?? kinds.other
        if (kind !== kinds.word) break
        hash = hashedWith(hash, unit)
        end++
      }
      if (end === text.length) break
      if (kind === kinds.surrogate && characterKind(text, end) === kinds.word) {
        hash = hashedWith(hashedWith(hash, text.charCodeAt(end)), text.charCodeAt(end + 1))
        end += 2
        continue
      }
      if (kind !== kinds.joiner || !this.#joins(segment, end)) break
      const joiner = text.charCodeAt(end)
      dotted &&= joiner === stop && end - segment === 1
      hash = hashedWith(hash, joiner)
      end++
      segment = end
    }
    const next = end < text.length ? text.charCodeAt(end) : 0
    const isPercentage = next === percent && isDigit(text.charCodeAt(end - 1))
    // "e.g." and "U.K." keep their last stop.
    const isAbbreviation = this.#whole && next === stop && dotted && segment > start && end - segment === 1
    const takesNext = isPercentage || isAbbreviation
    this.end = takesNext ? end + 1 : end
    this.hash = takesNext ? hashedWith(hash, next) : hash
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

/** Whether an address may begin here: with "ht" or "ww", in any case. */
export function mayOpenAddress(text: string, at: number): boolean {
  if (at + 1 >= text.length) return false
  const pair = ((text.charCodeAt(at) | 32) << 8) | (text.charCodeAt(at + 1) | 32)
  return pair === 0x6874 || pair === 0x7777
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
