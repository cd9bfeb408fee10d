import { type Approval, lastAnswer } from '../../../findings/approvals/approval.ts'
import { sourcesOf } from '../../../findings/quotes/sources.ts'
import { quotesByIds } from '../../../findings/quotes/store.ts'
import { proposalState, proposedParts } from './proposal.ts'

/**
 * What respondents would have printed of their words, by the id of the approval, as the page of approvals shows it.
 *
 * @param approvals as they may be shown
 */
export async function proposalsOf(approvals: Approval[]) {
  const proposing = approvals.filter(approval => proposedParts(approval).length > 0)
  const quotes = await quotesByIds(
    proposing.flatMap(approval => proposedParts(approval).map(each => each.quote)),
  )
  const sources = await sourcesOf(quotes)
  return new Map(
    proposing.map(approval => {
      const state = proposalState(approval, sources)
      const accepted = state === 'accepted' ? approval.accepted?.at(-1)?.at : undefined
      return [
        approval._id,
        {
          approval: approval._id,
          seen: approval.answers.length,
          parts: proposedParts(approval).map(({ key, words }) => ({ key, words })),
          keys: proposedParts(approval)
            .map(({ key }) => key)
            .join(', '),
          sentence: approval.sentence === '' ? undefined : lastAnswer(approval)?.proposed?.sentence,
          isOpen: state === 'open',
          isOvertaken: state === 'overtaken',
          accepted,
        },
      ]
    }),
  )
}
