import { type Approval, lastAnswer } from '../../findings/approvals/approval.ts'
import { approvalsOf, linkOf } from '../../findings/approvals/store.ts'
import { approvalToken } from '../approvals/token.ts'

/** Private links to the sentences that wait for somebody to approve them, the newest first. */
export async function waitingApprovals(
  respondent: string,
  secret: string,
  now: Date,
): Promise<{ href: string; asked: Date; until: Date }[]> {
  const waiting = (await approvalsOf([respondent])).filter(approval => isWaiting(approval, now))
  return waiting.flatMap(approval => {
    const [asking, token] = [
      approval.asked.at(-1),
      approvalToken(secret, approval._id, approval.asked.length),
    ]
    // A link that was made under another secret is known to nobody but whom it was given to.
    if (!asking || linkOf(token) !== approval.link) return []
    return { href: `/approve/${token}`, asked: asking.at, until: approval.expiresAt }
  })
}

function isWaiting(approval: Approval, now: Date): boolean {
  const [asking, answer] = [approval.asked.at(-1), lastAnswer(approval)]
  return asking !== undefined && (!answer || answer.at < asking.at) && approval.expiresAt > now
}
