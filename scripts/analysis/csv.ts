import { open } from 'node:fs/promises'
import { stringify } from 'csv-stringify/sync'

const rowsAtOnce = 5000

/**
 * Writes a CSV file (UTF-8, LF) with a header, some thousand rows at a time. Cells are written exactly as they
 * are: these files are for programs, and a quote must equal its span of the source character for character.
 * So a spreadsheet may take a cell that begins with `=`, `+`, `-` or `@` for a formula; import them as text.
 */
export async function writeCsv<Column extends string>(
  path: string,
  columns: readonly Column[],
  rows: Iterable<Record<Column, string | number>> | AsyncIterable<Record<Column, string | number>>,
): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.write(stringify([[...columns]]))
    let batch: (string | number)[][] = []
    for await (const row of rows) {
      batch.push(columns.map(column => row[column]))
      if (batch.length < rowsAtOnce) continue
      await file.write(stringify(batch))
      batch = []
    }
    if (batch.length > 0) await file.write(stringify(batch))
  } finally {
    await file.close()
  }
}
