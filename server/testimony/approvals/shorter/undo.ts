import type { Problem } from '../../../../analysis/index.ts'
import type { Approval } from '../../../findings/approvals/approval.ts'
import { markUndone } from '../../../findings/approvals/store.ts'
import { sourcesOf } from '../../../findings/quotes/sources.ts'
import { changeQuote, quotesByIds } from '../../../findings/quotes/store.ts'
import { proposalState } from './proposal.ts'

/**
 * Has quotes print again what they did before a respondent's part was accepted, as long as nobody changed them since.
 * The sentence is then again the one that its respondent answered about.
 *
 * @returns what stands in the way; undefined when it is done
 */
export async function undoShorter(approval: Approval, by: string, at: Date): Promise<Problem | undefined> {
  const accepted = approval.accepted?.at(-1)
  const sources = await sourcesOf(await quotesByIds(accepted?.was.map(({ quote }) => quote) ?? []))
  if (!accepted || proposalState(approval, sources) !== 'accepted') return overtaken
  for (const { quote: id, ...before } of accepted.was) {
    const source = sources.find(({ quote }) => quote._id === id)
    if (!source) return overtaken
    const { side, choice } = source.quote
    if (!(await changeQuote(source.quote, { ...before, side, choice }))) return overtaken
  }
  await markUndone(approval, { at, by })
  return undefined
}

const overtaken: Problem = {
  place: 'approvals',
  message:
    'The quote was changed since it was shortened, or that was undone already. Change it on its own page.',
}
