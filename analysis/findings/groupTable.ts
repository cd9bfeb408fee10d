import { fewestInCell, type PrintedTable, suppressed } from './suppression.ts'

/** One respondent's group, such as their sector ('' where it is not known), and which column they are counted in. */
export type Grouped = { group: string; column: string }

/** The row of those whose group has fewer than five respondents: it is not named, since its name could tell who they are. */
export const smallGroups = 'All others'
/** The row of those whose group is not known. */
export const unknownGroup = 'Not given'

/**
 * A table of respondents by group, the largest first, fit to be printed: groups of fewer than five stand in one row
 * together, and small cells are left out with what they could be worked out from.
 *
 * @param columns in the order of the table; every respondent is in one of them
 */
export function groupTable(respondents: readonly Grouped[], columns: string[]): PrintedTable {
  const sizes = new Map<string, number>()
  for (const { group } of respondents) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const rowOf = (group: string) => {
    if ((sizes.get(group) ?? 0) < fewestInCell) return smallGroups
    return group === '' ? unknownGroup : group
  }
  const rows = new Map<string, number[]>()
  for (const { group, column } of respondents) {
    const row = rows.get(rowOf(group)) ?? columns.map(() => 0)
    const at = columns.indexOf(column)
    if (at < 0) throw new Error(`groupTable: no column is called ${JSON.stringify(column)}`)
    row[at] = (row[at] ?? 0) + 1
    rows.set(rowOf(group), row)
  }
  const last = [unknownGroup, smallGroups]
  const size = (name: string) => (rows.get(name) ?? []).reduce((sum, count) => sum + count, 0)
  const names = [...rows.keys()].sort(
    (a, b) => last.indexOf(a) - last.indexOf(b) || size(b) - size(a) || (a < b ? -1 : 1),
  )
  return suppressed(
    names,
    columns,
    names.map(name => rows.get(name) ?? []),
  )
}

/** Whether a table tells anything of its groups: it has two rows or more, and a number in one of them. */
export function tellsGroups({ rows, cells, rowTotals }: PrintedTable): boolean {
  return rows.length > 1 && [...cells.flat(), ...rowTotals].some(count => count !== null)
}
