import type { Decision, StoredCoding } from './coding.ts'
import { codingsOfBatch } from './codingStore.ts'
import { type Act, begun, type Place, redoable, redone, revised, undoable, undone } from './history.ts'
import { change, idOfPlace } from './put.ts'
import { refreshMentions } from './refreshMentions.ts'

const atOnce = 200

/**
 * Makes a decision as part of a batch, whose id is the action’s, unless the batch did before: what became of it since is
 * its coder’s. A coding of theirs that stands there stays as it is.
 */
export async function putInBatch(place: Omit<Place, 'id'>, decision: Decision, act: Act): Promise<void> {
  const id = idOfPlace(place)
  const batch = act.action
  await change(place.consultation, id, existing => {
    if (!existing) return { ...begun({ ...place, id }, decision, act), batch }
    if (!existing.removed || existing.history.some(({ action }) => action === batch)) return undefined
    return { ...revised(existing, decision, act), batch }
  })
}

type Batch = { batch: string; by: string }
type Some = (
  consultation: string,
  codings: Pick<StoredCoding, '_id' | 'respondent'>[],
  batch: Batch,
) => Promise<void>
type OnProgress = (done: number) => Promise<void>

/** Takes back what a batch coded, where nobody changed it since. @param onProgress is told how many were looked at */
export function undoBatch(consultation: string, batch: Batch, onProgress?: OnProgress): Promise<void> {
  return eachOf(consultation, batch, undoSome, onProgress)
}

/** Brings back what a batch had coded when it was undone, and nothing that was written since. */
export function redoBatch(consultation: string, batch: Batch, onProgress?: OnProgress): Promise<void> {
  return eachOf(consultation, batch, redoSome, onProgress)
}

async function eachOf(
  consultation: string,
  batch: Batch,
  change: Some,
  onProgress?: OnProgress,
): Promise<void> {
  let done = 0
  for (let after = ''; ; ) {
    const codings = await codingsOfBatch(batch.batch, after, atOnce)
    const last = codings.at(-1)
    if (!last) return
    await change(consultation, codings, batch)
    after = last._id
    done += codings.length
    await onProgress?.(done)
  }
}

/** Takes some of what a batch coded back. */
export function undoSome(...[consultation, codings, { batch, by }]: Parameters<Some>): Promise<void> {
  const act: Act = { at: new Date(), by, action: batch, did: 'undid' }
  return changeSome(consultation, codings, existing =>
    undoable(existing)?.action === batch ? undone(existing, act) : undefined,
  )
}

/** Brings some of it back. */
export function redoSome(...[consultation, codings, { batch, by }]: Parameters<Some>): Promise<void> {
  const act: Act = { at: new Date(), by, action: batch, did: 'redid' }
  return changeSome(consultation, codings, existing =>
    redoable(existing)?.change.action === batch ? redone(existing, act) : undefined,
  )
}

async function changeSome(
  consultation: string,
  codings: Pick<StoredCoding, '_id' | 'respondent'>[],
  next: (existing: StoredCoding) => StoredCoding | undefined,
): Promise<void> {
  for (const { _id } of codings)
    await change(consultation, _id, existing => (existing ? next(existing) : undefined))
  await refreshMentions(consultation, [...new Set(codings.map(({ respondent }) => respondent))])
}
