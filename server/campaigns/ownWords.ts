import type { Span } from '../../analysis/index.ts'

/** A part of a sender’s copy as it is shown: what they added, or the sign that the letter’s words stand there. */
export type OwnPiece = { own: boolean; words: string }

const lettersWords = '[…]'

/** What a sender added to a letter, in its place among the letter’s words, which are not shown again. */
export function ownWords(text: string, added: readonly Span[]): OwnPiece[] {
  const pieces: OwnPiece[] = []
  let at = 0
  const skip = (to: number) => {
    if (/\S/.test(text.slice(at, to))) pieces.push({ own: false, words: lettersWords })
  }
  for (const { start, end } of added.toSorted((a, b) => a.start - b.start)) {
    skip(start)
    pieces.push({ own: true, words: text.slice(start, end) })
    at = end
  }
  skip(text.length)
  return pieces
}
