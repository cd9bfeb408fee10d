import type { Problem } from '../../../analysis/index.ts'
import { day } from '../../http/helpers/day.ts'
import { draftDaysOf } from '../running/kept.ts'
import type { Consultation } from '../store.ts'
import type { RetentionForm } from './forms.ts'
import { type DatedKind, datesOf, monthsAfter, type Retention, wereTold } from './retentionStore.ts'

/** The field of each day, and what it is about. */
const fields: Record<DatedKind, { place: 'months' | 'files' | 'whole'; what: string }> = {
  names: { place: 'months', what: 'names and addresses' },
  files: { place: 'files', what: 'attached files' },
  whole: { place: 'whole', what: 'all responses' },
}

/**
 * Days that lie behind those which respondents were told: since the consultation opened, each can be brought forward,
 * and none put off.
 *
 * @param keptMonths for how many months the privacy notice says that responses are kept, where no day was set for them
 */
export function putOff(
  consultation: Consultation,
  before: Retention,
  form: RetentionForm,
  keptMonths: number | undefined,
  now: Date,
): Problem[] {
  if (!wereTold(consultation, now)) return []
  const { closesAt } = consultation
  const told = datesOf(before, closesAt)
  if (told.whole === undefined && keptMonths !== undefined && form.whole !== null)
    told.whole = monthsAfter(closesAt, keptMonths)
  const problems: Problem[] = []
  for (const kind of ['names', 'files', 'whole'] as const) {
    const { place, what } = fields[kind]
    const [until, entered] = [told[kind], form[place]]
    if (until === undefined) continue
    if (entered !== null && (entered === before[place] || monthsAfter(closesAt, entered) <= until)) continue
    problems.push({
      place,
      message: `Respondents were told that ${what} are deleted on ${day(until)}. Enter so many months that it is no later`,
    })
  }
  const days = draftDaysOf(consultation)
  if (form.drafts !== undefined && form.drafts > days)
    problems.push({
      place: 'drafts',
      message: `Respondents were told that what is not sent is deleted ${days} days after the close. Enter ${days} or fewer`,
    })
  return problems
}

/** Whether a day is set that has passed, and was not set so before: then something is deleted within a day. */
export function isPast(
  { closesAt }: Consultation,
  before: Retention,
  form: RetentionForm,
  now: Date,
): boolean {
  return (['months', 'files', 'whole'] as const).some(place => {
    const entered = form[place]
    return entered !== null && entered !== before[place] && monthsAfter(closesAt, entered) <= now
  })
}
