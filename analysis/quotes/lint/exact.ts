import type { Span } from '../../model.ts'
import { patternOf } from './pattern.ts'

const wordCharacter = /[\p{L}\p{M}\p{N}]/u

/** Where a source holds the words exactly, as whole words; null where it does not. */
export function findVerbatim(source: string, words: string): Span | null {
  for (let at = source.indexOf(words); at >= 0; at = source.indexOf(words, at + 1)) {
    const end = at + words.length
    if (!splitsWord(source, at) && !splitsWord(source, end)) return { start: at, end }
  }
  return null
}

/** A finder of the same words set differently: first letter's case, quote marks, dashes, white space, last stop. */
export function normalisedFinder(words: string): (source: string) => Span | null {
  const loose = { firstLetter: true, finalStop: true, insideStart: false, insideEnd: false }
  const pattern = new RegExp(patternOf(words.trim(), loose), 'u')
  return source => {
    const match = pattern.exec(source)
    return match ? { start: match.index, end: match.index + match[0].length } : null
  }
}

function splitsWord(text: string, at: number): boolean {
  return wordCharacter.test(characterBefore(text, at)) && wordCharacter.test(characterAt(text, at))
}

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}

function characterBefore(text: string, at: number): string {
  return /.$/su.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? ''
}
