import { keptUntil } from '../../consultations/retention/retentionStore.ts'
import { listConsultations } from '../../consultations/store.ts'
import { removeFile } from '../fileStore.ts'
import { deleteRejected } from '../held/deleteRejected.ts'
import { removeIdentities } from '../identityStore.ts'
import { forgetIdentities, identifiedResponses } from './identifiedStore.ts'

const batchSize = 500

/**
 * Deletes who respondents are, and nothing of what they wrote, in consultations whose day for that has come; and all of
 * the responses that were held and rejected. Safe to repeat and to be killed: identities go first, then their responses
 * forget that there were any.
 *
 * @param step called after each batch
 * @returns how many identities were deleted
 */
export async function deleteDueIdentities(now: Date, step: () => Promise<void>): Promise<number> {
  let deleted = 0
  for (const consultation of await listConsultations()) {
    const until = await keptUntil(consultation)
    if (until === undefined || until > now) continue
    await deleteRejected(consultation, step)
    for (;;) {
      const identified = await identifiedResponses(consultation._id, batchSize)
      if (identified.length === 0) break
      await removeIdentities(identified.flatMap(({ identity }) => identity ?? []))
      for (const { brought } of identified) if (brought?.copy) await removeFile(brought.copy.file)
      await forgetIdentities(identified.map(({ _id }) => _id))
      deleted += identified.length
      await step()
    }
  }
  return deleted
}
