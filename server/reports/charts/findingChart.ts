import { capitalised, type HouseStyle, type PrintedTable } from '../../../analysis/application.ts'
import type { Chart } from '../../files/charts/chart.ts'
import type { CountedFinding } from '../../findings/count.ts'

/** What a finding's respondents can be counted by. */
export const chartedBy = ['stance', 'theme', 'sector'] as const
export type ChartedBy = (typeof chartedBy)[number]

export function isChartedBy(name: string): name is ChartedBy {
  return (chartedBy as readonly string[]).includes(name)
}

/** A finding's respondents by where they stand, by its themes, or by the sector they gave, as that table has it. */
export function findingChart(
  counted: CountedFinding,
  by: ChartedBy,
  sectors: PrintedTable | undefined,
  { contributors }: Pick<HouseStyle, 'contributors'>,
): Chart {
  const { finding, count, themes } = counted
  const claim = finding.statement.replace(/[.!?]$/, '')
  const of = count.of.toLocaleString('en-GB')
  if (by === 'theme')
    return {
      title: `${claim}: ${contributors} who raised each theme, of ${of}`,
      by: 'Theme',
      counted: 'Raised it',
      rows: themes.map(theme => ({ label: theme.name, respondents: theme.respondents })),
    }
  if (by === 'sector') {
    if (!sectors) throw new Error(`findingChart: finding ${finding.key} was not counted by sector`)
    return {
      title: `${claim}: ${contributors} who said so, by sector`,
      by: 'Sector',
      counted: 'Said so',
      rows: sectors.rows.map((label, row) => ({
        label,
        respondents: sectors.cells[row]?.[0] ?? null,
        of: sectors.rowTotals[row] ?? null,
      })),
    }
  }
  return {
    title: `${claim}: where ${contributors} stand, of ${of}`,
    by: 'Stance',
    counted: capitalised(contributors),
    rows: [
      { label: 'Said so', respondents: count.supports },
      { label: 'Spoke against it', respondents: count.opposes },
      { label: 'Were of two minds', respondents: count.mixed },
      { label: 'Only mentioned the theme', respondents: count.mentions },
    ],
  }
}
