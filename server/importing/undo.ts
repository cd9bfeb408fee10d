import type { Progress, Runner } from '../jobs/runner.ts'
import { askFor } from '../jobs/store.ts'
import { removeFile } from '../responses/fileStore.ts'
import { removeIdentities } from '../responses/identityStore.ts'
import { countImported, importedResponses, takenBack } from '../responses/importedStore.ts'
import { forgetIdentities } from '../responses/retention/identifiedStore.ts'
import { withdrawResponse } from '../responses/store.ts'
import { changeImport, findImport, type Import } from './store.ts'

const batchSize = 100
const freshFor = 7 * 24 * 60 * 60 * 1000

/** Whether an import is so new that what it brought by mistake is deleted where nobody has worked with it. */
export function isFresh({ at }: Pick<Import, 'at'>, now: Date): boolean {
  return now.getTime() - at.getTime() < freshFor
}

/** Imports are taken back in the background; one that was killed goes on where it was. */
export function registerUndo(runner: Runner): void {
  runner.registerJob('undoImport', async (id, progress) => {
    const record = await findImport(id)
    if (record?.state === 'undoing') await undoImport(id, progress)
    // A room that knows of all that may rest on them does this; asked for again where a kill came between.
    await askFor('deleteTakenBack', id)
  })
}

export async function askForUndo(id: string): Promise<void> {
  await askFor('undoImport', id)
}

async function undoImport(id: string, progress: Progress): Promise<void> {
  await takeResponsesBack(id, progress)
  await changeImport(id, { state: 'undone' })
}

/** Takes all that an import brought out of use, as a withdrawal does, and deletes who it is from. Safe to repeat. */
export async function takeResponsesBack(id: string, progress: Progress): Promise<void> {
  const of = await countImported(id)
  for (let done = 0; ; ) {
    const batch = await importedResponses(id, batchSize)
    if (batch.length === 0) break
    // Names first: what is withdrawn is not looked at again.
    await removeIdentities(batch.flatMap(({ identity }) => identity ?? []))
    for (const { brought } of batch) if (brought?.copy) await removeFile(brought.copy.file)
    await forgetIdentities(batch.map(({ _id }) => _id))
    for (const { _id, consultation } of batch) await withdrawResponse(consultation, _id, takenBack)
    done += batch.length
    await progress(done, of)
  }
}
