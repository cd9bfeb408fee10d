import { quoteWords } from '../../../../analysis/index.ts'
import { type Approval, lastAnswer, type QuotePart } from '../../../findings/approvals/approval.ts'
import type { QuoteSource } from '../../../findings/quotes/sources.ts'

/** The parts of their words that a respondent would have printed, by their last answer; none where that says no such thing. */
export function proposedParts(approval: Approval): QuotePart[] {
  const said = lastAnswer(approval)
  return said?.answer === 'shorter' ? (said.parts ?? []) : []
}

/**
 * How a proposal stands beside the quotes as they are: to be accepted where each prints what was shown or the part of it;
 * accepted where each prints the part, by an acceptance that can be undone; else overtaken by another change.
 */
export type ProposalState = 'open' | 'accepted' | 'overtaken'

/** @param sources of the quotes that it names */
export function proposalState(approval: Approval, sources: QuoteSource[]): ProposalState {
  const parts = proposedParts(approval)
  const now = parts.map(part => wordsNow(part, sources))
  const isTaken = approval.accepted?.at(-1)?.undone === undefined && approval.accepted !== undefined
  if (isTaken && parts.every(({ words }, i) => now[i] === words)) return 'accepted'
  const shown = (id: string) => approval.quotes.find(({ quote }) => quote === id)?.words
  return parts.every(({ quote, words }, i) => now[i] === words || now[i] === shown(quote))
    ? 'open'
    : 'overtaken'
}

/** What a quote says now; undefined where it is gone. */
export function wordsNow({ quote }: Pick<QuotePart, 'quote'>, sources: QuoteSource[]): string | undefined {
  const source = sources.find(each => each.quote._id === quote)
  return source?.text ? quoteWords(source.text.text, source.quote) : undefined
}
