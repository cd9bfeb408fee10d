import { positionsOn } from '../../../analysis/application.ts'
import { codingsFor, readCountFacts } from '../../findings/count.ts'
import type { Finding } from '../../findings/store.ts'
import { sectorsOfAnswered } from '../../responses/store.ts'

/** How many respondents of one sector support a finding's claim, of those of it who answered its questions. */
export type SectorCount = { sector: string; supports: number; of: number }

const notGiven = 'not given'

/** Counts findings by the sector that respondents gave, in the order of the sectors' names; those who gave none come last. */
export async function countBySector(
  consultation: string,
  findings: Finding[],
): Promise<Map<string, SectorCount[]>> {
  if (findings.length === 0) return new Map()
  const facts = await readCountFacts(consultation, findings)
  const read = new Map<string, Promise<Map<string, string>>>()
  const counted = findings.map(async (finding): Promise<[string, SectorCount[]]> => {
    // Findings about the same questions are counted over the same respondents.
    const scope = finding.scope.toSorted().join('\n')
    const reading = read.get(scope) ?? sectorsOfAnswered(consultation, finding.scope)
    read.set(scope, reading)
    const sectors = await reading
    const inUse = facts.themes.filter(theme => finding.themes.includes(theme.id)).map(theme => theme.id)
    const claim = { themes: inUse, match: finding.match }
    const answers = facts.answers.filter(answer => finding.scope.includes(answer.question))
    const positions =
      inUse.length > 0
        ? positionsOn({ claim, answers, codings: codingsFor(finding, facts) })
        : new Map<string, { stance: string }>()
    const counts = new Map<string, SectorCount>()
    for (const [respondent, said] of sectors) {
      const sector = said || notGiven
      const count = counts.get(sector) ?? { sector, supports: 0, of: 0 }
      count.of++
      if (positions.get(respondent)?.stance === 'supports') count.supports++
      counts.set(sector, count)
    }
    return [finding.key, [...counts.values()].sort(inOrder)]
  })
  return new Map(await Promise.all(counted))
}

function inOrder(a: SectorCount, b: SectorCount): number {
  const last = Number(a.sector === notGiven) - Number(b.sector === notGiven)
  return last || a.sector.localeCompare(b.sector, 'en-GB')
}
