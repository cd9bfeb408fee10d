import type { Problem } from '../../analysis/index.ts'
import { countFinding, readCountFacts } from './count.ts'
import { type GroupedCount, groupedCounts } from './counts/groups.ts'
import { missingFrom } from './missing.ts'
import { overtaken } from './overtaken.ts'
import { toldByDifference } from './publish.ts'
import { sourcesOf } from './quotes/sources.ts'
import { standingOf } from './quotes/standing.ts'
import { quotesOf } from './quotes/store.ts'
import { transition } from './states.ts'
import { changeFinding, type Finding, type FindingState } from './store.ts'

/**
 * Changes a finding's state by the table of transitions. What is missing is read at this moment: quotes'
 * permissions, the count and what speaks against it. One that is published keeps its tables by group, and may not
 * be published again where their difference would tell of fewer than five respondents.
 *
 * @param finding the version that the author saw
 * @returns what stands in the way; empty when it is done
 * @throws Error where the table has no such transition
 */
export async function moveFinding(finding: Finding, to: FindingState): Promise<Problem[]> {
  const step = transition(finding.state, to)
  if (!step) throw new Error(`moveFinding: a ${finding.state} finding does not become ${to}`)
  const tables = to === 'published' ? await tablesNow(finding) : []
  const problems = [
    ...(step.guarded ? await missingNow(finding) : []),
    ...(to === 'published' ? toldByDifference(finding.published, tables) : []),
  ]
  if (problems.length > 0) return problems
  const published = to === 'published' ? { published: { at: new Date(), tables } } : {}
  return (await changeFinding(finding, { state: to, ...published })) ? [] : [overtaken]
}

/** What stands between a finding and being ready, read now. */
async function missingNow(finding: Finding): Promise<Problem[]> {
  const [counted, sources] = await Promise.all([
    readCountFacts(finding.consultation, [finding]).then(facts => countFinding(finding, facts)),
    quotesOf(finding._id).then(sourcesOf),
  ])
  return missingFrom(counted, sources.map(standingOf))
}

async function tablesNow(finding: Finding): Promise<GroupedCount[]> {
  return groupedCounts(finding, await readCountFacts(finding.consultation, [finding]))
}
