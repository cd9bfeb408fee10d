import { type HouseStyle, statesCause, wordingWarnings } from '../../analysis/application.ts'
import { type Problem, sentences } from '../../analysis/index.ts'
import type { CountedFinding } from './count.ts'
import type { Standing } from './quotes/standing.ts'

/**
 * Whether respondents' own words name a cause: the passages that are coded for a finding and quoted for its claim.
 *
 * @param standings its quotes for the claim
 */
export function causeIsStated(standings: Standing[]): boolean {
  return standings.some(standing => standing.usable && statesCause(standing.words))
}

/**
 * Words of a finding that say more than was counted; `place` is a field of its page. They stop nothing.
 *
 * @param standings its quotes for the claim
 */
export function findingWording(
  { finding, count, approach }: CountedFinding,
  standings: Standing[],
  style: HouseStyle,
): Problem[] {
  const facts = {
    ...{ style, count, side: 'supports' as const, quoted: [], causeStated: causeIsStated(standings) },
    isScaled: approach !== 'reflexive',
  }
  return (['statement', 'text'] as const).flatMap(field =>
    sentences(finding[field]).flatMap(({ start, end }) =>
      wordingWarnings(finding[field].slice(start, end), facts).map(({ message }) => ({
        place: field,
        message: `In the ${field === 'text' ? 'text' : 'claim'}: ${message}`,
      })),
    ),
  )
}
