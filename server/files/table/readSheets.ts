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
    const filled = await filledSheets(bytes)
    if (!filled) return { ok: false, problem: 'corrupt' }
    const [first, ...others] = filled
    const rows = (first?.data ?? []).map(row => row.map(cellText))
    if (lengthOf(rows) > mostText) return { ok: false, problem: 'tooMuch' }
    return { ok: true, rows, sheet: first?.sheet ?? '', others: others.map(({ sheet }) => sheet) }
  } catch (error) {
    return { ok: false, problem: error instanceof BadZip ? error.problem : 'corrupt' }
  }
}

export type Workbook =
  | { ok: true; sheets: { name: string; rows: string[][] }[] }
  | { ok: false; problem: ZipProblem | 'tooMuch' }

/** Every sheet that has a cell, in the same way. */
export async function readWorkbook(bytes: Uint8Array): Promise<Workbook> {
  try {
    const filled = await filledSheets(bytes)
    if (!filled) return { ok: false, problem: 'corrupt' }
    const sheets = filled.map(({ sheet, data }) => ({
      name: sheet,
      rows: data.map(row => row.map(cellText)),
    }))
    const length = sheets.reduce((sum, { rows }) => sum + lengthOf(rows), 0)
    return length > mostText ? { ok: false, problem: 'tooMuch' } : { ok: true, sheets }
  } catch (error) {
    return { ok: false, problem: error instanceof BadZip ? error.problem : 'corrupt' }
  }
}

/** The sheets that have a cell; undefined for what is no spreadsheet. */
async function filledSheets(bytes: Uint8Array) {
  const file = Buffer.from(bytes)
  const names = await checkZip(file)
  if (!names.has('xl/workbook.xml')) return undefined
  const sheets = await readExcelFile(file, { trim: false, parseNumber: shortestNumber })
  return sheets.filter(({ data }) => data.length > 0)
}

function lengthOf(rows: string[][]): number {
  return rows.reduce((sum, row) => sum + row.join('').length, 0)
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
