import { codebookOf } from '../../codebook/store.ts'
import { type RejectedRule, rejectedRuleIn } from '../rejectedRule.ts'
import { findLetterBatch } from './letterStore.ts'
import { stepsOn } from './page.ts'
import { ruleRejectedBy } from './rejectedOnLetter.ts'

/**
 * What whoever looks at the queue decided last: where a decision on a letter is taken back, or done again where it was
 * (else empty), and the rule whose suggestion was rejected, on a letter or in one response.
 */
export async function lastDecision(
  consultation: string,
  coder: string,
  { response, batch: id }: { response: string; batch: string },
): Promise<{ letterUndo: string; letterRedo: string; mend: RejectedRule | undefined }> {
  const batch = await findLetterBatch(id)
  const isOwn = batch?.consultation === consultation && batch.by === coder
  if (!isOwn)
    return { letterUndo: '', letterRedo: '', mend: await rejectedRuleIn(consultation, response, coder) }
  const { undo, redo } = stepsOn(batch, coder)
  return { letterUndo: undo, letterRedo: redo, mend: ruleRejectedBy(batch, await codebookOf(consultation)) }
}
