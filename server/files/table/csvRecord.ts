import type { Line } from './lines.ts'

/** Characters and fields past which a quote mark must have been left open. */
const longestRecord = 2_000_000
const mostExtraFields = 100

export type CsvRecord = {
  kind: 'record'
  fields: string[]
  /** The index of the line after it. */
  next: number
  /** A field that is not quoted has an odd number of quote marks inside: the end of something else, perhaps. */
  stray: boolean
}
/** `next` is where the reading goes on: the line after the one in which the record starts. */
export type BrokenRecord = {
  kind: 'broken'
  next: number
  why: 'unclosed' | 'text after quote'
  several: boolean
}
export type Attempt = CsvRecord | BrokenRecord | { kind: 'more' }

/**
 * Reads one record from the line at `from` on (RFC 4180; a quote mark inside a field that is not quoted stands
 * for itself). Unlike csv-parse, a record that goes wrong costs its first line only, since what follows an
 * unclosed quote mark is other people's testimony.
 * @param ended no more lines will come after these; otherwise the answer may be `more`.
 * @param columns how many fields are expected.
 */
export function parseRecord(
  lines: Line[],
  from: number,
  delimiter: string,
  ended: boolean,
  columns: number,
): Attempt {
  const fields: string[] = []
  let stray = false
  let index = from
  let text = lines[from]?.text ?? ''
  let at = 0
  let length = text.length
  const broken = (why: BrokenRecord['why']): BrokenRecord => ({
    kind: 'broken',
    next: from + 1,
    why,
    several: index > from,
  })

  for (;;) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at)
      const field = end < 0 ? withoutBreak(text.slice(at)) : text.slice(at, end)
      fields.push(field)
      stray ||= field.includes('"') && field.split('"').length % 2 === 0
      if (end < 0) return { kind: 'record', fields, next: index + 1, stray }
      at = end + 1
      continue
    }

    let cell = ''
    let start = at + 1
    for (;;) {
      const quote = text.indexOf('"', start)
      if (quote >= 0) {
        const doubled = text[quote + 1] === '"'
        cell += text.slice(start, doubled ? quote + 1 : quote)
        start = doubled ? quote + 2 : quote + 1
        if (!doubled) break
        continue
      }
      cell += text.slice(start)
      const next = lines[index + 1]
      if (!next) return ended ? broken('unclosed') : { kind: 'more' }
      index++
      text = next.text
      length += text.length
      start = 0
      if (length > longestRecord || fields.length > columns + mostExtraFields) return broken('unclosed')
    }
    fields.push(cell)
    at = start
    while (text[at] === ' ') at++
    if (text[at] === delimiter) at++
    else if (at >= text.length || text[at] === '\n' || text[at] === '\r')
      return { kind: 'record', fields, next: index + 1, stray }
    else return broken(index > from ? 'unclosed' : 'text after quote')
  }
}

function withoutBreak(text: string): string {
  if (text.endsWith('\r\n')) return text.slice(0, -2)
  return text.endsWith('\n') || text.endsWith('\r') ? text.slice(0, -1) : text
}
