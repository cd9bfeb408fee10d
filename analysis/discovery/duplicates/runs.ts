import type { Span } from '../../model.ts'
import { shingleAt, shingleCount, shingleWords } from './shingles.ts'
import type { TextWords } from './textWords.ts'

/** Words `[first, end)` of a text, counted from 0. */
export type Run = { first: number; end: number }

/** Fewer words in a row that two texts share are how the language goes, and no copy. */
export const fewestRunWords = 5

/** The runs of at least five words all of whose shingles are `copied`; in order, not overlapping. */
export function copiedRuns(words: TextWords, copied: (shingle: number) => boolean): Run[] {
  const runs: Run[] = []
  const count = shingleCount(words)
  for (let at = 0; at < count; at++) {
    if (!copied(shingleAt(words, at))) continue
    const first = at
    while (at + 1 < count && copied(shingleAt(words, at + 1))) at++
    const end = at + shingleWords
    const last = runs.at(-1)
    if (end - first < fewestRunWords) continue
    if (last && first <= last.end) last.end = end
    else runs.push({ first, end })
  }
  return runs
}

/** The runs between `runs`, with the words before the first and after the last. */
export function runsBetween(runs: Run[], length: number): Run[] {
  const edges = [0, ...runs.flatMap(({ first, end }) => [first, end]), length]
  return edges
    .flatMap((first, at) => (at % 2 === 0 ? [{ first, end: edges[at + 1] ?? length }] : []))
    .filter(({ first, end }) => first < end)
}

const opening = /[\p{Ps}\p{Pi}"']/u
const closing = /(?![\p{Ps}\p{Pi}])\p{P}/u

/**
 * Where a run stands in its text, with the marks that cling to its first and last word: more than one span where
 * words were dropped from inside it.
 */
export function spansOfRun(words: TextWords, { first, end }: Run): Span[] {
  const spans: Span[] = []
  for (let word = first; word < end; word++) {
    const last = spans.at(-1)
    const goesOn = word > first && words.places[word] === (words.places[word - 1] ?? 0) + 1
    if (last && goesOn) last.end = words.ends[word] ?? 0
    else spans.push({ start: words.starts[word] ?? 0, end: words.ends[word] ?? 0 })
  }
  return spans.map(span => withMarks(words.text, span))
}

/** A mark before a span clings to it only after white space: otherwise it is the end of what stands before. */
function withMarks(text: string, span: Span): Span {
  let { start, end } = span
  while (start > 0 && opening.test(text[start - 1] ?? '')) start--
  if (start > 0 && !/\s/.test(text[start - 1] ?? '')) start = span.start
  while (end < text.length && closing.test(text[end] ?? '')) end++
  return { start, end }
}
