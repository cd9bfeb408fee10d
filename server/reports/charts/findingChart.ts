import type { CountedFinding } from '../../findings/count.ts'
import type { SectorCount } from './bySector.ts'
import type { Chart } from './chart.ts'
import { suppressSmall } from './suppress.ts'

/** What a finding's respondents can be counted by. */
export const chartedBy = ['stance', 'theme', 'sector'] as const
export type ChartedBy = (typeof chartedBy)[number]

export function isChartedBy(name: string): name is ChartedBy {
  return (chartedBy as readonly string[]).includes(name)
}

/** A finding's respondents by where they stand, by its themes, or by the sector they gave. */
export function findingChart(counted: CountedFinding, by: ChartedBy, sectors: SectorCount[]): Chart {
  const { finding, count, themes } = counted
  const claim = finding.statement.replace(/[.!?]$/, '')
  const of = count.of.toLocaleString('en-GB')
  if (by === 'theme')
    return {
      title: `${claim}: respondents who raised each theme, of ${of}`,
      by: 'Theme',
      counted: 'Raised it',
      rows: themes.map(theme => ({ label: theme.name, respondents: theme.respondents })),
    }
  if (by === 'sector') {
    const supports = suppressSmall(sectors.map(sector => sector.supports))
    const totals = suppressSmall(sectors.map(sector => sector.of))
    return {
      title: `${claim}: respondents who said so, by sector`,
      by: 'Sector',
      counted: 'Said so',
      rows: sectors.map(({ sector }, i) => {
        const total = totals[i] ?? null
        return { label: sector, respondents: total === null ? null : (supports[i] ?? null), of: total }
      }),
    }
  }
  return {
    title: `${claim}: where respondents stand, of ${of}`,
    by: 'Stance',
    counted: 'Respondents',
    rows: [
      { label: 'Said so', respondents: count.supports },
      { label: 'Spoke against it', respondents: count.opposes },
      { label: 'Were of two minds', respondents: count.mixed },
      { label: 'Only mentioned the theme', respondents: count.mentions },
    ],
  }
}
