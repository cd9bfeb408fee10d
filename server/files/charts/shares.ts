import Handlebars from 'handlebars'
import { soundXml } from '../soundXml.ts'
import { barColour } from './svg.ts'

/** Shares, 0 to 1, at one place of a row: one with its interval, and one to compare it with; null where there is none. */
export type SharePoint = {
  label: string
  own: { value: number; low: number; high: number } | null
  other: number | null
}

const width = 640
const height = 260
const [left, right, top, bottom] = [60, 16, 40, 40]

/**
 * Shares over time as SVG: a filled point with the line of its interval for each, and a hollow square for what it is
 * compared with, so that they are told apart without colours. The first and the last label are written.
 *
 * @param names of the two, for the legend
 */
export function sharesSvg(
  title: string,
  points: SharePoint[],
  { id, own, other }: { id: string; own: string; other: string },
): string {
  const foot = height - bottom
  const y = (share: number) => rounded(foot - share * (foot - top))
  const step = (width - left - right) / Math.max(1, points.length)
  const drawn = points.map((point, at) => {
    const x = rounded(left + (at + 0.5) * step)
    const square = point.other === null ? '' : hollow(x, y(point.other))
    if (!point.own) return square
    const { value, low, high } = point.own
    return `${square}${line(x, y(low), x, y(high))}${filled(x, y(value))}`
  })
  const marks = [0, 0.5, 1].map(
    share =>
      `${words(left - 8, y(share) + 5, `${share * 100} %`, 'end')}${line(left, y(share), width - right, y(share), 'stroke-opacity="0.3"')}`,
  )
  const [first, last] = [points[0], points.at(-1)]
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-desc" font-family="system-ui, sans-serif" fill="currentColor">` +
    `<title id="${id}-title">${escaped(title)}</title>` +
    `<desc id="${id}-desc">A chart of points with lines for their intervals. The table after it has the same numbers.</desc>` +
    `${filled(left + 6, 14)}${words(left + 20, 19, own)}${hollow(left + 300, 14)}${words(left + 314, 19, other)}` +
    marks.join('') +
    drawn.join('') +
    (first ? words(left, foot + 22, first.label) : '') +
    (last && last !== first ? words(width - right, foot + 22, last.label, 'end') : '') +
    '</svg>'
  )
}

function filled(x: number, y: number): string {
  return `<circle class="chart__bar" cx="${x}" cy="${y}" r="5" fill="${barColour}"/>`
}

function hollow(x: number, y: number): string {
  return `<rect class="chart__outline" x="${rounded(x - 5)}" y="${rounded(y - 5)}" width="10" height="10" fill="none" stroke="currentColor"/>`
}

function line(x: number, y: number, toX: number, toY: number, look = 'stroke-width="2"'): string {
  return `<line x1="${x}" y1="${y}" x2="${toX}" y2="${toY}" stroke="currentColor" ${look}/>`
}

function words(x: number, y: number, text: string, anchor = 'start'): string {
  return `<text x="${x}" y="${y}" font-size="14" text-anchor="${anchor}">${escaped(text)}</text>`
}

function rounded(length: number): number {
  return Math.round(length * 10) / 10
}

function escaped(text: string): string {
  return Handlebars.escapeExpression(soundXml(text))
}
