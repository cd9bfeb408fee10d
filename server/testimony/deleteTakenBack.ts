import { newestAudit, passagesOf } from '../coding/audit/auditStore.ts'
import { allCodingsOf } from '../coding/codingStore.ts'
import { listMemos } from '../coding/memos/memoStore.ts'
import { readingsOfResponse } from '../coding/readingStore.ts'
import { quotesOfRespondent } from '../findings/quotes/store.ts'
import { findImport } from '../importing/store.ts'
import { isFresh } from '../importing/undo.ts'
import type { Progress, Runner } from '../jobs/runner.ts'
import { publicationsQuoting } from '../reports/publication/store.ts'
import { removeFile } from '../responses/fileStore.ts'
import { removeTakenBack, takenBackResponses } from '../responses/importedStore.ts'
import { filesIn, type Response, textsIn } from '../responses/response.ts'
import { forgetPairsOf } from '../responses/samePerson/pairStore.ts'
import { removeTexts } from '../responses/textStore.ts'

const batchSize = 100

/** Has the runner delete what an import brought by mistake and nobody has worked with; it is taken back by then. */
export function registerDeleting(runner: Runner): void {
  runner.registerJob('deleteTakenBack', async (id, progress) => {
    const record = await findImport(id)
    if (record?.state === 'undone' && isFresh(record, new Date())) await deleteTakenBack(id, progress)
  })
}

/**
 * Deletes the responses of an import that was taken back, with their texts and files, where nothing rests on them; the
 * others stay withdrawn. Safe to repeat and to be killed: one is found again until all of it is gone.
 */
async function deleteTakenBack(id: string, progress: Progress): Promise<void> {
  // What a withdrawal asks for is done before, so that no tag, count or campaign is left of them.
  await progress(0, 0)
  for (let after = '', done = 0; ; ) {
    const batch = await takenBackResponses(id, after, batchSize)
    const last = batch.at(-1)
    if (!last) return
    after = last.origin
    const touched = await touchedIn(last.consultation)
    for (const response of batch) if (!(await restsOn(response, touched))) await removeAllOf(response)
    done += batch.length
    await progress(done, 0)
  }
}

/** The responses of a consultation that memos are about or that a check of the machine has drawn from. */
async function touchedIn(consultation: string): Promise<Set<string>> {
  const [memos, audit] = await Promise.all([listMemos(consultation), newestAudit(consultation)])
  const passages = audit ? await passagesOf(audit._id) : []
  return new Set([
    ...memos.flatMap(({ about }) => (about.kind === 'response' ? [about.id] : [])),
    ...passages.map(({ respondent }) => respondent),
  ])
}

/** Whether anybody coded a response, also where they took that back, said that they read it, quoted or published it. */
async function restsOn({ _id, consultation }: Response, touched: Set<string>): Promise<boolean> {
  const found = await Promise.all([
    allCodingsOf(consultation, [_id]),
    readingsOfResponse(consultation, _id),
    quotesOfRespondent(consultation, _id),
    publicationsQuoting(_id),
  ])
  return touched.has(_id) || found.some(each => each.length > 0)
}

async function removeAllOf(response: Response): Promise<void> {
  await removeTexts(response.revisions.flatMap(textsIn))
  for (const file of filesIn(response)) await removeFile(file)
  await forgetPairsOf(response._id)
  await removeTakenBack(response._id)
}
