import { type Approval, lastAnswer } from '../../findings/approvals/approval.ts'
import { remindOnce } from '../../findings/approvals/store.ts'

/** Whether somebody may be reminded: they were asked by mail, and have neither answered nor been reminded. */
export function mayRemind(approval: Approval, now: Date): boolean {
  const asking = approval.asked.at(-1)
  const answer = lastAnswer(approval)
  const isSilent = asking !== undefined && (!answer || answer.at < asking.at)
  return isSilent && asking.byMail === true && asking.reminded === undefined && approval.expiresAt > now
}

/** Has somebody reminded of a sentence, once for each asking. Wake the runner afterwards. @returns whether they are */
export async function remind(approval: Approval, now: Date): Promise<boolean> {
  return mayRemind(approval, now) && (await remindOnce(approval, now))
}
