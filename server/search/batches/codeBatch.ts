import { codebookOf } from '../../codebook/store.ts'
import { countOfBatch } from '../../coding/codingStore.ts'
import { putInBatch, redoBatch, undoBatch } from '../../coding/inBatch.ts'
import { refreshMentions } from '../../coding/refreshMentions.ts'
import { whatSees } from '../../coding/rounds/hidden.ts'
import { findConsultation } from '../../consultations/store.ts'
import type { Progress, Runner } from '../../jobs/runner.ts'
import { askFor } from '../../jobs/store.ts'
import { knownIn, readAsked } from '../asked.ts'
import type { ReadySearch } from '../find.ts'
import { awaitingWork, type CodingBatch, findBatch, finishBatch, workAsked } from './batchStore.ts'
import { type ToCode, toCode } from './toCode.ts'
import { withinTheme } from './withinTheme.ts'

const jobs = {
  coding: 'code what was found',
  undoing: 'undo what was coded',
  redoing: 'do again what was coded',
} as const

/** Has the runner code what searches found, and undo it. What is done is known by its batch, so that none is doubled. */
export function registerCodingBatches(runner: Runner): void {
  runner.registerPending({
    name: 'ask for batches',
    waiting: awaitingWork,
    run: async id => {
      const batch = await findBatch(id)
      const job = batch && jobOf(batch)
      if (job) await askFor(job, id)
      await workAsked(id)
    },
  })
  runner.registerJob(jobs.coding, codeAll)
  runner.registerJob(jobs.undoing, undoAll)
  runner.registerJob(jobs.redoing, redoAll)
}

/** The job of a batch that something is being done to. */
export function jobOf({ state }: Pick<CodingBatch, 'state'>): string | undefined {
  return state === 'applied' || state === 'undone' ? undefined : jobs[state]
}

async function codeAll(id: string, progress: Progress): Promise<void> {
  const batch = await findBatch(id)
  if (batch?.state !== 'coding') return
  const search = await searchOf(batch)
  let done = 0
  if (search)
    for await (const { passages } of toCode(batch.consultation, search, {
      ...batch,
      coder: batch.by,
      batch: id,
    })) {
      const { version } = await codebookOf(batch.consultation)
      for (const passage of passages) await code(batch, passage, version)
      const respondents = [...new Set(passages.map(({ text }) => text.respondent))]
      if (respondents.length > 0) await refreshMentions(batch.consultation, respondents)
      done += passages.length
      await progress(done, Math.max(done, batch.expected))
    }
  await finishBatch(batch, 'applied', await countOfBatch(id))
}

/** What the batch searches for, or nothing where a theme that its query names is gone. */
async function searchOf({
  _id,
  consultation,
  by,
  asks,
  within,
}: CodingBatch): Promise<ReadySearch | undefined> {
  const found = await findConsultation(consultation)
  if (!found) return undefined
  const read = readAsked(asks, (await knownIn(found)).names)
  if (!read.ok || !read.search) return undefined
  return { ...withinTheme(read.search, within), ignoring: _id, sees: await whatSees(consultation, by) }
}

async function code(batch: CodingBatch, { text, span }: ToCode, codebookVersion: number): Promise<void> {
  const { _id: action, consultation, by: coder, theme, stance, at } = batch
  const { respondent, question } = text
  await putInBatch(
    { consultation, respondent, question, text: text._id, ...span, theme, coder },
    { verdict: 'accepted', stance, origin: 'rule', codebookVersion },
    { at, by: coder, action, did: 'coded' },
  )
}

async function undoAll(id: string, progress: Progress): Promise<void> {
  const batch = await findBatch(id)
  if (batch?.state !== 'undoing') return
  await undoBatch(batch.consultation, { batch: id, by: batch.by }, done =>
    progress(done, Math.max(done, batch.expected)),
  )
  await finishBatch(batch, 'undone', await countOfBatch(id))
}

async function redoAll(id: string, progress: Progress): Promise<void> {
  const batch = await findBatch(id)
  if (batch?.state !== 'redoing') return
  await redoBatch(batch.consultation, { batch: id, by: batch.by }, done =>
    progress(done, Math.max(done, batch.expected)),
  )
  await finishBatch(batch, 'applied', await countOfBatch(id))
}
