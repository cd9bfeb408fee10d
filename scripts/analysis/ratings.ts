import type { Problem, Ratings } from '../../analysis/index.ts'
import { readTable } from '../../server/files/readTable.ts'
import { CannotRun } from '../cannotRun.ts'

/**
 * Reads ratings from CSV, XLSX or JSON Lines: a column `unit`, and one for each coder, blank where missing.
 * All or nothing: a row left out would change every coefficient.
 * @throws CannotRun when the file cannot be read whole, has no column `unit`, no coder, or no units, or a unit has
 * no name or that of another.
 */
export async function readRatings(file: string): Promise<Ratings> {
  const table = await readTable(file)
  const problems: Problem[] = []
  const lineOf = new Map<string, number>()
  const rows: Map<string, string>[] = []
  for await (const { line, cells } of table.rows) {
    const unit = (cells.get('unit') ?? '').trim()
    const earlier = lineOf.get(unit)
    const place = `${file}, line ${line}`
    if (unit === '') problems.push({ place, message: 'Has no unit. Name it in the column “unit”.' })
    else if (earlier !== undefined) {
      const message = `Has the unit “${unit}” of line ${earlier} again. Put all ratings of a unit in one row.`
      problems.push({ place, message })
    } else lineOf.set(unit, line)
    rows.push(cells)
  }

  const { columns } = table
  const coders = columns.filter(name => name !== 'unit')
  if (columns.length === 0) throw new CannotRun(table.problems)
  if (!columns.includes('unit')) {
    const list = columns.map(name => `“${name}”`).join(', ')
    const message = `Has no column “unit”. It has ${list}. Name the column of what was rated “unit”.`
    throw new CannotRun([{ place: file, message }])
  }
  if (coders.length === 0)
    problems.push({ place: file, message: 'Has no coder. Add a column for each, beside “unit”.' })
  if (rows.length === 0)
    problems.push({ place: file, message: 'Holds no units. Add a row for each below the names of columns.' })
  if (table.problems.length + problems.length > 0) throw new CannotRun([...table.problems, ...problems])

  return rows.map(cells => coders.map(coder => (cells.get(coder) ?? '').trim() || null))
}
