import type { Span } from '../../../analysis/index.ts'
import { type Approval, lastAnswer } from '../../findings/approvals/approval.ts'
import { placeOf } from '../export/places.ts'
import { approvalsBehind, type WithQuotes } from './sentences.ts'

/** How the approval stands that a printed quote needs: where its sentence is, and what of it is told in the ledger. */
export type ApprovalLine = Span & { key: string; words: string; at: Date | undefined; isGiven: boolean }

const words = {
  approved: 'approved',
  less: 'less is to be said of its respondent',
  shorter: 'fewer of its words may be printed',
  refused: 'refused',
} as const

/** The approvals that a report's quotes need, in the order of the quotes; those that need none are left out. */
export function approvalLines(report: string, written: WithQuotes): ApprovalLine[] {
  const approvals = approvalsBehind(report, written)
  return written.printed.flatMap((quote, i) => {
    const approval = approvals[i]
    if (approval === undefined) return []
    return [{ ...placeOf(quote, written.markdown), key: quote.key, ...told(approval) }]
  })
}

function told(approval: Approval | null) {
  if (!approval) return { words: 'its respondent was not asked to approve it', at: undefined, isGiven: false }
  const said = lastAnswer(approval)
  if (!said) return { words: 'asked, without an answer', at: approval.asked.at(-1)?.at, isGiven: false }
  return { words: words[said.answer], at: said.at, isGiven: said.answer === 'approved' }
}
