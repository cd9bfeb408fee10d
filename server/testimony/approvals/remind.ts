import type { Consultation } from '../../consultations/store.ts'
import { type Approval, lastAnswer } from '../../findings/approvals/approval.ts'
import { remindOnce } from '../../findings/approvals/store.ts'
import type { Mail } from '../../mail/mail.ts'
import { findMail } from '../../mail/mailStore.ts'
import { mailIdOf } from '../../mail/post.ts'
import { isOf, printedNow } from './printedNow.ts'
import { askingOf } from './token.ts'

/**
 * Whether somebody may be reminded: they were asked by mail, and have neither answered nor been reminded.
 * @param mail the one by which they were asked last
 */
export function mayRemind(approval: Approval, mail: Mail | null | undefined, now: Date): boolean {
  const asking = approval.asked.at(-1)
  const answer = lastAnswer(approval)
  const isSilent = asking !== undefined && (!answer || answer.at < asking.at)
  return isSilent && mail?.state === 'sent' && asking.reminded === undefined && approval.expiresAt > now
}

/**
 * Has somebody reminded of a sentence that is still printed, once for each asking. Wake the runner afterwards.
 * @returns whether they are
 */
export async function remind(consultation: Consultation, approval: Approval, now: Date): Promise<boolean> {
  const mail = await findMail(mailIdOf('approval', askingOf(approval)))
  if (!mayRemind(approval, mail, now)) return false
  const printed = await printedNow(consultation, approval.report)
  return printed.some(sentence => isOf(approval, sentence)) && (await remindOnce(approval, now))
}
