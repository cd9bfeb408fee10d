import { shareOf } from '../../analysis/application.ts'
import type { CountedFinding } from './count.ts'

/** "many (27)"; "27" where few are counted, or where the testimony is read reflexively and no scale applies. */
export function shareIn({ count, approach }: Pick<CountedFinding, 'count' | 'approach'>): string {
  if (approach !== 'reflexive') return shareOf(count.supports, count.of)
  return count.supports === 0 ? 'none' : count.supports.toLocaleString('en-GB')
}
