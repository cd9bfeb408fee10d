import { verdicts } from '../../analysis/application.ts'
import { bringBackInVivoTheme, madeBy, takeBackInVivoTheme } from '../codebook/inVivo.ts'
import type { Change, StoredCoding } from './coding.ts'
import { codingsOfTheme } from './codingStore.ts'
import { actOf } from './decide.ts'
import { redoable, redone, type Undone, undoable, undone } from './history.ts'
import { change } from './put.ts'
import type { CodingRecord } from './record.ts'
import { refreshMentions } from './refreshMentions.ts'

/** The coder's latest change to this response that stands, or undefined. */
export function lastChange(record: CodingRecord, coder: string): Change | undefined {
  return latestOf(own(record, coder), coder)
}

/** What the coder undid last in this response, unless they did something else in it since. */
export function lastUndone(record: CodingRecord, coder: string): Undone | undefined {
  return latestUndone(own(record, coder), coder)
}

/** What is read of a coding to undo, or do again, what was done to it. */
type Walked = Pick<StoredCoding, 'history' | 'batch'>

/** The latest change to some codings that stands and that their coder can undo by itself. */
export function latestOf(codings: Walked[], coder: string): Change | undefined {
  return codings
    .flatMap(coding => {
      const change = undoable(coding)
      return change && isOwnWork(change, coding, coder) ? change : []
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .at(-1)
}

/** What a coder undid last in these codings, unless they did something else to one of them since. */
export function latestUndone(codings: Walked[], coder: string): Undone | undefined {
  const last = codings
    .flatMap(coding => {
      const undone = redoable(coding)
      return undone && isOwnWork(undone.change, coding, coder) ? undone : []
    })
    .sort((a, b) => a.undid.at.getTime() - b.undid.at.getTime())
    .at(-1)
  if (!last) return undefined
  const isPast = codings.some(coding =>
    coding.history.some(
      change =>
        change.did !== 'undid' &&
        change.did !== 'redid' &&
        change.at > last.undid.at &&
        isOwnWork(change, coding, coder),
    ),
  )
  return isPast ? undefined : last
}

/** What a merge, a split or a batch did is undone as a whole, where it was asked for. */
function isOwnWork({ by, did, action }: Change, { batch }: Walked, coder: string): boolean {
  return by === coder && did !== 'merged' && did !== 'split' && action !== batch
}

/** Takes back the coder's latest action on this response, whatever it changed. @returns what was undone */
export async function undoLast(record: CodingRecord, coder: string): Promise<string | undefined> {
  const last = lastChange(record, coder)
  if (!last) return undefined
  await undoAction(record.consultation, coder, last.action, own(record, coder))
  if (await isUnused(record, last.action)) await takeBackInVivoTheme(record.consultation, coder, last.action)
  await refreshMentions(record.consultation, [record.response._id])
  return last.action
}

/** Does again what the coder undid last in this response. @returns what was done again */
export async function redoLast(record: CodingRecord, coder: string): Promise<string | undefined> {
  const last = lastUndone(record, coder)
  if (!last) return undefined
  const { action } = last.change
  if (madeBy(record.codebook.themes, action)) await bringBackInVivoTheme(record.consultation, coder, action)
  await redoAction(record.consultation, coder, action, own(record, coder))
  await refreshMentions(record.consultation, [record.response._id])
  return action
}

/** Whether an act made a theme that is as it was made, and that nothing is coded with. */
async function isUnused({ consultation, codebook }: CodingRecord, action: string): Promise<boolean> {
  const theme = madeBy(codebook.themes, action)
  if (theme?.definition !== '' || theme.rules.length > 0) return false
  for (const verdict of verdicts)
    if ((await codingsOfTheme(consultation, theme.id, verdict, '', 1)).length > 0) return false
  return true
}

/** Takes an action back in those of these codings in which nothing was done after it. */
async function undoAction(
  consultation: string,
  coder: string,
  action: string,
  codings: Pick<StoredCoding, '_id' | 'history'>[],
): Promise<void> {
  const act = { ...actOf(coder, 'undid'), action }
  for (const coding of codings)
    if (undoable(coding)?.action === action)
      await change(consultation, coding._id, existing =>
        existing && undoable(existing)?.action === action ? undone(existing, act) : undefined,
      )
}

/** Does an action again in those of these codings in which nothing was done since it was undone. */
async function redoAction(
  consultation: string,
  coder: string,
  action: string,
  codings: Pick<StoredCoding, '_id' | 'history'>[],
): Promise<void> {
  const act = { ...actOf(coder, 'redid'), action }
  for (const coding of codings)
    if (redoable(coding)?.change.action === action)
      await change(consultation, coding._id, existing =>
        existing && redoable(existing)?.change.action === action ? redone(existing, act) : undefined,
      )
}

function own({ everyCoding }: CodingRecord, coder: string): StoredCoding[] {
  return everyCoding.filter(coding => coding.coder === coder && !coding.adjudicates)
}
