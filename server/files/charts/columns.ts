import Handlebars from 'handlebars'
import { soundXml } from '../soundXml.ts'
import { barColour } from './svg.ts'

/** What came in one span of time, of two kinds that stand on each other; `isSmall`: of so few that it has a sign above it. */
export type Column = { label: string; below: number; above: number; isSmall?: boolean }

const width = 640
const height = 220
const left = 44
const bottom = 40
const top = 40

/**
 * Columns over time as SVG: what is below is filled, what stands on it is only outlined, so that they are told apart
 * without colours. The labels of the first and the last column are written, and the greatest sum.
 *
 * @param names of the two kinds, for the legend; a note stands in the middle under it
 */
export function columnsSvg(
  title: string,
  columns: Column[],
  { id, below, above, note }: { id: string; below: string; above: string; note?: string },
): string {
  const greatest = Math.max(1, ...columns.map(column => column.below + column.above))
  const tall = height - top - bottom
  const step = (width - left) / Math.max(1, columns.length)
  const words = (x: number, y: number, text: string, anchor = 'start') =>
    `<text x="${x}" y="${y}" font-size="14" text-anchor="${anchor}">${escaped(text)}</text>`
  const bars = columns.map((column, at) => {
    const x = left + at * step + step * 0.1
    const [own, other] = [(column.below / greatest) * tall, (column.above / greatest) * tall]
    const foot = height - bottom
    return (
      rect(x, foot - own, step * 0.8, own, `class="chart__bar" fill="${barColour}"`) +
      rect(
        x,
        foot - own - other,
        step * 0.8,
        other,
        'class="chart__outline" fill="none" stroke="currentColor"',
      ) +
      (column.isSmall ? words(x + step * 0.4, foot - own - other - 2, '*', 'middle') : '')
    )
  })
  const [first, last] = [columns[0], columns.at(-1)]
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-desc" font-family="system-ui, sans-serif" fill="currentColor">` +
    `<title id="${id}-title">${escaped(title)}</title>` +
    `<desc id="${id}-desc">A chart of columns. The table after it has the same numbers.</desc>` +
    rect(left, 4, 14, 14, `class="chart__bar" fill="${barColour}"`) +
    words(left + 22, 16, below) +
    rect(left + 220, 4, 14, 14, 'class="chart__outline" fill="none" stroke="currentColor"') +
    words(left + 242, 16, above) +
    words(left - 8, top + 12, greatest.toLocaleString('en-GB'), 'end') +
    words(left - 8, height - bottom, '0', 'end') +
    rect(left, height - bottom, width - left, 1, 'fill="currentColor"') +
    bars.join('') +
    (first ? words(left, height - bottom + 20, first.label) : '') +
    (last && last !== first ? words(width, height - bottom + 20, last.label, 'end') : '') +
    (note ? words(width / 2, height - 4, note, 'middle') : '') +
    '</svg>'
  )
}

function rect(x: number, y: number, wide: number, tall: number, look: string): string {
  if (tall <= 0) return ''
  return `<rect x="${rounded(x)}" y="${rounded(y)}" width="${rounded(wide)}" height="${rounded(tall)}" ${look}/>`
}

function rounded(length: number): number {
  return Math.round(length * 10) / 10
}

function escaped(words: string): string {
  return Handlebars.escapeExpression(soundXml(words))
}
