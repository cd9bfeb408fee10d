import Handlebars from 'handlebars'
import { soundXml } from '../soundXml.ts'
import { barColour } from './svg.ts'

/**
 * A square of a heat map: what is written in it, and how dark it is, from 0 to 1; `words` of one that is left out is a
 * dash. One of few respondents has a sign behind its words and a broken edge.
 */
export type HeatCell = { words: string; share: number; isSmall?: boolean }
export type HeatRow = { label: string; cells: HeatCell[] }

const size = 13
const labelWidth = 200
const labelLength = 28
const cellHeight = 30
const narrowest = 46
const headHeight = 30

/**
 * A heat map as SVG: rows with a number in every square, so that it can be read without colours. The ink of a square is
 * never so dark that its number cannot be read.
 *
 * @param columns what stands over the columns: a few letters each
 * @param id unlike that of any other chart on the page; without it, the picture is a file by itself, on white
 * @param note stands under it
 */
export function heatSvg(
  title: string,
  columns: string[],
  rows: HeatRow[],
  { id, note }: { id?: string; note?: string } = {},
): string {
  const cellWidth = Math.max(narrowest, Math.floor((640 - labelWidth) / Math.max(1, columns.length)))
  const width = labelWidth + cellWidth * columns.length
  const foot = headHeight + rows.length * cellHeight
  const height = foot + (note ? cellHeight : 0)
  const named = id ?? 'chart'
  const paper = id ? '' : `<rect width="${width}" height="${height}" fill="#fff"/>`
  const middle = (column: number) => labelWidth + cellWidth * (column + 0.5)
  const heads = columns.map((words, column) => text(middle(column), 20, words, 'middle', true))
  const lines = rows.map(({ label, cells }, row) => {
    const y = headHeight + row * cellHeight
    const squares = cells.map(({ words, share, isSmall }, column) => {
      const x = labelWidth + cellWidth * column
      const ink = Math.round(Math.min(1, Math.max(0, share)) * 45) / 100
      return (
        `<rect class="chart__square" x="${x}" y="${y}" width="${cellWidth}" height="${cellHeight}" fill="${barColour}" fill-opacity="${ink}" stroke="currentColor" stroke-opacity="${isSmall ? '0.8" stroke-dasharray="3 3' : '0.3'}"/>` +
        text(middle(column), y + 20, isSmall ? `${words}*` : words, 'middle')
      )
    })
    return text(0, y + 20, shortened(label)) + squares.join('')
  })
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${named}-title ${named}-desc" font-family="system-ui, sans-serif" fill="${id ? 'currentColor' : '#16191a'}">` +
    `<title id="${named}-title">${escaped(title)}</title>` +
    `<desc id="${named}-desc">A heat map with its number in every square. The table after it has the same numbers.</desc>` +
    `${paper}${heads.join('')}${lines.join('')}${note ? text(0, foot + 20, note) : ''}</svg>`
  )
}

function text(x: number, y: number, words: string, anchor = 'start', bold = false): string {
  return `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}"${bold ? ' font-weight="700"' : ''}>${escaped(words)}</text>`
}

function shortened(label: string): string {
  const characters = [...label]
  return characters.length <= labelLength ? label : `${characters.slice(0, labelLength - 1).join('')}…`
}

function escaped(words: string): string {
  return Handlebars.escapeExpression(soundXml(words))
}
