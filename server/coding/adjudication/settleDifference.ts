import { codebookOf } from '../../codebook/store.ts'
import { idOf } from '../../database/ids.ts'
import type { Runner } from '../../jobs/runner.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { findResponse } from '../../responses/store.ts'
import type { Decision } from '../coding.ts'
import { outcomesOn } from '../codingStore.ts'
import { actOf } from '../decide.ts'
import { begun, revised, sameDecision } from '../history.ts'
import { change, takeBack } from '../put.ts'
import { refreshMentions } from '../refreshMentions.ts'
import {
  type Difference,
  differencesAwaiting,
  doneForDifference,
  findDifference,
  keepOutcome,
  type Outcome,
  type OutcomePassage,
} from '../rounds/differenceStore.ts'

/** Has the runner make the codings of outcomes that a killed process left. */
export function registerAdjudication(runner: Runner): void {
  runner.registerPending({
    name: 'code outcomes',
    waiting: differencesAwaiting,
    run: codeOutcome,
  })
}

/**
 * Settles a difference between coders, or takes back how it was settled where no outcome is given. What it was settled
 * by before stays in its history, and so do the coders' codings.
 *
 * @param difference as whoever settles it saw it
 * @returns false where somebody else settled it, or took that back, since
 */
export async function settleDifference(
  difference: Difference,
  outcome: Outcome | undefined,
  by: string,
): Promise<boolean> {
  if (!(await keepOutcome(difference, outcome, { by, at: new Date() }))) return false
  await codeOutcome(difference._id)
  return true
}

/** Makes the codings that stand those of the outcome, whoever settled it last. Safe to repeat. */
export async function codeOutcome(id: string): Promise<void> {
  for (;;) {
    const difference = await findDifference(id)
    if (!difference) return
    await putOutcome(difference)
    await doneForDifference(difference)
    const now = await findDifference(id)
    if (now?.revision === difference.revision) return
  }
}

async function putOutcome(difference: Difference): Promise<void> {
  const { consultation, respondent, text, outcome } = difference
  const response = await findResponse(consultation, respondent)
  if (response?.state !== 'submitted' || !currentTexts(response).includes(text)) return
  const wanted = new Set<string>()
  if (outcome)
    for (const passage of outcome.passages) wanted.add(await putPassage(difference, outcome, passage))
  const last = difference.history.at(-1)
  const act = actOf(outcome?.by ?? last?.by ?? '', outcome ? 'settled' : 'removed')
  for (const coding of await outcomesOn(consultation, [text]))
    if (coding.adjudicates?.difference === difference._id && !wanted.has(coding.id))
      await takeBack(coding, act)
  await refreshMentions(consultation, [respondent])
}

/** @returns the coding's id, which is unlike that of any coding of its coder's own */
async function putPassage(
  difference: Difference,
  { by, at, reason }: Outcome,
  { start, end, theme, verdict, stance }: OutcomePassage,
): Promise<string> {
  const { _id, consultation, respondent, question, text } = difference
  const id = idOf('outcome', _id, by, start, end, theme)
  const { version: codebookVersion } = await codebookOf(consultation)
  const decision: Decision = {
    ...{ verdict, stance, origin: 'unaided', codebookVersion, reason },
    adjudicates: { difference: _id, start: difference.start, end: difference.end },
  }
  const place = { id, consultation, respondent, question, text, start, end, theme, coder: by }
  const act = { ...actOf(by, 'settled'), at }
  await change(consultation, id, existing => {
    if (!existing) return begun(place, decision, act)
    const stands = sameDecision(existing, decision) && existing.reason === reason
    return stands ? undefined : revised(existing, decision, act)
  })
  return id
}
