/**
 * Counts words as a word processor and the counter under a question's box do: what stands between white space.
 *
 * @param text any text
 * @returns the number of words; 0 for an empty or blank text
 */
export function countWords(text: string): number {
  let words = 0
  let isBetween = true
  for (let at = 0; at < text.length; at++) {
    const isSpace = isWhiteSpace(text.charCodeAt(at))
    if (isBetween && !isSpace) words++
    isBetween = isSpace
  }
  return words
}

/** What `\s` of a regular expression matches. */
function isWhiteSpace(unit: number): boolean {
  if (unit < 0xa0) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d)
  return unit === 0xa0 || (unit >= 0x1680 && /\s/.test(String.fromCharCode(unit)))
}
