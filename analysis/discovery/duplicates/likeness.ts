import { shingleWords } from './shingles.ts'

/** What two sets of shingles have in common; `jaccard` is what both hold over what either holds, 0 to 1. */
export type Likeness = { shared: number; jaccard: number }

/** A partial copy holds at least so many words of the other text, in shingles: less is a greeting or a stock phrase. */
const fewestCopied = 25 - shingleWords + 1

/**
 * Compares two sorted sets exactly. Two empty sets have nothing in common.
 * @returns their likeness, in time linear in their sizes
 */
export function likeness(a: Uint32Array, b: Uint32Array): Likeness {
  let shared = 0
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [one, other] = [a[i] ?? 0, b[j] ?? 0]
    if (one === other) shared++
    if (one <= other) i++
    if (other <= one) j++
  }
  const either = a.length + b.length - shared
  return { shared, jaccard: either === 0 ? 0 : shared / either }
}

/** Whether two texts belong together: most of what either says is the same, or one is a partial copy of the other. */
export function isAlike(a: Uint32Array, b: Uint32Array, threshold: number): boolean {
  const { shared, jaccard } = likeness(a, b)
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a]
  return jaccard >= threshold || isPartialCopy(shared, shorter.length, longer.length)
}

/**
 * Whether a text holds so much of another that it is a copy with additions, however long they are: at least half
 * of the source and 25 words, and no less than a tenth of the text, so that a letterhead makes no campaign.
 */
export function isPartialCopy(shared: number, source: number, text: number): boolean {
  return shared >= fewestCopied && shared * 2 >= source && shared * 10 >= text
}
