import { type Failure, runLimited } from '../limited/runLimited.ts'
import type { ZipProblem } from '../zip.ts'
import { nameColumns } from './header.ts'
import type { Row } from './model.ts'
import type { TableProblems } from './problems.ts'

export const spreadsheetLimits = { heap: 768, resident: 1200, seconds: 60 }

export const spreadsheetMessages: Record<ZipProblem | Failure | 'tooMuch', string> = {
  corrupt:
    'Cannot be read as a spreadsheet: it is damaged or not an .xlsx. Open it, save it as .xlsx or CSV, and bring that.',
  encrypted: 'Is protected by a password. Save it without one, and bring that.',
  bomb: 'Unpacks to far more than a spreadsheet should. Save it as CSV, and bring that.',
  tooMuch: 'Holds too much text for a spreadsheet to be read. Save it as CSV, which may be of any length.',
  memory: 'Takes too much memory to read as a spreadsheet. Save it as CSV, which may be of any length.',
  time: 'Takes too long to read as a spreadsheet. Save it as CSV, which may be of any length.',
  crash: 'Cannot be read as a spreadsheet. Open it, save it as CSV, and bring that.',
}

/** Reads the first sheet that is not empty, whose first row names the columns. */
export async function openSpreadsheet(
  bytes: Buffer,
  problems: TableProblems,
): Promise<{ columns: string[]; rows: AsyncIterable<Row> }> {
  const outcome = await runLimited('spreadsheet', bytes, spreadsheetLimits)
  const result = outcome.done ? outcome.result : { ok: false as const, problem: outcome.why }
  if (!result.ok) {
    problems.add('', spreadsheetMessages[result.problem])
    return { columns: [], rows: sheetRows([], [], 0) }
  }
  const { rows, sheet, others } = result
  if (others.length > 0)
    problems.add('', `Has more sheets than one: only “${sheet}” was read, not ${listed(others)}.`)
  const header = rows.findIndex(row => row.some(cell => cell !== ''))
  if (header < 0) {
    problems.add('', 'Is empty. The first row names the columns, and each row after it is one response.')
    return { columns: [], rows: sheetRows([], [], 0) }
  }
  const columns = nameColumns(rows[header] ?? [], problems, `row ${header + 1}`)
  return { columns, rows: sheetRows(rows, columns, header + 1) }
}

async function* sheetRows(rows: string[][], columns: string[], from: number): AsyncGenerator<Row> {
  for (const [index, row] of rows.entries()) {
    if (index < from || row.every(cell => cell === '')) continue
    yield { line: index + 1, cells: new Map(columns.map((column, at) => [column, row[at] ?? ''])) }
  }
}

function listed(names: string[]): string {
  return names.map(name => `“${name}”`).join(', ')
}
