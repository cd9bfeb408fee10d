import { barWords, type Chart, type ChartRow } from './chart.ts'

/** Lengths are in units of which a page's text has {@link drawingWidth} across; y grows downwards, text stands on its y. */
export type Shape =
  | { kind: 'bar'; x: number; y: number; width: number; height: number }
  | { kind: 'words'; x: number; y: number; words: string; size: number; bold: boolean }

export type Drawing = { width: number; height: number; shapes: Shape[] }

export const drawingWidth = 640
const size = 14
const lineHeight = 18
/** Characters that surely fit: on average they are half as wide as high, and are taken as a little wider. */
const titleLength = 76
const labelLength = 26
const barsFrom = 220
/** Left beside the longest bar for its words. */
const wordsWidth = 100
const barHeight = 20
const gap = 12

/**
 * Lays a chart out as level bars, each with its label before it and its number behind it, so that it can be read
 * without colours. What is not shown has no bar.
 */
export function drawChart({ title, rows }: Chart): Drawing {
  const longest = Math.max(1, ...rows.map(row => row.respondents ?? 0))
  const shapes: Shape[] = []
  let y = 0
  const write = (words: string, x: number, below: number, bold = false) =>
    shapes.push({ kind: 'words', x, y: y + below, words, size, bold })
  for (const line of linesOf(title, titleLength, 4)) {
    write(line, 0, size, true)
    y += lineHeight
  }
  y += gap
  for (const row of rows) {
    const label = linesOf(row.label, labelLength, 2)
    label.forEach((line, i) => {
      write(line, 0, size + i * lineHeight)
    })
    const width = (barLength(row) / longest) * (drawingWidth - barsFrom - wordsWidth)
    if (width > 0) shapes.push({ kind: 'bar', x: barsFrom, y, width, height: barHeight })
    write(barWords(row), barsFrom + width + 6, size + 1)
    y += Math.max(barHeight, label.length * lineHeight) + gap
  }
  return { width: drawingWidth, height: y, shapes }
}

function barLength(row: ChartRow): number {
  return row.respondents ?? 0
}

/** Breaks words into lines of at most `length` characters; what is beyond `most` lines is cut, since the table has it. */
function linesOf(words: string, length: number, most: number): string[] {
  const lines: string[] = []
  for (const word of words.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= length)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  const cut = lines.slice(0, most).map(line => shortened(line, length))
  const end = cut.at(-1)
  if (lines.length > most && end !== undefined) cut[most - 1] = shortened(`${end} …`, length)
  return cut
}

function shortened(line: string, length: number): string {
  const characters = [...line]
  return characters.length <= length ? line : `${characters.slice(0, length - 1).join('')}…`
}
