import type { Line } from './lines.ts'
import type { Row } from './model.ts'
import type { TableProblems } from './problems.ts'
import { LineWindow } from './window.ts'

/**
 * Starts reading JSON Lines: one object a line, whose keys are the columns. The columns are those of the first
 * batch of lines; keys that come later join them. A line that is not an object is reported and left out.
 */
export async function openJsonLines(
  batches: AsyncIterable<Line[]>,
  problems: TableProblems,
): Promise<{ columns: string[]; rows: AsyncIterable<Row> }> {
  const window = new LineWindow(batches)
  await window.fill()
  const known = new Set(window.lines.flatMap(line => Object.keys(parseObject(line.text) ?? {})))
  const columns = [...known]
  return { columns, rows: jsonRows(window, columns, known, problems) }
}

async function* jsonRows(
  window: LineWindow,
  columns: string[],
  known: Set<string>,
  problems: TableProblems,
): AsyncGenerator<Row> {
  try {
    while (!window.ended) {
      for (const { number, text } of window.lines) {
        if (text.trim() === '') continue
        const object = parseObject(text)
        if (!object) {
          problems.add(
            `line ${number}`,
            'Is not a JSON object, such as {"id": "7", "text": "…"}; it was left out.',
          )
          continue
        }
        for (const key of Object.keys(object)) {
          if (known.has(key)) continue
          known.add(key)
          columns.push(key)
        }
        const cells = new Map<string, string>()
        for (const column of columns)
          cells.set(column, cellText(Object.hasOwn(object, column) ? object[column] : ''))
        yield { line: number, cells }
      }
      window.at = window.lines.length
      await window.fill()
    }
    problems.finish()
  } finally {
    await window.close()
  }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A list of words reads as `pay; training`; anything deeper stays JSON. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value) && value.every(item => typeof item !== 'object')) return value.join('; ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
