/** Words by which a thought turns: what follows is meant against, or only under, what came before. */
const turning =
  /(?<![\p{L}\p{N}'’-])(?:but|however|although|though|yet|whereas|instead|otherwise|on the other hand|even so|nevertheless|nonetheless|only if|provided that|as long as)(?![\p{L}\p{N}'’-])/iu

/** The first word of a stretch by which its thought turns; undefined where there is none. */
export function turningWord(words: string): string | undefined {
  return turning.exec(words)?.[0]
}

/** Words in either case of their first letter, as one alternative. */
function either(words: string): string {
  return words
    .split('|')
    .map(word => `[${word.charAt(0).toUpperCase()}${word.charAt(0)}]${word.slice(1)}`)
    .join('|')
}

const pronoun = `I|${either('we|you|he|she|they|it|this|that|these|those|there|everyone|everybody|nobody|somebody|someone|people|others')}`
const determiner = either(
  'the|an?|our|my|your|his|her|its|their|this|that|these|those|some|many|most|all|each|every|no|any|both|several|one',
)
const finite =
  "(?:is|are|was|were|am|has|have|had|do|does|did|will|would|can|could|should|may|might|must|cannot|\\p{L}+n[’']t|\\p{Ll}+(?:ed|es))"
const opening = `(?:^\\s*|[.!?;:,–—(]\\s*|(?:^|\\s)(?:and|or|so|nor|while|because|if|when|unless|until|since|as|where)\\s+)`
/** A subject with its verb behind it: a pronoun, or a few words from a determiner or a capital on. */
const subject = new RegExp(
  `${opening}((?:${pronoun})(?=\\s+\\p{Ll})|(?:(?:${determiner})\\s+|(?=\\p{Lu}))(?:[\\p{L}\\p{N}’'-]+\\s+){0,5}?[\\p{L}\\p{N}’'-]+(?=\\s+(?:also\\s+|never\\s+|always\\s+|often\\s+)?${finite}(?!\\p{L})))`,
  'gu',
)
/** What begins so has a subject of its own, or goes on with what came before the cut. */
const goesOn = new RegExp(
  `^\\s*(?:[.,;:!?)–—]|(?:${pronoun}|${determiner}|and|or|so|nor|because|if|when|while|to|of|in|on|at|for|with|from|by|about|into|than|as)(?![\\p{L}'’]))`,
  'u',
)
/** A cut that begins so takes out what tells more of the word before it. */
const relative = /^[\s,]*(?:that|which|who|whom|whose)(?![\p{L}])/u

/**
 * What the words after a cut were said of, where the cut takes that away and leaves what came before it to be taken
 * for their subject: "Our supplier is slow and the council is quick", cut to "Our supplier is […] quick".
 *
 * @param before the quote up to the cut, and `after` what follows it
 * @returns the subject that was cut; undefined where none is seen to be
 */
export function subjectLost(before: string, cut: string, after: string): string | undefined {
  if (!/\p{L}/u.test(before) || !/\p{L}/u.test(after)) return undefined
  if (goesOn.test(after) || relative.test(cut) || /[.,;:!?)–—]\s*$/.test(cut)) return undefined
  // What follows the cut may be the verb by which the subject shows.
  const next = /^\s*[\p{L}\p{N}’'-]+(?:\s+[\p{L}\p{N}’'-]+)?/u.exec(after)?.[0] ?? ''
  const found = Array.from(`${cut}${next}`.matchAll(subject)).at(-1)
  const opens = found && found.index + found[0].length <= cut.trimEnd().length
  return opens ? found[1] : undefined
}
