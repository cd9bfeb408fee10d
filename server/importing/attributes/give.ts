import type { Progress, Runner } from '../../jobs/runner.ts'
import { askFor } from '../../jobs/store.ts'
import { attributedAmong, casesOf, giveAttributes, sayOfCase } from '../../responses/cases/caseStore.ts'
import {
  type AttributeBatch,
  type AttributeChange,
  attributesAwaitingWork,
  attributesWorkAsked,
  changesOf,
  dropAttributes,
  findAttributeBatch,
  finishAttributes,
  keepCases,
  oldAttributes,
  recordBefore,
} from './batchStore.ts'

const jobs = { applying: 'give attributes', undoing: 'take attributes back' } as const
const atOnce = 500
const day = 24 * 60 * 60 * 1000
/** For how many days what was looked at waits to be given. */
const previewDays = 7

/** Has the runner give attributes to responses, and take them back. Both can be broken off and done again. */
export function registerAttributes(runner: Runner): void {
  runner.registerPending({
    name: 'ask for attributes',
    waiting: attributesAwaitingWork,
    run: async id => {
      const batch = await findAttributeBatch(id)
      if (batch?.state === 'applying' || batch?.state === 'undoing') await askFor(jobs[batch.state], id)
      await attributesWorkAsked(id)
    },
  })
  runner.registerJob(jobs.applying, applyAll)
  runner.registerJob(jobs.undoing, undoAll)
}

/** The job of a batch, by what is being done. */
export function jobOf({ state }: Pick<AttributeBatch, 'state'>): string {
  return state === 'undoing' ? jobs.undoing : jobs.applying
}

/** Removes what was looked at and never given. */
export async function dropOldAttributes(now: Date): Promise<void> {
  for (const id of await oldAttributes(new Date(now.getTime() - previewDays * day))) await dropAttributes(id)
}

async function applyAll(id: string, progress: Progress): Promise<void> {
  const batch = await findAttributeBatch(id)
  if (batch?.state !== 'applying') return
  await sayOfCases(batch)
  await eachPart(batch, progress, async changes => {
    const now = new Map(
      (await attributedAmong(changes.map(({ response }) => response))).map(each => [each._id, each]),
    )
    const fresh = changes.filter(({ recorded }) => !recorded)
    for (const { response, values } of fresh)
      for (const [name, value] of Object.entries(values))
        value.before = now.get(response)?.attributes[name] ?? null
    await recordBefore(fresh)
    await giveAttributes(
      changes
        .filter(({ response }) => !now.get(response)?.anonymous)
        .map(({ response, values }) => ({ response, values: afterOf(values) })),
    )
  })
  await finishAttributes(id, 'applied')
}

async function undoAll(id: string, progress: Progress): Promise<void> {
  const batch = await findAttributeBatch(id)
  if (batch?.state !== 'undoing') return
  await sayNoMoreOfCases(batch)
  await eachPart(batch, progress, async changes => {
    // Each value by itself: one that was changed since stays, and the others go.
    await giveAttributes(
      changes.flatMap(({ response, values }) =>
        Object.entries(values).flatMap(([name, { before, after }]) =>
          before === after
            ? []
            : [
                {
                  response,
                  values: { [name]: before },
                  ...(after === null ? {} : { only: { [name]: after } }),
                },
              ],
        ),
      ),
    )
  })
  await finishAttributes(id, 'undone')
}

async function eachPart(
  { _id, counts }: AttributeBatch,
  progress: Progress,
  act: (changes: AttributeChange[]) => Promise<void>,
): Promise<void> {
  let done = 0
  for (let after = ''; ; ) {
    const changes = await changesOf(_id, after, atOnce)
    const last = changes.at(-1)
    if (!last) return
    await act(changes)
    after = last._id
    done += changes.length
    await progress(done, counts.responses)
  }
}

/** Says of cases what the batch does, and keeps what was said before, once. */
async function sayOfCases({ _id, consultation, cases }: AttributeBatch): Promise<void> {
  if (cases.length === 0) return
  const known = await casesOf(consultation)
  const recorded = cases.map(each => ({
    ...each,
    before:
      each.before ??
      Object.fromEntries(Object.keys(each.values).map(name => [name, known.get(each.name)?.[name] ?? null])),
  }))
  await keepCases(_id, recorded)
  for (const { name, values } of recorded) await sayOfCase(consultation, name, values)
}

/** Says of cases what was said before, where nobody said something else since. */
async function sayNoMoreOfCases({ consultation, cases }: AttributeBatch): Promise<void> {
  const known = await casesOf(consultation)
  for (const { name, values, before = {} } of cases) {
    const ours = Object.entries(before).filter(([of]) => known.get(name)?.[of] === values[of])
    if (ours.length > 0) await sayOfCase(consultation, name, Object.fromEntries(ours))
  }
}

function afterOf(values: AttributeChange['values']): Record<string, string | null> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.after]))
}
