import type { Problem } from '../../analysis/index.ts'
import { countFindings } from './count.ts'
import { missingFrom } from './missing.ts'
import { overtaken } from './overtaken.ts'
import { sourcesOf } from './quotes/sources.ts'
import { standingOf } from './quotes/standing.ts'
import { quotesOf } from './quotes/store.ts'
import { transition } from './states.ts'
import { changeFinding, type Finding, type FindingState } from './store.ts'

/**
 * Changes a finding's state by the table of transitions. What is missing is read at this moment: quotes'
 * permissions and the count among it.
 *
 * @param finding the version that the author saw
 * @returns what stands in the way; empty when it is done
 * @throws Error where the table has no such transition
 */
export async function moveFinding(finding: Finding, to: FindingState): Promise<Problem[]> {
  const step = transition(finding.state, to)
  if (!step) throw new Error(`moveFinding: a ${finding.state} finding does not become ${to}`)
  const problems = step.guarded ? await missingNow(finding) : []
  if (problems.length > 0) return problems
  return (await changeFinding(finding, { state: to })) ? [] : [overtaken]
}

/** What stands between a finding and being ready, read now. */
async function missingNow(finding: Finding): Promise<Problem[]> {
  const [[counted], sources] = await Promise.all([
    countFindings(finding.consultation, [finding]),
    quotesOf(finding._id).then(sourcesOf),
  ])
  if (!counted) throw new Error(`missingNow: finding ${finding._id} was not counted`)
  return missingFrom(counted, sources.map(standingOf))
}
