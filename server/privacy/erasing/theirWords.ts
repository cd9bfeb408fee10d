import { isOrdinary } from '../../../analysis/application.ts'
import type { Span } from '../../../analysis/index.ts'

/** What stands where words of a response were erased. */
export const erasedSign = '[erased]'

/** So many words in a row tell where they come from, whatever they are. */
const tellingRun = 6
/** A single word tells it from so many letters on, where it is no ordinary one. */
const tellingLetters = 4

type Token = Span & { word: string }

/**
 * Finds in what other people wrote the words of one respondent: six in a row; two or more that stand between quotation
 * marks; a single word that is no ordinary English one; and their name or address, whole.
 */
export class TheirWords {
  readonly #runs = new Set<string>()
  readonly #single = new Set<string>()
  readonly #names: string[]
  /** All that they wrote, in words with one space before, between and after them. */
  readonly #all: string[]

  /** @param texts what they wrote, and what they said of themselves; @param names of the person, and addresses */
  constructor(texts: string[], names: string[]) {
    for (const text of texts) {
      const tokens = tokensOf(text)
      for (let at = 0; at + tellingRun <= tokens.length; at++)
        this.#runs.add(wordsOf(tokens.slice(at, at + tellingRun)))
      for (const { word } of tokens) if (tellsAlone(word)) this.#single.add(word)
    }
    this.#names = names.map(bareWords).filter(name => name !== '')
    this.#all = texts.map(text => ` ${bareWords(text)} `)
  }

  /** Every stretch of a text that may be theirs, in words as {@link bareWords} has them: others may have written it too. */
  candidatesIn(text: string): Set<string> {
    return new Set(this.#found(text).map(({ words }) => words))
  }

  /**
   * A text with a sign in the place of their words.
   * @param theirs the candidates that nobody else wrote
   */
  without(text: string, theirs: ReadonlySet<string>): string {
    let kept = ''
    let at = 0
    for (const { start, end } of merged(this.#found(text).filter(({ words }) => theirs.has(words)))) {
      kept += text.slice(at, start) + erasedSign
      at = end
    }
    return kept + text.slice(at)
  }

  #found(text: string): (Span & { words: string })[] {
    const tokens = tokensOf(text)
    const found: (Span & { words: string })[] = []
    const add = (part: Token[]) => {
      const [first, last] = [part[0], part.at(-1)]
      if (first && last) found.push({ start: first.start, end: last.end, words: wordsOf(part) })
    }
    for (const [at, token] of tokens.entries()) {
      const run = tokens.slice(at, at + tellingRun)
      if (this.#runs.has(wordsOf(run))) add(run)
      if (this.#single.has(token.word)) add([token])
      for (const name of this.#names) {
        const part = tokens.slice(at, at + name.split(' ').length)
        if (wordsOf(part) === name) add(part)
      }
    }
    for (const { start, end } of quotationsIn(text)) {
      const part = tokens.filter(token => token.start >= start && token.end <= end)
      if (part.length > 1 && this.#all.some(all => all.includes(` ${wordsOf(part)} `))) add(part)
    }
    return found
  }
}

/** A text in words alone, in lower case, with one space between. */
export function bareWords(text: string): string {
  return wordsOf(tokensOf(text))
}

function tellsAlone(word: string): boolean {
  return word.length >= tellingLetters && !isOrdinary(word)
}

/** What stands between quotation marks. */
function quotationsIn(text: string): Span[] {
  return Array.from(text.matchAll(/[“"‘«„]([^“”"‘«»„]{2,2000}?)[”"’»“]/gu), ({ 0: whole, index }) => ({
    start: index,
    end: index + whole.length,
  }))
}

function merged(spans: Span[]): Span[] {
  const sorted = spans.toSorted((a, b) => a.start - b.start || a.end - b.end)
  const all: Span[] = []
  for (const { start, end } of sorted) {
    const last = all.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else all.push({ start, end })
  }
  return all
}

function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(/[\p{L}\p{M}\p{N}]+/gu), ({ 0: word, index }) => ({
    word: word.normalize('NFKC').toLowerCase(),
    start: index,
    end: index + word.length,
  }))
}

function wordsOf(tokens: Token[]): string {
  return tokens.map(({ word }) => word).join(' ')
}
