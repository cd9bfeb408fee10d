import type { AttributionChoice } from '../../../analysis/index.ts'
import { currentVersion } from '../../consultations/consentWording.ts'
import type { Approval, ApprovalAnswer } from '../../findings/approvals/approval.ts'
import { addAnswer } from '../../findings/approvals/store.ts'
import { narrow } from '../../responses/narrow.ts'
import { carryOver } from './shorter/carryOver.ts'

const aDay = 24 * 60 * 60 * 1000
/** How long an answer may be changed by its link, unless it is published before. */
const daysToChange = 365

/** More answers than this are no change of mind. */
export const mostAnswers = 50

/** What a respondent says of a sentence; `choice` is what they allow of all their words from now on. */
export type Said = Pick<ApprovalAnswer, 'answer' | 'comment' | 'parts' | 'proposed'> & {
  choice?: AttributionChoice
}

/**
 * Records what a respondent says of a sentence. Where they allow less, that is narrowed first: it holds for all their
 * words even if this is killed before it is recorded here. Wake the runner afterwards.
 *
 * @returns false where they said something else in the same moment, from another page, or what they said was accepted
 */
export async function answer(approval: Approval, said: Said, now: Date): Promise<boolean> {
  const { consultation, respondent } = approval
  if (said.choice) await narrow(consultation, respondent, said.choice)
  const isAdded = await addAnswer(
    approval,
    { ...said, at: now, wording: currentVersion },
    new Date(now.getTime() + daysToChange * aDay),
  )
  if (isAdded) await carryOver(approval._id)
  return isAdded
}
