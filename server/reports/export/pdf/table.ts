import type { Block, Inline } from '../document/model.ts'
import type { Line } from './lines.ts'
import { type Element, ink, margin, type Press, quiet, textWidth } from './press.ts'
import { runsOf } from './runs.ts'

const size = 9.5
const lineHeight = size * 1.45
/** Left and right of what stands in a cell. */
const padding = 6
const narrowest = 40

/** Sets a table, its columns as wide as what they hold asks for; a row may go on on the next page. */
export function setTable(
  press: Press,
  { align, head, rows }: Extract<Block, { kind: 'table' }>,
  element: Element,
): void {
  const all = [head, ...rows]
  const widths = columnWidths(press, all)
  for (const [at, row] of all.entries()) {
    const bold = at === 0
    const part = press.element(element, 'TR')
    const cells = row.map((cell, i) => ({
      part: press.element(part, bold ? 'TH' : 'TD', bold ? columnScope : {}),
      lines: press.lines(runsOf(cell, { size, colour: ink, bold }), (widths[i] ?? 0) - 2 * padding),
    }))
    const height = Math.max(1, ...cells.map(cell => cell.lines.length))
    press.room(lineHeight * Math.min(height, 3) + 8)
    press.space(4)
    for (let line = 0; line < height; line++) {
      press.room(lineHeight)
      let left = 0
      for (const [i, cell] of cells.entries()) {
        const wide = widths[i] ?? 0
        const words = cell.lines[line] ?? []
        const indent = align[i] === 'right' ? wide - padding - widthOf(words) : padding
        press.lineHere(cell.part, words, { left: left + indent, height: lineHeight })
        left += wide
      }
      press.space(lineHeight)
    }
    press.space(4)
    const wide = widths.reduce((sum, width) => sum + width, 0)
    press.decoration(margin, press.y, wide, bold ? 0.8 : 0.4, quiet)
  }
}

const columnScope = { scope: 'Column' }

/** As wide as the widest cell, unless they do not fit: then each gets its share, and none less than the narrowest. */
function columnWidths(press: Press, rows: Inline[][][]): number[] {
  const columns = Math.max(0, ...rows.map(row => row.length))
  const wanted = Array.from({ length: columns }, (_, i) =>
    Math.max(
      narrowest,
      ...rows.map(row => {
        const lines = press.lines(
          runsOf(row[i] ?? [], { size, colour: ink, bold: true }),
          Number.POSITIVE_INFINITY,
        )
        return Math.max(0, ...lines.map(widthOf)) + 2 * padding + 1
      }),
    ),
  )
  const sum = wanted.reduce((total, width) => total + width, 0)
  if (sum <= textWidth) return wanted
  const share = textWidth / columns
  const narrow = wanted.filter(width => width <= share)
  const left = textWidth - narrow.reduce((total, width) => total + width, 0)
  const wide = wanted.reduce((total, width) => total + (width > share ? width : 0), 0)
  return wanted.map(width => (width > share ? (width / wide) * left : width))
}

function widthOf(line: Line): number {
  const last = line.at(-1)
  return last ? last.x + last.width : 0
}
