import type { Answer } from '../../model.ts'
import { type Alignment, align } from './alignment.ts'
import { type CorpusIndex, postingsOf } from './corpus.ts'
import { pairsOf, wordHashes } from './wordHashes.ts'

export type Nearest = Alignment & { answer: Answer }

/**
 * Answers that are aligned with a quote, and a bound on the work (cells: words of one by words of the other): a
 * passage as long as a book is not compared with another.
 */
const mostAligned = 24
const mostCells = 12_000_000

/** An answer that holds a smaller share of a quote’s pairs of neighbouring words is not near it, whatever else it has. */
export const fewestShared = 0.15

/** At least this share of the words must match, in order, for a quote to count as altered from its source. */
const enoughAlike = 0.6
const fewestMatches = 2

/**
 * The answer that a quote was most likely altered from: those that share most of its pairs of neighbouring
 * words (rare pairs count for more) are aligned with it, and the best is kept if enough of the words match.
 */
export function nearestSource(index: CorpusIndex, words: string): Nearest | null {
  const quoteLength = wordHashes(words).length
  const pairs = pairsOf(words)
  let best: Nearest | null = null
  let cells = 0
  for (const answer of likeliest(index, words)) {
    const more = quoteLength * (answer.text.length / 5)
    if (more > mostCells || !sharesEnough(pairs, answer)) continue
    cells += more
    if (best && cells > mostCells) break
    const alignment = align(words, answer.text)
    if (alignment && (!best || alignment.similarity > best.similarity)) best = { ...alignment, answer }
  }
  if (!best || best.matched < fewestMatches || best.similarity < enoughAlike) return null
  return best
}

/** The index names answers by buckets, which other pairs may share: this looks at the words. */
function sharesEnough(pairs: Set<number>, { text }: Answer): boolean {
  let shared = 0
  for (const pair of pairsOf(text)) if (pairs.has(pair)) shared++
  return shared >= pairs.size * fewestShared
}

function likeliest(index: CorpusIndex, words: string): Answer[] {
  const scores = new Map<number, number>()
  for (const places of postingsOf(index, words)) {
    const weight = Math.log(1 + index.answers.length / (places.length || 1))
    for (const place of places) scores.set(place, (scores.get(place) ?? 0) + weight)
  }
  return [...scores]
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, mostAligned)
    .flatMap(([place]) => index.answers[place] ?? [])
}
