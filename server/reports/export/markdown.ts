import { chartSvg } from '../../files/charts/svg.ts'
import type { Printable } from './html.ts'

/**
 * The report as a Markdown file: its text, its notes, and last its charts as data addresses, so that the file needs
 * no other. Where a viewer shows no such pictures, the table after each has all that it shows.
 */
export function markdownFile({ markdown, notes, charts = [] }: Printable): string {
  const parts = [
    markdown,
    notes.map((note, i) => `[^${i + 1}]: ${note}\n`).join(''),
    charts.map((chart, i) => `[chart-${i + 1}]: ${dataAddress(chartSvg(chart))}\n`).join(''),
  ]
  return parts.filter(part => part !== '').join('\n')
}

function dataAddress(svg: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}
