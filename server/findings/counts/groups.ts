import { groupTable, type PrintedTable, tellsGroups } from '../../../analysis/application.ts'
import { factsOfAnswered } from '../../responses/store.ts'
import { type CountFacts, supportersOf } from '../count.ts'
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
  const respondents = await factsOfAnswered(finding.consultation, finding.scope)
  const supporters = new Set(supportersOf(finding, facts))
  const [supports = '', others = ''] = supportColumns
  const named = new Set(respondents.flatMap(({ attributes }) => Object.keys(attributes)))
  const attributes = [...first.filter(name => named.has(name)), ...[...named].sort()]
  return [...new Set(attributes)]
    .filter(name => !noGroups.has(name))
    .map(by => ({
      by,
      table: groupTable(
        respondents.map(({ _id, attributes: own }) => ({
          group: own[by]?.trim() ?? '',
          column: supporters.has(_id) ? supports : others,
        })),
        supportColumns,
      ),
    }))
    .filter(({ table }) => tellsGroups(table))
}
