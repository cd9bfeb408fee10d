import { fewestInCell, type PrintedTable } from './suppression.ts'

/** A number of two tables that are published one after the other, and what the later tells beside the earlier. */
export type TellingChange = { row: string; column: string; message: string }

/**
 * What two versions of a table tell together that neither tells alone: the difference between them, where it is
 * fewer than five respondents, is a small cell of those who came or went in between; and where nobody did, a number
 * that is left out of one version and printed in the other undoes what it was left out for.
 *
 * @returns every number that stands in the way of publishing the later beside the earlier; empty where none does
 */
export function tellingChanges(before: PrintedTable, after: PrintedTable): TellingChange[] {
  const earlier = numbersOf(before)
  const later = numbersOf(after)
  const isSame = before.total === after.total && before.columnTotals.join() === after.columnTotals.join()
  const found: TellingChange[] = []
  for (const [key, { row, column, count }] of later) {
    const was = earlier.get(key)
    if (!was) continue
    const change = was.count === null || count === null ? null : Math.abs(count - was.count)
    if (change !== null && change > 0 && change < fewestInCell)
      found.push({ row, column, message: `${placeOf(row, column)} changed by ${change}, fewer than five` })
    else if (isSame && (was.count === null) !== (count === null))
      found.push({
        row,
        column,
        message: `${placeOf(row, column)} is left out of one version and printed in the other, and nothing else changed`,
      })
  }
  return [...found, ...vanished(earlier, later)]
}

type Numbered = { row: string; column: string; count: number | null }

/** Every number of a table, its totals too, by what it counts. */
function numbersOf(table: PrintedTable): Map<string, Numbered> {
  const { rows, columns, cells, rowTotals, columnTotals, total } = table
  const numbers = [
    ...rows.flatMap((row, r) => [
      ...columns.map((column, c) => ({ row, column, count: cells[r]?.[c] ?? null })),
      { row, column: '', count: rowTotals[r] ?? null },
    ]),
    ...columns.map((column, c) => ({ row: '', column, count: columnTotals[c] ?? null })),
    { row: '', column: '', count: total },
  ]
  return new Map(numbers.map(number => [JSON.stringify([number.row, number.column]), number]))
}

/** Printed groups that the later version no longer names: fewer than five of them are left. */
function vanished(earlier: Map<string, Numbered>, later: Map<string, Numbered>): TellingChange[] {
  return [...earlier].flatMap(([key, { row, column, count }]) =>
    later.has(key) || count === null || column !== ''
      ? []
      : [
          {
            row,
            column,
            message: `“${row}” was printed and is no longer: fewer than five of its respondents are left`,
          },
        ],
  )
}

function placeOf(row: string, column: string): string {
  const parts = [row, column].filter(part => part !== '').map(part => `“${part}”`)
  return parts.length === 0 ? 'The number of all respondents' : parts.join(', ')
}
