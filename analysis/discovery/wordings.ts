import type { Corpus } from './corpus.ts'
import type { Phrases } from './phrases.ts'

/**
 * How each of some phrases is mostly written: the commonest wording as it stands in the texts, with single spaces.
 * Of two that are equally common, the one that comes first in the order of code units.
 *
 * @param chosen numbers of phrases
 * @returns the wording of each
 */
export function wordingsOf(
  corpus: Corpus,
  { phrases, at }: Phrases,
  chosen: Iterable<number>,
): Map<number, string> {
  const counts = new Map([...chosen].map(number => [number, new Map<string, number>()]))
  const { starts, ends, firstWords } = corpus
  for (const [answer, { text }] of corpus.answers.entries()) {
    const last = firstWords[answer + 1] ?? 0
    for (let word = firstWords[answer] ?? 0; word < last; word++) {
      for (const numbers of at) {
        const number = numbers[word] ?? -1
        const wordings = counts.get(number)
        if (wordings === undefined) continue
        const end = ends[word + (phrases[number]?.length ?? 1) - 1]
        const wording = text.slice(starts[word], end).replace(/\s+/g, ' ')
        wordings.set(wording, (wordings.get(wording) ?? 0) + 1)
      }
    }
  }
  return new Map([...counts].map(([number, wordings]) => [number, commonest(wordings)]))
}

/** The key with the highest count; of several, the first in the order of code units. */
export function commonest(counts: ReadonlyMap<string, number>): string {
  let best = ''
  let most = 0
  for (const [key, count] of counts) {
    if (count > most || (count === most && key < best)) {
      best = key
      most = count
    }
  }
  return best
}
