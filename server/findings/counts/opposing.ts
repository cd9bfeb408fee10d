import type { Coding, Span } from '../../../analysis/index.ts'
import type { DatedCoding } from '../count.ts'
import type { Finding } from '../store.ts'

/** How many passages speak against a claim or are of two minds, and how many of them nobody has looked at. */
export type Opposing = { passages: number; unseen: number }

/** A passage that speaks against a claim, and since when it is coded so. */
export type OpposingPassage = Span & { text: string; respondent: string; since: Date }

/** The passages that speak against a claim or are of two minds, each once, in the order in which they were coded. */
export function opposingPassages(codings: DatedCoding[]): OpposingPassage[] {
  const passages = new Map<string, OpposingPassage>()
  for (const coding of codings) {
    if (!speaksAgainst(coding)) continue
    const { text, start, end, respondent, at } = coding
    const key = `${text} ${start} ${end}`
    const known = passages.get(key)
    if (!known || at < known.since) passages.set(key, { text, start, end, respondent, since: at })
  }
  return [...passages.values()].sort((a, b) => a.since.getTime() - b.since.getTime())
}

/**
 * How far the passages that speak against a claim were looked at: those that were coded since are unseen, and so are as
 * many as there are more now than there were, where a theme has come to hold others.
 */
export function opposingOf(codings: DatedCoding[], looked: Finding['looked']): Opposing {
  const found = opposingPassages(codings)
  const passages = found.length
  if (!looked) return { passages, unseen: passages }
  const later = found.filter(passage => passage.since > looked.at).length
  return { passages, unseen: Math.max(later, passages - looked.passages) }
}

function speaksAgainst({ verdict, stance }: Pick<Coding, 'verdict' | 'stance'>): boolean {
  return verdict === 'accepted' && (stance === 'opposes' || stance === 'mixed')
}
