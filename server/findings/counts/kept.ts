import { themes as themesOf } from '../../codebook/store.ts'
import { respondentsOn } from '../../coding/mentionStore.ts'
import { KeptCounts } from '../../keptCounts.ts'
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

const shownFor = { oldest: 10 * 60_000 }
const keptCounts = new KeptCounts<CountedFinding>(() => true, shownFor)
const keptGroups = new KeptCounts<GroupedCount[]>(() => true, shownFor)

/** A finding's count for a page. What is printed, and what a finding must be to be ready, is counted at its moment. */
export async function countToShow(finding: Finding, facts: CountFacts, isMany: boolean): Promise<Shown> {
  if (isMany) return keptCount(finding)
  const [counted, groups] = await Promise.all([countFinding(finding, facts), groupedCounts(finding, facts)])
  return { counted, groups }
}

async function keptCount(finding: Finding): Promise<Shown> {
  let reading: Promise<CountFacts> | undefined
  const read = () => {
    reading ??= readCountFacts(finding.consultation, [finding])
    return reading
  }
  const [counted, groups] = await Promise.all([
    keptCounts.of(keyOf(finding), async () => countFinding(finding, await read())),
    keptGroups.of(keyOf(finding), async () => groupedCounts(finding, await read())),
  ])
  return { counted: { ...counted.value, finding }, groups: groups.value, at: counted.at }
}

/** A finding in a list; `counted` is missing where it is being counted, for whoever looks again. */
export type Listed = { finding: Finding; counted?: CountedFinding; at?: Date }

/** The counts of findings for a list of them, which waits for none where there is too much to count. */
export async function countsToShow(consultation: string, findings: Finding[]): Promise<Listed[]> {
  if (await hasMany(consultation))
    return findings.map(finding => {
      const last = keptCounts.last(keyOf(finding), () => inTurn(() => countAlone(finding)))
      return last ? { finding, counted: { ...last.value, finding }, at: last.at } : { finding }
    })
  const counted = await countFindings(consultation, findings)
  return counted.map(each => ({ finding: each.finding, counted: each }))
}

async function countAlone(finding: Finding): Promise<CountedFinding> {
  return countFinding(finding, await readCountFacts(finding.consultation, [finding]))
}

let before: Promise<unknown> = Promise.resolve()

/** One after another, so that a list holds the codings of one finding at a time. */
function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  const done = before.then(work)
  before = done.catch(() => {})
  return done
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
