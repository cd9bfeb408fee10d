import { verdicts } from '../../../analysis/application.ts'
import { mergeTheme, unmergeTheme } from '../../codebook/mergeTheme.ts'
import { addSplitTheme, takeBackSplitTheme } from '../../codebook/splitTheme.ts'
import { codebookVersion } from '../../codebook/store.ts'
import { idOf } from '../../database/ids.ts'
import type { Progress, Runner } from '../../jobs/runner.ts'
import { askFor } from '../../jobs/store.ts'
import { codingId, type StoredCoding } from '../coding.ts'
import { codingsOfTheme, everyCodingOfTheme } from '../codingStore.ts'
import { type Act, begun, decisionOf, removed, revised, undoable, undone } from '../history.ts'
import { change } from '../put.ts'
import { refreshMentions } from '../refreshMentions.ts'
import { joined } from './join.ts'
import { overruledIn, settlesNothing } from './outcomes.ts'
import { awaitingWork, findReshaping, finishReshaping, type Reshaping, workAsked } from './reshapingStore.ts'

const jobs = { doing: 'move codings to another theme', undoing: 'move codings back' } as const
const atOnce = 200

/** Has the runner merge and split themes, and undo it. What is done is known by the action, so that none is doubled. */
export function registerReshaping(runner: Runner): void {
  runner.registerPending({
    name: 'ask for merges and splits',
    waiting: awaitingWork,
    run: async id => {
      const reshaping = await findReshaping(id)
      if (reshaping?.state === 'doing' || reshaping?.state === 'undoing')
        await askFor(jobs[reshaping.state], id)
      await workAsked(id)
    },
  })
  runner.registerJob(jobs.doing, reshape)
  runner.registerJob(jobs.undoing, undo)
}

/** The job of a merge or split, by what is being done. */
export function jobOf({ state }: Pick<Reshaping, 'state'>): string {
  return state === 'undoing' ? jobs.undoing : jobs.doing
}

async function reshape(id: string, progress: Progress): Promise<void> {
  const reshaping = await findReshaping(id)
  if (reshaping?.state !== 'doing') return
  const { consultation, by, from, into, rules, kind, intoName: name, makes, expected } = reshaping
  const isReady =
    kind === 'merge'
      ? await mergeTheme({ consultation, by, as: id, from, into, rules })
      : await addSplitTheme({ consultation, by, as: id, from, into, name, makes })
  if (!isReady) return finishReshaping(id, 'refused')
  const picked = reshaping.codings && new Set(reshaping.codings)
  // What somebody codes with the old theme meanwhile, on a page of before, is found by going through once more.
  for (let found = -1, moved = 0; found !== moved; ) {
    found = moved
    moved = 0
    await eachOfTheme(consultation, from, async codings => {
      const overruled = await overruledIn(consultation, from, codings, id)
      const wanted = codings.filter(
        coding =>
          (isLast(coding, id) || !overruled.has(coding.id)) &&
          (picked ? picked.has(coding.id) : rules || coding.verdict === 'accepted') &&
          (!coding.removed || isLast(coding, id)),
      )
      const version = await codebookVersion(consultation)
      for (const coding of wanted) await move(coding, reshaping, version)
      if (wanted.length > 0) await refreshMentions(consultation, respondentsOf(wanted))
      moved += wanted.length
      await progress(moved, Math.max(moved, expected))
    })
  }
  await finishReshaping(id, 'applied', { moved: await countOf(reshaping) })
}

