import { characterKind, characterLength, kinds } from './characters.ts'

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** The longest piece given to the segmenter at once, in code units: each of its steps copies the whole piece. */
const longestPiece = 400

/**
 * Cuts text of a script without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) into words.
 *
 * @param text the whole text
 * @param from where the first such letter stands
 * @returns the end of each word, in order; the first begins at `from` and each where the one before it ends
 */
export function spacelessWords(text: string, from: number): number[] {
  let end = from
  while (end < text.length && end - from < longestPiece && characterKind(text, end) === kinds.spaceless) {
    end += characterLength(text, end)
  }
  const ends: number[] = []
  for (const piece of segmenter.segment(text.slice(from, end))) {
    ends.push(from + piece.index + piece.segment.length)
  }
  return ends
}
