import { capacities, suppressed } from '../../../analysis/application.ts'
import type { Capacity } from '../../../analysis/index.ts'
import { capacityNames } from '../../responses/capacityNames.ts'
import type { MethodFacts } from './facts.ts'

/** How many answered in each capacity that anybody answered in, without numbers that could tell who somebody is. */
export function capacityTotals(answered: Record<Capacity, number>): MethodFacts['capacities'] {
  const given = capacities.filter(capacity => answered[capacity] > 0)
  const names = given.map(capacity => capacityNames[capacity])
  const { cells } = suppressed(
    names,
    ['Answered'],
    given.map(capacity => [answered[capacity]]),
  )
  return names.map((name, at) => ({ name, respondents: cells[at]?.[0] ?? null }))
}
