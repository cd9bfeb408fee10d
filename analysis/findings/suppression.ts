import { canBeWorkedOut } from './workedOut.ts'

/** A cell below this many respondents is not printed: it could tell who they are. */
export const fewestInCell = 5

/**
 * Counts by group, as they would be printed: a row for each group, a column for each answer, and the totals.
 * `cells[row][column]` is a number of respondents, or null where it is left out.
 */
export type PrintedTable = {
  rows: string[]
  columns: string[]
  cells: (number | null)[][]
  /** How many each row has in all, and null where that is left out. */
  rowTotals: (number | null)[]
  /** What the whole table adds up to: these stand elsewhere in any case, and are never left out. */
  columnTotals: number[]
  total: number
}

/**
 * Leaves out every cell and every row's total of fewer than five respondents, zero among them, and as many others as
 * it takes for none of those to be worked out from what is left. The smallest of those that help are left out. What the
 * columns' totals tell by themselves, no table can hide: with one group alone its row is that of the totals.
 *
 * Cells and totals are the edges of a graph between rows and columns; a number that is left out can be worked out
 * unless another table of whole numbers from nought on agrees with all that is printed (Gusfield, “A graph theoretic
 * approach to statistical data security”, SIAM Journal on Computing 17, 1988).
 *
 * @param cells respondents by row and column, each respondent in one cell
 * @throws RangeError where a row has not one number for each column, or a number is no count
 */
export function suppressed(rows: string[], columns: string[], cells: readonly number[][]): PrintedTable {
  check(rows, columns, cells)
  const full = cells.map(row => [...row, sum(row)])
  const hidden = full.map(row => row.map(count => count < fewestInCell))
  for (;;) {
    const [open] = openIn(full, hidden)
    if (!open) break
    const next = smallestHelp(full, hidden, open)
    if (!next) break
    hideAt(hidden, next)
  }
  showAgain(full, hidden)
  const shown = full.map((row, r) => row.map((count, c) => (hidden[r]?.[c] ? null : count)))
  const columnTotals = columns.map((_, c) => sum(cells.map(row => row[c] ?? 0)))
  return {
    rows,
    columns,
    cells: shown.map(row => row.slice(0, -1)),
    rowTotals: shown.map(row => row.at(-1) ?? null),
    columnTotals,
    total: sum(columnTotals),
  }
}

/** A cell by its row and column; the column after the last is the row's total. */
type Place = { row: number; column: number }

/** The small numbers that are left out and can be worked out all the same. */
function openIn(full: readonly number[][], hidden: readonly boolean[][]): Place[] {
  return full.flatMap((counts, row) =>
    counts.flatMap((count, column) =>
      count < fewestInCell && canBeWorkedOut(full, hidden, { row, column }) ? [{ row, column }] : [],
    ),
  )
}

/**
 * The smallest number still printed that, once it is left out too, keeps this one from being worked out; where none
 * does so by itself, the smallest in its row or column, and elsewhere last. None where all are left out.
 */
function smallestHelp(
  full: readonly number[][],
  hidden: readonly boolean[][],
  open: Place,
): Place | undefined {
  const printed = full
    .flatMap((counts, row) => counts.map((count, column) => ({ row, column, count })))
    .filter(({ row, column }) => !hidden[row]?.[column])
    .sort((a, b) => a.count - b.count)
  const alone = printed.find(place => {
    const tried = hidden.map(row => [...row])
    hideAt(tried, place)
    return !canBeWorkedOut(full, tried, open)
  })
  return alone ?? printed.find(({ row, column }) => row === open.row || column === open.column) ?? printed[0]
}

/** Prints again what turned out not to be needed, the largest first: what came later may do for both. */
function showAgain(full: readonly number[][], hidden: boolean[][]): void {
  const open = openIn(full, hidden)
  const helping = full
    .flatMap((counts, row) => counts.map((count, column) => ({ row, column, count })))
    .filter(({ row, column, count }) => hidden[row]?.[column] && count >= fewestInCell)
    .sort((a, b) => b.count - a.count)
  for (const place of helping) {
    hideAt(hidden, place, false)
    if (openIn(full, hidden).length > open.length) hideAt(hidden, place)
  }
}

function hideAt(hidden: boolean[][], { row, column }: Place, hide = true): void {
  const own = hidden[row]
  if (own) own[column] = hide
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}

function check(rows: string[], columns: string[], cells: readonly number[][]): void {
  if (cells.length !== rows.length || cells.some(row => row.length !== columns.length))
    throw new RangeError(`suppressed: not ${rows.length} rows of ${columns.length} numbers each`)
  const bad = cells.flat().find(count => !Number.isInteger(count) || count < 0)
  if (bad !== undefined) throw new RangeError(`suppressed: ${bad} is not a count of respondents`)
}
