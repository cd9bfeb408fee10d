import { plainWords } from '../ledger/plainWords.ts'
import { reportSentences } from '../ledger/sentences.ts'
import type { Written } from '../template/write.ts'

/** A sentence that a correction took out (`was`), put in (`now`), or changed (both), as a reader sees it. */
export type SentenceChange = { was?: string; now?: string }

export type Changes = {
  sentences: SentenceChange[]
  /** Whether the notes under the report differ too. */
  notes: boolean
}

/**
 * What a correction changed, sentence by sentence: the longest run of sentences that both versions have in order
 * stays, and what stands between is told in the order of the report. Time and memory are as the product of the
 * numbers of sentences that differ.
 */
export function changesBetween(
  before: Pick<Written, 'markdown' | 'notes'>,
  after: Pick<Written, 'markdown' | 'notes'>,
): Changes {
  const [was, now] = [sentencesOf(before.markdown), sentencesOf(after.markdown)]
  const sentences: SentenceChange[] = []
  let [i, j] = [0, 0]
  for (const [k, l] of [...kept(was, now), [was.length, now.length] as const]) {
    for (; i < k || j < l; i++, j++)
      sentences.push({
        ...(i < k ? { was: was[i] } : {}),
        ...(j < l ? { now: now[j] } : {}),
      } as SentenceChange)
    i = k + 1
    j = l + 1
  }
  return { sentences, notes: before.notes.join('\n') !== after.notes.join('\n') }
}

function sentencesOf(markdown: string): string[] {
  return reportSentences(markdown, { headings: true })
    .map(({ start, end }) => plainWords(markdown.slice(start, end)))
    .filter(words => words !== '')
}

/** Pairs of places that hold the same sentence, in order, as many as there can be. */
function kept(a: string[], b: string[]): (readonly [number, number])[] {
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++
  const same = (from: number, to: number, length: number) =>
    Array.from({ length }, (_, n) => [from + n, to + n] as const)
  return [
    ...same(0, 0, head),
    ...longestCommon(a.slice(head, a.length - tail), b.slice(head, b.length - tail)).map(
      ([i, j]) => [i + head, j + head] as const,
    ),
    ...same(a.length - tail, b.length - tail, tail),
  ]
}

function longestCommon(a: string[], b: string[]): (readonly [number, number])[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i]
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  const pairs: (readonly [number, number])[] = []
  for (let [i, j] = [0, 0]; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return pairs
}
