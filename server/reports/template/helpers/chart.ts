import { type Chart, cellWords } from '../../../files/charts/chart.ts'
import { chartedBy, findingChart, isChartedBy } from '../../charts/findingChart.ts'
import { asMarkdown } from '../escape.ts'
import type { Call } from '../grammar.ts'
import type { Refusal, Writing } from '../writing.ts'
import { nameFinding } from './finding.ts'

/**
 * A finding's respondents as bars, and after them the same as a table: by stance, by theme, or by sector.
 * Usage: `{{chart "contracts-carry-the-knowledge" by="sector"}}`. Without a name it is the finding named last.
 */
export function chart(call: Call, writing: Writing): Refusal {
  const made = chartOf(call, writing)
  if (typeof made === 'string') return made
  writing.charts.push(made)
  const alt = asMarkdown(`${made.title}; the table follows`).replace(/(?<!\\)[[\]]/g, '\\$&')
  writing.sheet.block(`![${alt}][chart-${writing.charts.length}]\n\n${tableOf(made)}`)
  return undefined
}

/** The same without the bars, below its title. Usage: `{{table "contracts-carry-the-knowledge" by="theme"}}`. */
export function table(call: Call, writing: Writing): Refusal {
  const made = chartOf(call, writing)
  if (typeof made === 'string') return made
  writing.sheet.block(`*${asMarkdown(made.title)}*\n\n${tableOf(made)}`)
  return undefined
}

/** What is to be shown, or why it cannot be. */
function chartOf(call: Call, writing: Writing): Chart | string {
  const refusal = nameFinding(call, writing)
  if (refusal) return refusal
  const { finding, material } = writing
  const by = call.options.get('by') ?? 'stance'
  if (!isChartedBy(by))
    return `respondents are counted by=${chartedBy.map(name => `"${name}"`).join(', ')}, not by="${by}".`
  if (!finding) return 'say which finding.'
  return findingChart(finding, by, material.sectors.get(finding.finding.key), material.style)
}

function tableOf({ by, counted, rows }: Chart): string {
  const outOf = rows.some(row => row.of !== undefined)
  const lines = [
    [by, counted, ...(outOf ? ['Out of'] : [])],
    [':--', '--:', ...(outOf ? ['--:'] : [])],
    ...rows.map(row => [
      cell(row.label),
      cellWords(row.respondents),
      ...(outOf ? [cellWords(row.of ?? null)] : []),
    ]),
  ].map(cells => `| ${cells.join(' | ')} |`)
  const hidden = rows.some(row => row.respondents === null)
  const why = '\n\nNumbers below five are not shown, nor others from which they could be worked out.'
  return `${lines.join('\n')}${hidden ? why : ''}`
}

function cell(words: string): string {
  return asMarkdown(words).replace(/\|/g, '\\|')
}
