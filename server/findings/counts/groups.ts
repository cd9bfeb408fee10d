import { setImmediate as turn } from 'node:timers/promises'
import { groupTable, type PrintedTable, tellsGroups } from '../../../analysis/application.ts'
import type { RespondentFacts } from '../../responses/countStore.ts'
import { peopleAnswering } from '../../responses/samePerson/people.ts'
import { type CountFacts, readCountFacts, supportersOf } from '../count.ts'
import type { Finding } from '../store.ts'
import { supportColumns } from './capacities.ts'

/** What every respondent may say of themselves, in the order of the tables; what an import brought comes after. */
const first = ['sector', 'role', 'nation']
/** Told apart by it, respondents are no groups. */
const noGroups = new Set(['id'])

/** Who supports a finding and who does not, by what respondents said of themselves. */
export type GroupedCount = { by: string; table: PrintedTable }

/** A finding's count by each attribute that tells groups of five and more apart, fit to be printed. */
export async function groupedCounts(finding: Finding, facts: CountFacts): Promise<GroupedCount[]> {
  const respondents = await peopleAnswering(finding.consultation, finding.scope, facts.people)
  await turn()
  const supporters = new Set(supportersOf(finding, facts))
  const named = new Set(respondents.flatMap(({ attributes }) => Object.keys(attributes)))
  const attributes = [...first.filter(name => named.has(name)), ...[...named].sort()]
  return [...new Set(attributes)]
    .filter(name => !noGroups.has(name))
    .map(by => ({ by, table: countedBy(by, supporters, respondents) }))
    .filter(({ table }) => tellsGroups(table))
}

/** Counts of some findings by one attribute, by the findings' names. */
export async function countsBy(
  attribute: string,
  consultation: string,
  findings: Finding[],
): Promise<Map<string, PrintedTable>> {
  if (findings.length === 0) return new Map()
  const facts = await readCountFacts(consultation, findings)
  const read = new Map<string, Promise<RespondentFacts[]>>()
  const counted = findings.map(async (finding): Promise<[string, PrintedTable]> => {
    // Findings about the same questions are counted over the same respondents.
    const scope = finding.scope.toSorted().join('\n')
    const reading = read.get(scope) ?? peopleAnswering(consultation, finding.scope, facts.people)
    read.set(scope, reading)
    const supporters = new Set(supportersOf(finding, facts))
    return [finding.key, countedBy(attribute, supporters, await reading)]
  })
  return new Map(await Promise.all(counted))
}

function countedBy(
  attribute: string,
  supporters: ReadonlySet<string>,
  respondents: RespondentFacts[],
): PrintedTable {
  const [supports = '', others = ''] = supportColumns
  return groupTable(
    respondents.map(({ _id, attributes }) => ({
      group: attributes[attribute]?.trim() ?? '',
      column: supporters.has(_id) ? supports : others,
    })),
    supportColumns,
  )
}
