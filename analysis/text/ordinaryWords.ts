import { createRequire } from 'node:module'
import { stem } from './stem.ts'

/** The words of the English lexicon that natural’s tagger brings: 92,000, in American spelling. */
const lexicon = 'natural/lib/natural/brill_pos_tagger/data/English/lexicon_from_posjs.json'

let known: ReadonlySet<string> | undefined

/**
 * Whether an English reader takes a word for one of the language: a name, a coinage, a number of five digits or more and
 * a word of another language are none. Spelling and endings make no difference. The first call reads the lexicon, which
 * takes about half a second.
 *
 * @param word one word, in any case
 */
export function isOrdinary(word: string): boolean {
  if (/^\p{N}+$/u.test(word)) return word.length < 5
  known ??= families()
  return known.has(stem(word.toLowerCase()))
}

function families(): ReadonlySet<string> {
  const words = Object.keys(createRequire(import.meta.url)(lexicon) as Record<string, unknown>)
  // Names have capitals, and are no words of the language.
  return new Set(words.filter(word => word === word.toLowerCase()).map(stem))
}
