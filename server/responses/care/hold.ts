import type { Span } from '../../../analysis/index.ts'

/** Why a passage is held back. */
export const holdKinds = ['safeguarding', 'thirdParty', 'legal'] as const
export type HoldKind = (typeof holdKinds)[number]

export const holdKindNames: Record<HoldKind, string> = {
  safeguarding: 'Safeguarding: somebody may be at risk',
  thirdParty: 'A third party: it tells of somebody who did not answer',
  legal: 'Legal: it may be defamatory, or before a court',
}

/**
 * How a hold stands. `waiting`: held, and nobody decided; `kept`: held from now on; `redacted`: held for good;
 * `released`: readable again; `undone`: taken back before anybody decided.
 */
export const holdStates = ['waiting', 'kept', 'redacted', 'released', 'undone'] as const
export type HoldState = (typeof holdStates)[number]

/** Those in which nobody reads the words. */
export const standingStates: readonly HoldState[] = ['waiting', 'kept', 'redacted']

/** A passage of one text that is held out of sight. Its span is in UTF-16 code units of the text as written. */
export type Hold = Span & {
  id: string
  kind: HoldKind
  /** For those who decide: what whoever held it has to say. */
  note: string
  by: string
  at: Date
  state: HoldState
  /** What was done to it since, oldest first. */
  decisions: { state: HoldState; by: string; at: Date; reason: string }[]
}

/** What stands in the place of words that are held: no letters, so that no rule and no search finds a word in it. */
export const heldSign = '[■■■]'

/** Where words are held, each stretch once, in order. */
export function heldSpans(holds: readonly Hold[]): Span[] {
  const spans: Span[] = []
  const standing = holds.filter(({ state }) => standingStates.includes(state))
  for (const { start, end } of standing.toSorted((a, b) => a.start - b.start)) {
    const last = spans.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else spans.push({ start, end })
  }
  return spans
}

/** A text of the same length with a sign in the place of these spans, so that every other span stays where it was. */
export function blanked(text: string, spans: readonly Span[]): string {
  let kept = ''
  let at = 0
  for (const { start, end } of spans) {
    kept += text.slice(at, start) + signOf(end - start)
    at = end
  }
  return kept + text.slice(at)
}

function signOf(length: number): string {
  return length < heldSign.length ? '■'.repeat(length) : heldSign.padEnd(length)
}
