import { keepGone, responsesAfter } from '../../responses/erasedStore.ts'
import { removeFile } from '../../responses/fileStore.ts'
import { fileHash } from '../../responses/receipts/receipt.ts'
import type { Response } from '../../responses/response.ts'

const batchSize = 200

/**
 * Deletes the files that respondents of a consultation attached, whose day has come. What was read from them stays with
 * the answers. Before a file goes, its hash is kept, by which its receipt is checked. Safe to repeat and to be killed.
 *
 * @param step called after each batch
 */
export async function deleteFiles(consultation: string, step: () => Promise<void>): Promise<void> {
  for await (const batch of batchesOf(consultation)) {
    for (const response of batch) await deleteFilesOf(response)
    await step()
  }
}

/** How many files respondents of a consultation attached that are kept. */
export async function countFiles(consultation: string): Promise<number> {
  let count = 0
  for await (const batch of batchesOf(consultation)) count += batch.flatMap(keptFiles).length
  return count
}

async function deleteFilesOf(response: Response): Promise<void> {
  const files = keptFiles(response)
  const hashes = new Map<string, string>()
  for (const file of files) hashes.set(file, await fileHash(file))
  await keepGone(response, hashes)
  // Those too that a killed process had noted and not removed.
  for (const file of attachedFiles(response)) await removeFile(file)
}

function keptFiles({ revisions }: Response): string[] {
  const given = revisions.flatMap(({ answers }) => Object.values(answers))
  return [...new Set(given.flatMap(each => ('file' in each && each.gone === undefined ? each.file : [])))]
}

function attachedFiles({ revisions }: Response): string[] {
  const given = revisions.flatMap(({ answers }) => Object.values(answers))
  return [...new Set(given.flatMap(each => ('file' in each ? each.file : [])))]
}

async function* batchesOf(consultation: string): AsyncGenerator<Response[]> {
  for (let after = ''; ; ) {
    const batch = await responsesAfter(consultation, after, batchSize)
    const last = batch.at(-1)
    if (!last) return
    after = last._id
    yield batch
  }
}
