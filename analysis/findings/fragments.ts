import type { Span } from '../model.ts'
import { countWords } from '../text/words.ts'
import { standsAlone } from './standsAlone.ts'

/** Where a long sentence can be parted: at punctuation, and before words that open a clause with its own subject. */
const seam = /[,;:()]\s*|\s+[–—-]\s+|—|\s(?=(?:because|when|while|unless|until|although|though|if)\s)/giu

const fewestWords = 4
const mostWords = 16

/** Words that need what follows them: no fragment ends in one. */
const dangling =
  /(?<![\p{L}'’])(?:a|an|the|of|to|in|on|at|by|for|from|with|and|or|but|as|than|that|which|who|is|are|was|were|be|been|has|have|had|will|would|can|could|should|may|might|must|not|no|very|more|most|their|our|my|your|its|his|her|this|these|those|into|about|between|if|because|when|while|where)$/iu

/** A fragment that begins so hangs on what came before it. */
const hanging =
  /^(?:by|as|than|due|per|via|of|for|from|with|without|to|in|on|at|into|through|under|over|about|or|nor|not|rather|(?:\p{Ll}+ly\s+)?\p{Ll}+ing)(?![\p{L}'’])/u

/** "Loss of Expertise and Institutional Knowledge": a heading, not what somebody says. */
const heading = /^(?:\p{Lu}[\p{L}'’-]*(?:\s+(?:(?:of|and|the|in|to|for|or|a|an|on|by|with|&)\s+)*|$)){3,}$/u

/** Words that lead into a fragment but are no part of it: "because the queue is long" → "the queue is long". */
const openings =
  /^(?:and|but|so|or|yet|because|where|when|while|that|unless|until|although|though|if|whether|such as|including)\s+/iu

/**
 * Short stretches of a sentence that can stand inside a sentence of somebody else's: clauses of 4 to 16 words
 * that begin with nothing they would have to explain and end with nothing left open. In order of place.
 */
export function fragmentsOf(text: string, sentence: Span): Span[] {
  const words = text.slice(sentence.start, sentence.end)
  const bounds = [...words.matchAll(seam)].flatMap(({ index, 0: found }) => [index, index + found.length])
  const places = [0, ...bounds, words.length]
  const clauses = places.slice(1).map((end, i) => trimmed(words, places[i] ?? 0, end))
  return clauses
    .filter(({ start, end }) => isFragment(words.slice(start, end)))
    .map(({ start, end }) => ({ start: sentence.start + start, end: sentence.start + end }))
}

function trimmed(words: string, from: number, to: number): Span {
  const clause = words.slice(from, to)
  const lead = /^\s*/.exec(clause)?.[0].length ?? 0
  const opening = openings.exec(clause.slice(lead))?.[0].length ?? 0
  const end = from + clause.replace(/[\s.,;:!?"“”]+$/u, '').length
  return { start: Math.min(from + lead + opening, end), end }
}

function isFragment(words: string): boolean {
  const count = countWords(words)
  if (count < fewestWords || count > mostWords) return false
  if (heading.test(words)) return false
  return standsAlone(words) && !hanging.test(words) && !dangling.test(words) && !/["“”()[\]\n]/.test(words)
}
