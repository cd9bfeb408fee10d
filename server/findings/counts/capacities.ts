import { capacities, type PrintedTable, suppressed } from '../../../analysis/application.ts'
import type { Capacity } from '../../../analysis/index.ts'
import type { RespondentFacts } from '../../responses/store.ts'

/** For whom respondents of each capacity speak, as a table's row. */
export const capacityNames: Record<Capacity, string> = {
  personal: 'For themselves',
  organisation: 'For an organisation',
  official: 'As a public official',
}

/** The columns of every table of a finding's count. */
export const supportColumns = ['Support it', 'Do not say so']

/** Who supports a claim and who does not by capacity, without small cells; capacities that nobody answered in are left out. */
export function capacityTable(
  of: Record<Capacity, number>,
  supporters: string[],
  respondents: Map<string, RespondentFacts>,
): PrintedTable {
  const supports = new Map<Capacity, number>()
  for (const supporter of supporters) {
    const capacity = respondents.get(supporter)?.capacity
    if (capacity) supports.set(capacity, (supports.get(capacity) ?? 0) + 1)
  }
  const rows = capacities.filter(capacity => of[capacity] > 0)
  return suppressed(
    rows.map(capacity => capacityNames[capacity]),
    supportColumns,
    rows.map(capacity => {
      // What was counted a moment apart may differ by who came in between.
      const own = Math.min(supports.get(capacity) ?? 0, of[capacity])
      return [own, of[capacity] - own]
    }),
  )
}
