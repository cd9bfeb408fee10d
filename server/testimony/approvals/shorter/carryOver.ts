import { lastAnswer } from '../../../findings/approvals/approval.ts'
import { addAnswer, approvalOfSentence, approvalsByIds } from '../../../findings/approvals/store.ts'

/**
 * Whoever takes back what they proposed, in the moment in which it is accepted, takes back the approval that comes of
 * it too. It is called behind either write, so that whichever comes second sees the first. Safe to repeat.
 *
 * @param id of the approval whose answer proposed something
 */
export async function carryOver(id: string): Promise<void> {
  for (;;) {
    const [approval] = await approvalsByIds([id])
    const said = approval && lastAnswer(approval)
    const proposed = approval?.answers.findLast(answer => answer.proposed)
    if (!approval || !said || !proposed?.proposed || said === proposed || said.answer === 'approved') return
    const { report, respondent, expiresAt } = approval
    const next = await approvalOfSentence(report, respondent, proposed.proposed.hash)
    const last = next && lastAnswer(next)
    // What came of the proposal is dated as that; whatever they said of the sentence itself stands.
    if (!next || last?.at.getTime() !== proposed.at.getTime()) return
    const { parts: _ofAnother, proposed: _too, ...answer } = said
    if (await addAnswer(next, answer, expiresAt)) return
  }
}
