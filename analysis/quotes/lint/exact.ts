import type { Span } from '../../model.ts'
import { patternOf, wordEnd, wordStart } from './pattern.ts'

const wordCharacter = /[\p{L}\p{M}\p{N}]/u
const startsWord = new RegExp(wordStart, 'uy')
const endsWord = new RegExp(wordEnd, 'uy')

/** Where a source holds the words exactly, as whole words; null where it does not. */
export function findVerbatim(source: string, words: string): Span | null {
  const checksStart = wordCharacter.test(/^./su.exec(words)?.[0] ?? '')
  const checksEnd = wordCharacter.test(/.$/su.exec(words)?.[0] ?? '')
  for (let at = source.indexOf(words); at >= 0; at = source.indexOf(words, at + 1)) {
    const end = at + words.length
    if (checksStart && !holdsAt(startsWord, source, at)) continue
    if (checksEnd && !holdsAt(endsWord, source, end)) continue
    return { start: at, end }
  }
  return null
}

/** Longer words (code units) are found as they stand or not at all: no pattern is made of a whole book. */
const longestPattern = 50_000

/** A finder of the same words set differently: first letter's case, quote marks, dashes, white space, last stop. */
export function normalisedFinder(words: string): (source: string) => Span | null {
  if (words.length > longestPattern) return () => null
  const loose = { firstLetter: true, finalStop: true, insideStart: false, insideEnd: false }
  const pattern = new RegExp(patternOf(words.trim(), loose), 'u')
  return source => {
    const match = pattern.exec(source)
    return match ? { start: match.index, end: match.index + match[0].length } : null
  }
}

function holdsAt(place: RegExp, text: string, at: number): boolean {
  place.lastIndex = at
  return place.test(text)
}
