import { codebookOf } from '../../codebook/store.ts'
import {
  codingId,
  codingsOfBatch,
  countOfBatch,
  type Decision,
  type StoredCoding,
} from '../../coding/codingStore.ts'
import { type Act, begun, redoable, redone, revised, undoable, undone } from '../../coding/history.ts'
import { change } from '../../coding/put.ts'
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
const atOnce = 200

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

/** Codes a passage, unless this batch did before: what became of it since is its coder’s. */
async function code(batch: CodingBatch, { text, span }: ToCode, codebookVersion: number): Promise<void> {
  const { _id: action, consultation, by: coder, theme, stance, at } = batch
  const decision: Decision = { verdict: 'accepted', stance, origin: 'rule', codebookVersion }
  const act: Act = { at, by: coder, action, did: 'coded' }
  const id = codingId(coder, text._id, span, theme)
  const { respondent, question } = text
  const place = {
    id,
    consultation,
    respondent,
    question,
    text: text._id,
    ...span,
    theme,
    coder,
    batch: action,
  }
  await change(consultation, id, existing => {
    if (!existing) return begun(place, decision, act)
    if (!existing.removed || existing.history.some(each => each.action === action)) return undefined
    return { ...revised(existing, decision, act), batch: action }
  })
}

async function undoAll(id: string, progress: Progress): Promise<void> {
  const batch = await findBatch(id)
  if (batch?.state !== 'undoing') return
  const act: Act = { at: new Date(), by: batch.by, action: id, did: 'undid' }
  await eachCoding(batch, progress, existing =>
    undoable(existing)?.action === id ? undone(existing, act) : undefined,
  )
  await finishBatch(batch, 'undone', await countOfBatch(id))
}

/** Brings back what the batch had coded when it was undone, and nothing that was written since. */
async function redoAll(id: string, progress: Progress): Promise<void> {
  const batch = await findBatch(id)
  if (batch?.state !== 'redoing') return
  const act: Act = { at: new Date(), by: batch.by, action: id, did: 'redid' }
  await eachCoding(batch, progress, existing =>
    redoable(existing)?.change.action === id ? redone(existing, act) : undefined,
  )
  await finishBatch(batch, 'applied', await countOfBatch(id))
}

async function eachCoding(
  { _id, consultation, expected }: CodingBatch,
  progress: Progress,
  next: (existing: StoredCoding) => StoredCoding | undefined,
): Promise<void> {
  let done = 0
  for (let after = ''; ; ) {
    const codings = await codingsOfBatch(_id, after, atOnce)
    const last = codings.at(-1)
    if (!last) return
    for (const coding of codings)
      await change(consultation, coding._id, existing => (existing ? next(existing) : undefined))
    await refreshMentions(consultation, [...new Set(codings.map(({ respondent }) => respondent))])
    after = last._id
    done += codings.length
    await progress(done, Math.max(done, expected))
  }
}
