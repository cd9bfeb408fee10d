import { runLimited } from './limited/runLimited.ts'
import { spreadsheetLimits, spreadsheetMessages } from './table/spreadsheet.ts'

/** A spreadsheet's sheets that have a cell, each as rows of text, or why none can be read. */
export type ReadWorkbook =
  | { ok: true; sheets: { name: string; rows: string[][] }[] }
  | { ok: false; message: string }

/** Reads every sheet of an `.xlsx`, in a process with limits of memory and time. */
export async function readWorkbook(bytes: Buffer): Promise<ReadWorkbook> {
  const outcome = await runLimited('workbook', bytes, spreadsheetLimits)
  const result = outcome.done ? outcome.result : { ok: false as const, problem: outcome.why }
  return result.ok ? result : { ok: false, message: spreadsheetMessages[result.problem] }
}