/** Takes a coding from the old theme, and has its decision stand for the new one. A kill in between is made up for. */
async function move(coding: StoredCoding, reshaping: Reshaping, version: number): Promise<void> {
  const { _id: action, consultation, by, kind, into } = reshaping
  const act: Act = { at: new Date(), by, action, did: kind === 'merge' ? 'merged' : 'split' }
  let from = coding
  await change(consultation, coding.id, existing => {
    if (existing) from = existing
    return existing && !existing.removed && !isLast(existing, action) ? left(existing, act) : undefined
  })
  if (from.removed && !isLast(from, action)) return
  const before = isLast(from, action) ? undoable(from)?.before : decisionOf(from)
  if (!before) return
  const { adjudicates } = before
  const decision = {
    ...before,
    ...{ codebookVersion: version, replaces: from.id },
    ...(adjudicates ? { adjudicates: settlesNothing(adjudicates) } : {}),
  }
  const { respondent, question, text, start, end, coder } = from
  // What settles a difference is no coding of its coder’s own, and stands beside theirs.
  const id = adjudicates ? idOf('outcome', from.id, into) : codingId(coder, text, from, into)
  const place = { id, consultation, respondent, question, text, start, end, theme: into, coder }
  await change(consultation, id, existing => {
    if (!existing) return begun(place, decision, act)
    if (existing.history.some(each => each.action === action)) return undefined
    if (existing.removed) return revised(existing, decision, act)
    const standing = decisionOf(existing)
    const after = joined(decision, standing)
    return after === standing ? undefined : revised(existing, after, act)
  })
}

/**
 * What stays with the theme that a coding leaves: nothing, but where a passage is split off that settled a difference.
 * The theme is not meant there then, and the codings that were overruled count no more than before.
 */
function left(coding: StoredCoding, act: Act): StoredCoding {
  return act.did === 'split' && coding.adjudicates
    ? revised(coding, { ...decisionOf(coding), verdict: 'rejected' }, act)
    : removed(coding, act)
}

async function undo(id: string, progress: Progress): Promise<void> {
  const reshaping = await findReshaping(id)
  if (reshaping?.state !== 'undoing') return
  const { consultation, by, from, into, kind, makes, moved } = reshaping
  if (kind === 'merge') await unmergeTheme({ consultation, by, as: id, from })
  const act: Act = { at: new Date(), by, action: id, did: 'undid' }
  let done = 0
  let kept = 0
  for (const theme of [into, from])
    await eachOfTheme(consultation, theme, async codings => {
      const own = codings.filter(coding => coding.history.some(each => each.action === id))
      const last = own.filter(coding => isLast(coding, id))
      kept += own.filter(coding => !isLast(coding, id) && !isUndone(coding, id)).length
      for (const coding of last)
        await change(consultation, coding.id, existing =>
          existing && isLast(existing, id) ? undone(existing, act) : undefined,
        )
      if (last.length > 0) await refreshMentions(consultation, respondentsOf(last))
      done += theme === from ? last.length : 0
      await progress(done, Math.max(done, moved))
    })
  if (makes && (await isUnused(consultation, into))) await takeBackSplitTheme(consultation, by, into)
  await finishReshaping(id, 'undone', { kept })
}

/** Goes through all codings of a theme, those that were removed too, so many at once. */
async function eachOfTheme(
  consultation: string,
  theme: string,
  step: (codings: StoredCoding[]) => Promise<void>,
): Promise<void> {
  for (const verdict of verdicts)
    for (let after: string | undefined = ''; after !== undefined; ) {
      const codings: StoredCoding[] = await everyCodingOfTheme(consultation, theme, verdict, after, atOnce)
      if (codings.length > 0) await step(codings)
      after = codings.at(-1)?.id
    }
}

async function countOf({ _id, consultation, from }: Reshaping): Promise<number> {
  let count = 0
  await eachOfTheme(consultation, from, async codings => {
    count += codings.filter(coding => isLast(coding, _id)).length
  })
  return count
}

async function isUnused(consultation: string, theme: string): Promise<boolean> {
  for (const verdict of verdicts)
    if ((await codingsOfTheme(consultation, theme, verdict, '', 1)).length > 0) return false
  return true
}

/** Whether the last change that stands is of this action: then undoing takes back just that. */
function isLast(coding: StoredCoding, action: string): boolean {
  return undoable(coding)?.action === action
}

function isUndone({ history }: StoredCoding, action: string): boolean {
  return history.some(each => each.action === action && each.did === 'undid')
}

function respondentsOf(codings: StoredCoding[]): string[] {
  return [...new Set(codings.map(({ respondent }) => respondent))]
}
