import { commonParts } from '../../../analysis/application.ts'
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
 * stays, and what stands between is told in the order of the report. Time and memory as `commonParts` says.
 */
export function changesBetween(
  before: Pick<Written, 'markdown' | 'notes'>,
  after: Pick<Written, 'markdown' | 'notes'>,
): Changes {
  const [was, now] = [sentencesOf(before.markdown), sentencesOf(after.markdown)]
  const sentences: SentenceChange[] = []
  let [i, j] = [0, 0]
  for (const [k, l] of [...commonParts(was, now), [was.length, now.length] as const]) {
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
    .map(({ start, end }) => plainWords(chartsAsWords(markdown.slice(start, end))))
    .filter(words => words !== '')
}

/** Charts by what they show, as a reader hears of them. */
function chartsAsWords(markdown: string): string {
  return markdown.replace(/!\[(.*?)\]\[chart-\d+\]/g, 'Chart: $1')
}
