import { compoundKind } from './compound.ts'
import { detectEncoding, looksBinary } from './encoding.ts'
import { gather, type Peeked, peek, sourceName } from './table/bytes.ts'
import { openCsv } from './table/csv.ts'
import { openJsonLines } from './table/jsonLines.ts'
import { readLines } from './table/lines.ts'
import type { Row, Table, TableSource } from './table/model.ts'
import { TableProblems } from './table/problems.ts'
import { openSpreadsheet } from './table/spreadsheet.ts'
import { whyUnreadable } from './unreadable.ts'
import { isZip } from './zip.ts'

export type { Row, Table, TableSource } from './table/model.ts'

/** Enough to judge the encoding and the kind of table by. */
const headSize = 64 * 1024
const largestSpreadsheet = 50 * 1024 * 1024

/**
 * Reads a table that somebody brings: CSV (comma, semicolon or tab), XLSX or JSON Lines, told apart by their
 * content. CSV and JSON Lines stream, in memory that does not grow with the file. What is wrong is in
 * `problems`, each with its file and line; a table that cannot be read at all has no columns.
 */
export async function readTable(source: TableSource): Promise<Table> {
  const problems = new TableProblems(sourceName(source))
  try {
    const opened = await open(await peek(source, headSize), problems)
    return { ...opened, rows: guarded(opened.rows, problems), problems: problems.list }
  } catch (error) {
    problems.add('', whyUnreadable(error))
    return { ...nothing(), problems: problems.list }
  }
}

type Opened = Omit<Table, 'problems'>

async function open(peeked: Peeked, problems: TableProblems): Promise<Opened> {
  const { head, chunks } = peeked
  if (isZip(head)) return openZipped(chunks, problems)
  const refusal = whyNotText(head)
  if (refusal) {
    problems.add('', refusal)
    await chunks[Symbol.asyncIterator]().return?.()
    return nothing()
  }
  const encoding = detectEncoding(head)
  const lines = readLines(chunks, encoding, problems)
  const json = head.toString('latin1', encoding.skip, 200).replaceAll('\0', '').trimStart().startsWith('{')
  const opened = await (json ? openJsonLines : openCsv)(lines, problems)
  return { ...opened, encoding: encoding.name }
}

async function openZipped(chunks: AsyncIterable<Buffer>, problems: TableProblems): Promise<Opened> {
  const bytes = await gather(chunks, largestSpreadsheet)
  if (bytes) return { ...(await openSpreadsheet(bytes, problems)), encoding: 'UTF-8' }
  problems.add('', 'Is a spreadsheet of more than 50 MB. Save it as CSV, which may be of any length.')
  return nothing()
}

function whyNotText(head: Buffer): string | undefined {
  if (head.length === 0)
    return 'Is empty. The first line names the columns, and each one after it is a response.'
  const compound = compoundKind(head)
  if (compound === 'encrypted') return 'Is protected by a password. Save it without one, and bring that.'
  if (compound)
    return 'Is in an old format of Microsoft Office (.xls), which is not read. Open it, save it as .xlsx or CSV, and bring that.'
  if (head.subarray(0, 5).toString('latin1') === '%PDF-' || looksBinary(head))
    return 'Is not a table. Bring a CSV, an .xlsx spreadsheet or JSON Lines.'
  if (/^\s*\[\s*\{/.test(head.toString('latin1', 0, 200)))
    return 'Is one JSON list. Write JSON Lines instead: one object a line, without brackets or commas between.'
  return undefined
}

/** A file may also fail half-way; that ends its rows, and is a problem like another. */
async function* guarded(rows: AsyncIterable<Row>, problems: TableProblems): AsyncGenerator<Row> {
  const iterator = rows[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await iterator.next().catch(error => {
        problems.add('', whyUnreadable(error))
        return { done: true as const, value: undefined }
      })
      if (next.done) return
      yield next.value
    }
  } finally {
    await iterator.return?.()
  }
}

function nothing(): Opened {
  return { columns: [], rows: guarded((async function* () {})(), new TableProblems('')), encoding: '' }
}
