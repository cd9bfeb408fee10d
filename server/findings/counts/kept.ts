import { themes as themesOf } from '../../codebook/store.ts'
import { respondentsOn } from '../../coding/mentionStore.ts'
import { type Counted, KeptCounts } from '../../keptCounts.ts'
import { hasMany } from '../../responses/many.ts'
import {
  type CountedFinding,
  type CountFacts,
  countFinding,
  countFindings,
  familyOf,
  readCountFacts,
} from '../count.ts'
import type { Finding } from '../store.ts'
import { type GroupedCount, groupedCounts } from './groups.ts'

/** A finding's count with its tables; `at` where it is not of this moment, since there is too much to count. */
export type Shown = { counted: CountedFinding; groups: GroupedCount[]; at?: Date }

/** Of whom passages to quote are offered, of each state and stance, where they are too many to look at all. */
const fewestOffered = 30

const kept = new KeptCounts<Shown>(() => true, { isLong: true })

/**
 * A finding's count for a page; undefined where there is much to count and it takes a while. What is printed, and what a
 * finding must be to be ready, is counted at its moment.
 */
export async function countToShow(
  finding: Finding,
  facts: CountFacts,
  isMany: boolean,
): Promise<Shown | undefined> {
  if (!isMany) return countedFrom(finding, facts)
  return shownOf(finding, await kept.soon(keyOf(finding), () => countAlone(finding)))
}

/** A finding in a list; `counted` is missing where it is being counted, for whoever looks again. */
export type Listed = { finding: Finding; counted?: CountedFinding; at?: Date }

/** The counts of findings for a list of them, which waits for none where there is too much to count. */
export async function countsToShow(consultation: string, findings: Finding[]): Promise<Listed[]> {
  if (await hasMany(consultation))
    return findings.map(finding => ({
      finding,
      ...shownOf(
        finding,
        kept.last(keyOf(finding), () => countAlone(finding)),
      ),
    }))
  const counted = await countFindings(consultation, findings)
  return counted.map(each => ({ finding: each.finding, counted: each }))
}

/** What was kept, of the finding as it stands: what is asked of it may have changed since, and its count has not. */
function shownOf(finding: Finding, last: Counted<Shown> | undefined): Shown | undefined {
  return last && { ...last.value, counted: { ...last.value.counted, finding }, at: last.at }
}

async function countAlone(finding: Finding): Promise<Shown> {
  return countedFrom(finding, await readCountFacts(finding.consultation, [finding]))
}

async function countedFrom(finding: Finding, facts: CountFacts): Promise<Shown> {
  const [counted, groups] = await Promise.all([countFinding(finding, facts), groupedCounts(finding, facts)])
  return { counted, groups }
}

/** What an author changes of a finding changes its version. */
function keyOf({ _id, version }: Finding): string {
  return `${_id} ${version}`
}

/**
 * What passages to quote are offered from, where there are too many to look at all: the codings of some respondents
 * who have accepted passages on the finding's themes, of every stance, the same each time.
 *
 * @param offered how many passages are to be offered
 */
export async function sampledFacts(finding: Finding, offered: number): Promise<CountFacts> {
  const { consultation } = finding
  const family = familyOf(finding, await themesOf(consultation))
  const each = Math.ceil(Math.max(fewestOffered, 2 * offered) / Math.max(1, family.length))
  const lists = await Promise.all(
    family.map(theme => respondentsOn(consultation, theme, 'accepted', '', each)),
  )
  return readCountFacts(consultation, [finding], [...new Set(lists.flat(2))])
}
