import type { Consultation } from '../../consultations/store.ts'
import { removeSentDraft } from '../draftStore.ts'
import { removeFile } from '../fileStore.ts'
import { removeIdentities } from '../identityStore.ts'
import { filesIn, type Response, textsIn } from '../response.ts'
import { removeTexts } from '../textStore.ts'
import { beginDeleting, finishDeleting, rejectedOf } from './heldStore.ts'

const batchSize = 100

/**
 * Deletes the responses of a consultation that were held and rejected, with all that they hold and the link that leads
 * to them. Safe to repeat and to be killed: each is found again until all of it is gone.
 *
 * @param step called after each batch
 */
export async function deleteRejected(
  { _id }: Pick<Consultation, '_id'>,
  step: () => Promise<void>,
): Promise<void> {
  for (;;) {
    const rejected = await rejectedOf(_id, batchSize)
    if (rejected.length === 0) return
    for (const response of rejected) if (await beginDeleting(response._id)) await removeAllOf(response)
    await step()
  }
}

async function removeAllOf(response: Response): Promise<void> {
  const { _id, origin, identity, revisions } = response
  await removeTexts(revisions.flatMap(textsIn))
  if (identity !== undefined) await removeIdentities([identity])
  for (const file of filesIn(response)) await removeFile(file)
  await removeSentDraft(origin)
  await finishDeleting(_id)
}
