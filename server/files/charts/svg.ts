import Handlebars from 'handlebars'
import { soundXml } from '../soundXml.ts'
import type { Chart } from './chart.ts'
import { drawChart, type Shape } from './drawing.ts'

/** One dark colour for all bars, clear on white and on black, whatever colours a reader can tell apart. */
export const barColour = '#2f7f8f'

/**
 * A chart as SVG, with its title and what it is for those who have it read aloud. Nothing in it runs or is fetched.
 *
 * @param id unlike that of any other chart on the page; without it, the picture is a file by itself, on white
 */
export function chartSvg(chart: Chart, { id }: { id?: string } = {}): string {
  const { width, height, shapes } = drawChart(chart)
  const named = id ?? 'chart'
  const paper = id ? '' : `<rect width="${width}" height="${height}" fill="#fff"/>`
  const colour = id ? 'currentColor' : '#16191a'
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${named}-title ${named}-desc" font-family="system-ui, sans-serif" fill="${colour}">` +
    `<title id="${named}-title">${escaped(chart.title)}</title>` +
    `<desc id="${named}-desc">A bar chart. The table after it has the same numbers.</desc>` +
    `${paper}${shapes.map(shapeSvg).join('')}</svg>`
  )
}

function shapeSvg(shape: Shape): string {
  if (shape.kind === 'bar') {
    const { x, y, width, height } = shape
    return `<rect class="chart__bar" x="${x}" y="${y}" width="${rounded(width)}" height="${height}" fill="${barColour}"/>`
  }
  const { x, y, words, size, bold } = shape
  const weight = bold ? ' font-weight="700"' : ''
  return `<text x="${rounded(x)}" y="${y}" font-size="${size}"${weight}>${escaped(words)}</text>`
}

function rounded(length: number): number {
  return Math.round(length * 10) / 10
}

function escaped(words: string): string {
  return Handlebars.escapeExpression(soundXml(words))
}
