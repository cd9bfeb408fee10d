import type { Problem } from '../../../analysis/index.ts'
import { versionOf } from '../drafts/versionStore.ts'
import { changeReport, type Report } from '../store.ts'
import { type Decision, decide, type MarkUp } from './markupStore.ts'
import { takeOver } from './takeOver.ts'

export type Decided = { accepted: number; refused: number; problems: Problem[] }

/**
 * Accepts and refuses changes of a marked-up copy. Those accepted become one new version of the draft; one whose words
 * the draft says otherwise by now stays undecided. The draft is changed first: killed between the two, the changes are
 * offered again, and are found to be made.
 */
export async function decideOn(
  report: Report,
  markUp: MarkUp,
  chosen: Map<number, Exclude<Decision, 'waiting'>>,
  by: string,
): Promise<Decided> {
  const asked = [...chosen].flatMap(([i, decision]) => {
    const change = markUp.changes[i]
    return change?.decision === 'waiting' ? [{ i, decision, change }] : []
  })
  const refused = asked.filter(({ decision }) => decision === 'refused').map(({ i }) => i)
  const accepted = asked
    .filter(({ decision }) => decision === 'accepted')
    .map(({ i, change }) => [i, change] as const)
  const sent = await versionOf(report, markUp.version)
  if (!sent) throw new Error(`decideOn: version ${markUp.version} of ${report._id} is not kept`)
  const { template, made, stale } = takeOver({ sent: sent.template, now: report.template }, accepted)
  const nothing = { accepted: 0, refused: 0 }
  if (template.length > 200_000) return { ...nothing, problems: [{ place: 'changes', message: tooLong }] }
  if (made.length > 0 && !(await changeReport(report, { template }, by)))
    return { ...nothing, problems: [{ place: 'changes', message: meanwhile }] }
  await decide(
    markUp._id,
    new Map<number, Decision>([
      ...made.map(i => [i, 'accepted'] as const),
      ...refused.map(i => [i, 'refused'] as const),
    ]),
  )
  const problems = stale.map(i => ({ place: `change-${i}`, message: staleChange(i) }))
  return { accepted: made.length, refused: refused.length, problems }
}

const tooLong = 'With these changes the template would have more than 200,000 characters. Accept fewer'
const meanwhile = 'Someone changed the report at this moment, and nothing was taken over. Send it again'

function staleChange(i: number): string {
  return `Change ${i + 1} has no place: the draft has other words there now, or another accepted change is in its way. Make it by hand, then refuse it here`
}
