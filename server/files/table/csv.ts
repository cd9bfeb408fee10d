import { type Attempt, parseRecord } from './csvRecord.ts'
import { guessDelimiter } from './delimiter.ts'
import { nameColumns } from './header.ts'
import type { Line } from './lines.ts'
import type { Row } from './model.ts'
import { linesPlace, type TableProblems } from './problems.ts'
import { LineWindow } from './window.ts'

/** Lines that a record which went wrong has spoilt. */
type Damage = { from: number; to: number; why: string; spreads: boolean }

const reasons = {
  unclosed: 'Opens a quote mark that is not closed as it should be; nothing was read from here.',
  'text after quote':
    'Has words after a closing quote mark; the line was left out. Write a quote mark inside a quoted cell twice: "".',
} as const

/**
 * Starts reading a CSV: the delimiter is guessed, or given by a first line `sep=;` as Excel writes it.
 * A record that is broken is reported with its lines and left out.
 */
export async function openCsv(
  batches: AsyncIterable<Line[]>,
  problems: TableProblems,
): Promise<{ columns: string[]; rows: AsyncIterable<Row> }> {
  const window = new LineWindow(batches)
  await window.fill()
  const named = /^sep=(.)\r?\n?$/.exec(window.lines[0]?.text ?? '')?.[1]
  if (named) window.at++
  const delimiter = named ?? guessDelimiter(window.lines.slice(window.at), window.ended)
  const header = await nextRecord(window, delimiter, Number.POSITIVE_INFINITY)
  if (header?.kind !== 'record') {
    problems.add(
      `line ${header?.line ?? 1}`,
      'Should name the columns, but cannot be read: check its quote marks.',
    )
    await window.close()
    return { columns: [], rows: noRows() }
  }
  const columns = nameColumns(header.fields, problems, `line ${header.line}`)
  return { columns, rows: csvRows(window, delimiter, columns, problems) }
}

async function* csvRows(
  window: LineWindow,
  delimiter: string,
  columns: string[],
  problems: TableProblems,
): AsyncGenerator<Row> {
  let damage: Damage | undefined
  const settle = () => {
    if (damage) problems.add(linesPlace(damage.from, damage.to), damage.why)
    damage = undefined
  }
  try {
    for (;;) {
      const record = await nextRecord(window, delimiter, columns.length)
      if (!record) break
      const { line, lastLine } = record
      if (record.kind === 'broken') {
        settle()
        damage = { from: line, to: line, why: reasons[record.why], spreads: record.several }
        continue
      }
      const fields = withoutEmptyTail(record.fields, columns.length)
      const wrong = fields.length !== columns.length
      // What looks like the rest of a broken record is counted to it, so that no half sentence becomes a row.
      if (damage?.spreads && (wrong || record.stray)) damage.to = lastLine
      else {
        settle()
        if (wrong)
          damage = {
            from: line,
            to: lastLine,
            why: wrongCount(fields.length, columns.length),
            spreads: false,
          }
        else if (fields.some(field => field !== '')) yield { line, cells: toCells(columns, fields) }
      }
    }
    settle()
    problems.finish()
  } finally {
    await window.close()
  }
}

type Placed<T> = T & { line: number; lastLine: number }

/** The next record that is not a blank line; undefined after the last. */
async function nextRecord(
  window: LineWindow,
  delimiter: string,
  columns: number,
): Promise<Placed<Exclude<Attempt, { kind: 'more' }>> | undefined> {
  for (;;) {
    const first = window.lines[window.at]
    if (!first) {
      if (window.ended) return undefined
      await window.fill()
      continue
    }
    const attempt = parseRecord(window.lines, window.at, delimiter, window.ended, columns)
    if (attempt.kind === 'more') {
      await window.fill()
      continue
    }
    const lastLine = first.number + (attempt.next - window.at - 1)
    window.at = attempt.next
    const blank = attempt.kind === 'record' && attempt.fields.length === 1 && attempt.fields[0]?.trim() === ''
    if (!blank) return { ...attempt, line: first.number, lastLine }
  }
}

/** Spreadsheets write empty fields past the last column; they mean nothing. */
function withoutEmptyTail(fields: string[], columns: number): string[] {
  return fields.slice(columns).every(field => field === '') ? fields.slice(0, columns) : fields
}

function wrongCount(fields: number, columns: number): string {
  const cause = fields > columns ? 'a delimiter outside quote marks' : 'a missing delimiter or quote mark'
  return `Has ${fields} ${fields === 1 ? 'field' : 'fields'} where the header has ${columns}; it was left out. Look for ${cause}.`
}

function toCells(columns: string[], fields: string[]): Map<string, string> {
  return new Map(columns.map((column, index) => [column, fields[index] ?? '']))
}

async function* noRows(): AsyncGenerator<Row> {}
