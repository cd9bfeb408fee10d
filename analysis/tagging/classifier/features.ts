import { stem } from '../../text/stem.ts'
import { tokenise } from '../../text/tokens.ts'
import type { Unlabelled } from './example.ts'

/** What a feature is; the first letter of its name. */
export const featureKinds = {
  /** A word family. */
  words: 'w',
  /** Two that follow one another. */
  pairs: 'p',
  /** Three or four characters of a word, spaces at its ends included. */
  characters: 'c',
  question: 'q',
  length: 'l',
  rule: 'r',
} as const
export type FeatureKind = keyof typeof featureKinds

export const allFeatureKinds = Object.keys(featureKinds) as FeatureKind[]

/** Longer words (code units) are no words, and their pieces would be many. */
const longestWord = 40
/** Upper ends of the classes of length, in words. */
const lengths = [2, 5, 10, 20, 40]

/**
 * Takes a passage apart into features.
 *
 * @param take is given each feature's name and where it stands; `[0, 0)` where it is of the passage as a whole
 */
export function readFeatures(
  { text, question, rules }: Unlabelled,
  take: (name: string, start: number, end: number) => void,
): void {
  const tokens = tokenise(text)
  let before = ''
  let beforeStart = 0
  for (const { word, start, end } of tokens) {
    const family = stem(word)
    take(`w${family}`, start, end)
    if (before !== '') take(`p${before} ${family}`, beforeStart, end)
    before = family
    beforeStart = start
    if (word.length <= longestWord) readCharacters(word, start, end, take)
  }
  if (question) take(`q${question.replace(/\s+/g, ' ').trim()}`, 0, 0)
  const length = lengths.findIndex(most => tokens.length <= most)
  take(`l${length === -1 ? lengths.length : length}`, 0, 0)
  for (const rule of rules ?? []) take(`r${rule}`, 0, 0)
}

function readCharacters(
  word: string,
  start: number,
  end: number,
  take: (name: string, start: number, end: number) => void,
): void {
  const padded = ` ${word} `
  for (let at = 0; at + 3 <= padded.length; at++) {
    // The form without case can be longer or shorter than the word as written.
    const from = Math.min(end, start + Math.max(0, at - 1))
    take(`c${padded.slice(at, at + 3)}`, from, Math.min(end, start + at + 2))
    if (at + 4 <= padded.length) take(`c${padded.slice(at, at + 4)}`, from, Math.min(end, start + at + 3))
  }
}
