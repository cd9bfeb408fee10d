/**
 * Counts words as a word processor and the counter under a question's box do: what stands between white space.
 *
 * @param text any text
 * @returns the number of words; 0 for an empty or blank text
 */
export function countWords(text: string): number {
  let words = 0
  for (const _ of text.matchAll(/\S+/g)) words++
  return words
}
