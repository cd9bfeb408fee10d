/**
 * Rows of cells that are kept apart by commas or tabs, with quote marks where a cell holds one, a line end or a quote
 * mark (which stands there twice). Rows may have any number of cells; `line` is where each begins, from 1.
 */
export function separatedRows(text: string, separator: ',' | '\t'): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = []
  let cells: string[] = []
  let line = 1
  let begun = 1
  let at = 0
  for (;;) {
    const [cell, end] = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, separator)
    cells.push(cell)
    for (let n = at; n < end; n++) if (text[n] === '\n') line++
    at = end
    if (text[at] === separator) {
      at++
      continue
    }
    if (cells.some(each => each !== '')) rows.push({ line: begun, cells })
    if (at >= text.length) return rows
    at += text.startsWith('\r\n', at) ? 2 : 1
    line++
    begun = line
    cells = []
  }
}

function plainCell(text: string, from: number, separator: string): [string, number] {
  let end = from
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
  return [text.slice(from, end), end]
}

/** A cell in quote marks; where nothing closes it, it goes on to the end. What follows the closing mark belongs to it. */
function quotedCell(text: string, from: number): [string, number] {
  let cell = ''
  let at = from + 1
  for (;;) {
    const mark = text.indexOf('"', at)
    if (mark < 0) return [cell + text.slice(at), text.length]
    cell += text.slice(at, mark)
    if (text[mark + 1] !== '"') {
      at = mark + 1
      break
    }
    cell += '"'
    at = mark + 2
  }
  let end = at
  while (end < text.length && !/[,\t\r\n]/.test(text[end] ?? '')) end++
  return [cell + text.slice(at, end), end]
}
