import { mixedRun } from './mixed.ts'
import type { TextWords } from './textWords.ts'

/** Words of a run, and runs in a window. */
const runWords = 8
const windowRuns = 8

/**
 * Picks runs of eight words that stand for a text's passages: of every eight neighbouring runs the one with the
 * least number. Two texts that share fifteen words in a row have picked a run in common, so that a letter is found
 * inside a text of any length.
 *
 * Source: S. Schleimer, D. Wilkerson and A. Aiken (2003), Winnowing: local algorithms for document fingerprinting.
 *
 * @param visit gets each picked run's number
 */
export function pickRuns({ numbers, length }: TextWords, visit: (run: number) => void): void {
  const count = length - runWords + 1
  const window = new Uint32Array(windowRuns)
  let least = 0
  let leastAt = -1
  let picked = -1
  for (let at = 0; at < count; at++) {
    const run = mixedRun(numbers, at, runWords)
    window[at % windowRuns] = run
    if (leastAt < 0 || run <= least) {
      least = run
      leastAt = at
    } else if (at - leastAt >= windowRuns) {
      leastAt = at - windowRuns + 1
      for (let other = leastAt; other <= at; other++)
        if ((window[other % windowRuns] ?? 0) <= (window[leastAt % windowRuns] ?? 0)) leastAt = other
      least = window[leastAt % windowRuns] ?? 0
    }
    const isFull = at >= windowRuns - 1 || at === count - 1
    // A text that says one thing over and over picks the same run for ever.
    if (!isFull || least === picked) continue
    picked = least
    visit(least)
  }
}
