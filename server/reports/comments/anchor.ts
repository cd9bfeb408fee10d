import { sha256 } from '../export/hash.ts'
import type { LedgerEntry } from '../ledger/ledger.ts'
import { plainWords } from '../ledger/plainWords.ts'
import type { Written } from '../template/write.ts'
import type { Anchor } from './commentStore.ts'

type Sentences = Pick<Written, 'markdown' | 'typed' | 'ledger'>

/** A sentence of a report as comments are bound to it. */
export type AnchoredSentence = { number: number; words: string; isCode: boolean; anchor: Anchor }

/** Every sentence of a report with what a comment on it keeps. */
export function anchoredSentences(
  report: string,
  { markdown, typed, ledger }: Sentences,
): AnchoredSentence[] {
  const seen = new Map<string, number>()
  return ledger.map(entry => {
    const hash = sha256(`${report}\n${entry.words}`)
    const nth = (seen.get(hash) ?? 0) + 1
    seen.set(hash, nth)
    const { number, words, isCode } = entry
    return { number, words, isCode, anchor: { hash, nth, typed: typedWords(markdown, typed, entry) } }
  })
}

/** A sentence by name, as a form sends it. */
export function sentenceKey({ hash, nth }: Anchor): string {
  return `${hash}-${nth}`
}

/** What an author typed of a sentence, with `[…]` for what the software wrote between. */
function typedWords(markdown: string, typed: Written['typed'], { start, end }: LedgerEntry): string {
  let words = ''
  let from = start
  for (const stretch of typed) {
    if (stretch.end <= start || stretch.start >= end) continue
    const [first, last] = [Math.max(stretch.start, start), Math.min(stretch.end, end)]
    words += written(markdown.slice(from, first)) + markdown.slice(first, last)
    from = last
  }
  return plainWords(words + written(markdown.slice(from, end)))
}

function written(markdown: string): string {
  return /[\p{L}\p{N}]/u.test(markdown.replace(/\[\^\d+\]/g, '')) ? '[…]' : ''
}

/**
 * Where a comment's sentence stands now. `same`: word for word; `rewritten`: what the author typed of it stands, and
 * what the software writes in it is another; `changed`: its words are nowhere any more.
 */
export type Standing =
  | { how: 'same' | 'rewritten'; sentence: AnchoredSentence }
  | { how: 'changed'; sentence?: never }

export function standingOf(anchor: Anchor, sentences: AnchoredSentence[]): Standing {
  const same = sentences.filter(each => each.anchor.hash === anchor.hash)
  const exact = same.find(each => each.anchor.nth === anchor.nth) ?? same.at(-1)
  if (exact) return { how: 'same', sentence: exact }
  // With none but the software's words, any sentence of theirs would do.
  const rewritten = /\p{L}{2}/u.test(anchor.typed)
    ? sentences.find(each => each.anchor.typed === anchor.typed)
    : undefined
  return rewritten ? { how: 'rewritten', sentence: rewritten } : { how: 'changed' }
}
