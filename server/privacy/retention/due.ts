import { keptDates, wholeDue } from '../../consultations/retention/retentionStore.ts'
import { draftsKeptUntil } from '../../consultations/running/kept.ts'
import type { Consultation } from '../../consultations/store.ts'
import { countUnsent } from '../../responses/draftStore.ts'
import { countKept } from '../../responses/erasedStore.ts'
import { countRejected } from '../../responses/held/heldStore.ts'
import { countFiles } from './files.ts'

export const dueKinds = ['drafts', 'names', 'rejected', 'files', 'responses'] as const
export type DueKind = (typeof dueKinds)[number]

/** What of a consultation is deleted: on which day, whether that has come by some moment, and how many there are now. */
export type Due = { kind: DueKind; until: Date | undefined; isDue: boolean; count: number }

/** What of a consultation would be deleted by a moment: it changes nothing. */
export async function dueOf(consultation: Consultation, by: Date): Promise<Due[]> {
  const { _id, kind } = consultation
  const [dates, drafts, rejected, kept, files] = await Promise.all([
    keptDates(consultation),
    countUnsent(_id),
    countRejected(_id),
    countKept(_id),
    countFiles(_id),
  ])
  const isWhole = wholeDue(dates, consultation, by)
  const due = (what: DueKind, until: Date | undefined, count: number): Due => ({
    ...{ kind: what, until, count },
    isDue: isWhole || (until !== undefined && until <= by),
  })
  return [
    due('drafts', kind === 'open' ? draftsKeptUntil(consultation) : undefined, drafts),
    due('names', dates.names, kept.identified),
    due('rejected', dates.names, rejected),
    due('files', dates.files, files),
    { kind: 'responses', until: dates.whole, isDue: isWhole, count: kept.responses },
  ]
}
