import { day } from '../../http/helpers/day.ts'
import type { StoredFacts } from '../pages/store.ts'
import type { Consultation } from '../store.ts'
import { monthsAfter } from './retentionStore.ts'

/**
 * Where the privacy notice and the day on which names are deleted say different things, in a sentence for an owner;
 * undefined where they agree.
 *
 * @param facts for how many months after the close the notice says that responses are kept, after how many names and
 *   addresses are deleted (null for never), and on which days what is deleted: where all of it is, the notice says so
 * @param isWritten whether an owner wrote the notice by hand, which then says neither by itself
 */
export function disagreement(
  { closesAt }: Pick<Consultation, 'closesAt'>,
  { keptMonths, namesMonths, dates }: Pick<StoredFacts, 'keptMonths' | 'namesMonths' | 'dates'>,
  isWritten: boolean,
): string | undefined {
  if (isWritten)
    return namesMonths === null
      ? 'You wrote the privacy notice yourself, and no day is set on which names and addresses are deleted. See that it promises none.'
      : `You wrote the privacy notice yourself. See that it says what the software does: names and addresses are deleted on ${day(monthsAfter(closesAt, namesMonths))}.`
  if (dates.whole) return undefined
  const kept = `The privacy notice says that responses are kept until ${day(monthsAfter(closesAt, keptMonths))}`
  if (namesMonths === null)
    return `${kept}, and no day is set on which names and addresses are deleted. Set one that is no later.`
  return namesMonths > keptMonths
    ? `${kept}, and names and addresses would be deleted only on ${day(monthsAfter(closesAt, namesMonths))}. One of the two must change.`
    : undefined
}
