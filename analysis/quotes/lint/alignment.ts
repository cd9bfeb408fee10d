import type { Span } from '../../model.ts'
import { wordHashes } from './wordHashes.ts'

/** The stretch of a source most like a quote, and how alike: 1 where every word matches, in order. */
export type Alignment = Span & { similarity: number; matched: number }

const match = 2
const mismatch = -1
const gap = -1

/**
 * Local alignment of a quote's words with a source's (Smith and Waterman 1981, with linear gaps), kept in two
 * rows: each cell carries where its path began and how many words it matched, so nothing is traced back.
 * The stretch is widened by as many words as the quote has beyond the path's ends.
 *
 * @returns null where they have no word in common. Time grows with the product of their lengths in words.
 */
export function align(quote: string, source: string): Alignment | null {
  const ours = wordHashes(quote)
  const theirs = wordHashes(source)
  let rows = emptyRow(theirs.length)
  let best = { score: 0, matched: 0, fromQuote: 0, fromSource: 0, toQuote: 0, toSource: 0 }
  for (const [i, word] of ours.entries()) {
    const above = rows
    rows = emptyRow(theirs.length)
    for (const [j, other] of theirs.entries()) {
      const same = word.hash === other.hash
      const diagonal = (above.score[j] ?? 0) + (same ? match : mismatch)
      const up = (above.score[j + 1] ?? 0) + gap
      const left = (rows.score[j] ?? 0) + gap
      const score = Math.max(0, diagonal, up, left)
      if (score === 0) continue
      const [row, at] = score === diagonal ? [above, j] : score === up ? [above, j + 1] : [rows, j]
      const fresh = (row.score[at] ?? 0) === 0
      rows.score[j + 1] = score
      rows.matched[j + 1] = (fresh ? 0 : (row.matched[at] ?? 0)) + (same && score === diagonal ? 1 : 0)
      rows.fromQuote[j + 1] = fresh ? i : (row.fromQuote[at] ?? 0)
      rows.fromSource[j + 1] = fresh ? j : (row.fromSource[at] ?? 0)
      if (score > best.score) {
        best = {
          score,
          matched: rows.matched[j + 1] ?? 0,
          fromQuote: rows.fromQuote[j + 1] ?? 0,
          fromSource: rows.fromSource[j + 1] ?? 0,
          toQuote: i,
          toSource: j,
        }
      }
    }
  }
  if (best.score === 0) return null
  const first = Math.max(0, best.fromSource - best.fromQuote)
  const last = Math.min(theirs.length - 1, best.toSource + (ours.length - 1 - best.toQuote))
  const longer = Math.max(ours.length, best.toSource - best.fromSource + 1)
  return {
    start: theirs[first]?.start ?? 0,
    end: theirs[last]?.end ?? source.length,
    similarity: best.matched / longer,
    matched: best.matched,
  }
}

function emptyRow(length: number) {
  return {
    score: new Int32Array(length + 1),
    matched: new Int32Array(length + 1),
    fromQuote: new Int32Array(length + 1),
    fromSource: new Int32Array(length + 1),
  }
}
