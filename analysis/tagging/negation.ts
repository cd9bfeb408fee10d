import type { TokenisedText } from './tokenised.ts'

/** How many words before a match a negation is looked for. */
const window = 6

/** How far after a match its "is not a problem" may begin, and how far that may reach. */
const afterMatch = 3
const afterNegator = 3

/**
 * Whether words of a text stand under a negation of the same clause: "no longer outsourced", "not hierarchical",
 * "without a vision", "I don't think it is hierarchical", "hierarchy does not exist".
 *
 * A negation is looked for in the six words before, up to a mark of punctuation or a word that begins a clause
 * (but, because, "and we"), and two cancel each other. "Not only", "not enough" and "no doubt" deny nothing.
 * A negated verb does not deny its subject ("our culture does not reward risk" speaks of culture) unless the
 * clause denies that it exists or matters. "Lack of vision", "missing" and "too little" are no negations: they
 * say that something is absent, which is what the writer asserts.
 *
 * @param first,last the words of the match; a negation inside it is part of what it says
 */
export function isNegated(text: TokenisedText, first: number, last: number): boolean {
  return negatorsBefore(text, first) % 2 === 1 || isDeniedAfter(text, last)
}

function negatorsBefore(text: TokenisedText, first: number): number {
  let negators = 0
  for (let at = first - 1; at >= 0 && at >= first - window; at--) {
    if (text.isClauseEnd(at)) break
    const role = text.role(at)
    if (role === 'breaks' || (role === 'joins' && at + 1 < first && text.role(at + 1) === 'subject')) break
    if (role === 'negates' && (at + 1 === first || text.role(at + 1) !== 'softens')) negators++
  }
  return negators
}

function isDeniedAfter(text: TokenisedText, last: number): boolean {
  for (let at = last + 1; at <= last + afterMatch; at++) {
    if (text.isClauseEnd(at - 1)) return false
    const role = text.role(at)
    if (role === 'negates') return holdsAfter(text, at)
    if (role !== 'helps') return false
  }
  return false
}

function holdsAfter(text: TokenisedText, negator: number): boolean {
  for (let at = negator + 1; at <= negator + afterNegator; at++) {
    if (text.isClauseEnd(at - 1)) return false
    const role = text.role(at)
    if (role === 'softens') return false
    if (role === 'holds') return true
  }
  return false
}
