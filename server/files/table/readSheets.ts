import readExcelFile from 'read-excel-file/node'
import { BadZip, checkZip, type ZipProblem } from '../zip.ts'

/** Characters in all cells together. */
const mostText = 100_000_000

export type Sheets =
  | { ok: true; rows: string[][]; sheet: string; others: string[] }
  | { ok: false; problem: ZipProblem | 'tooMuch' }

/**
 * The first sheet that has a cell, as text, and the names of the others that have any. Runs in the child.
 * Whole numbers and fractions keep their digits as stored; a date reads 2026-03-09, with a time where it has one.
 */
export async function readSheets(bytes: Uint8Array): Promise<Sheets> {
  try {
    const file = Buffer.from(bytes)
    const names = await checkZip(file)
    if (!names.has('xl/workbook.xml')) return { ok: false, problem: 'corrupt' }
    const sheets = await readExcelFile(file, { trim: false, parseNumber: shortestNumber })
    const filled = sheets.filter(({ data }) => data.length > 0)
    const [first, ...others] = filled
    const rows = (first?.data ?? []).map(row => row.map(cellText))
    if (rows.reduce((sum, row) => sum + row.join('').length, 0) > mostText)
      return { ok: false, problem: 'tooMuch' }
    return { ok: true, rows, sheet: first?.sheet ?? '', others: others.map(({ sheet }) => sheet) }
  } catch (error) {
    return { ok: false, problem: error instanceof BadZip ? error.problem : 'corrupt' }
  }
}

/** A sheet stores 0.3 as 0.30000000000000004 at times; it shows fifteen digits. */
function shortestNumber(stored: string): string {
  return /^-?\d{1,15}$/.test(stored) ? stored : String(Number(Number(stored).toPrecision(15)))
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date)
    return value
      .toISOString()
      .replace(/T00:00:00\.000Z$/, '')
      .replace(/\.000Z$/, 'Z')
  return String(value)
}
