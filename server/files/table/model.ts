import type { Readable } from 'node:stream'
import type { Problem } from '../../../analysis/index.ts'

/** A table to be read: the path of a file, or its content with the name that people know it by. */
export type TableSource = string | { name: string; content: Buffer | Readable }

/** One row. `line` is where it starts, from 1: a line of the file, or a row of the sheet. Cells are as written. */
export type Row = { line: number; cells: Map<string, string> }

/**
 * A table that is being read. A table that cannot be read at all has no columns, and says why in `problems`.
 * JSON Lines may bring columns late: they join `columns` when their first row is read.
 */
export type Table = {
  columns: string[]
  /** May be gone through once; stopping early releases the file. */
  rows: AsyncIterable<Row>
  /** Fills up while rows are read, and is complete after the last. */
  problems: Problem[]
  /** Such as `UTF-8` or `windows-1252`. */
  encoding: string
}
