import type { Span } from '../../../analysis/index.ts'

/** A passage with the words around it, for a list of passages. */
export type Excerpt = { before: string; words: string; after: string }

/** How much stands around a passage, in UTF-16 code units, before it is cut at a space. */
const around = 160

/** A passage as it stands in its text, with some words before and after; "…" says that there is more. */
export function excerptOf(text: string, { start, end }: Span): Excerpt {
  const from = Math.max(0, start - around)
  const to = Math.min(text.length, end + around)
  const before = text.slice(from, start)
  const after = text.slice(end, to)
  return {
    before: from === 0 ? before : `… ${before.replace(/^\S*\s+/, '')}`,
    words: text.slice(start, end),
    after: to === text.length ? after : `${after.replace(/\s+\S*$/, '')} …`,
  }
}
