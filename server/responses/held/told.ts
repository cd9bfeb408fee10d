import { keptUntil } from '../../consultations/retention/retentionStore.ts'
import type { Consultation } from '../../consultations/store.ts'
import type { Response } from '../response.ts'

/**
 * What its respondent is told of a response that was not let in: that it waits, or was rejected, and then until when it
 * is kept. Not by what sign it is held. Undefined of one that was let in, or withdrawn.
 */
export async function heldTold({ state, held }: Response, consultation: Consultation) {
  if (!held || state === 'withdrawn') return undefined
  if (held.decision?.verdict !== 'rejected') return { waiting: true }
  return { rejected: true, until: await keptUntil(consultation) }
}
