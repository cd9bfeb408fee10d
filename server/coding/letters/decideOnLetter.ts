import type { Tag } from '../../../analysis/index.ts'
import { copiesOf, findSearch } from '../../campaigns/campaignStore.ts'
import { newId } from '../../database/ids.ts'
import { Conflict } from '../../errors.ts'
import type { Progress, Runner } from '../../jobs/runner.ts'
import { askFor } from '../../jobs/store.ts'
import { awaiting, doneAsRead, readAsked } from '../../responses/pendingStore.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts } from '../../responses/textStore.ts'
import { allCodingsOf, countOfBatch } from '../codingStore.ts'
import { originOf, type Ruling, usableTheme } from '../decide.ts'
import { putInBatch, redoBatch, redoSome, undoBatch, undoSome } from '../inBatch.ts'
import { type CodingRecord, recordsOf } from '../record.ts'
import { refreshMentions } from '../refreshMentions.ts'
import { hiddenFrom } from '../rounds/hidden.ts'
import { type InCopy, inCopy } from './inCopy.ts'
import { type Letter, letterOf } from './letter.ts'
import {
  addLetterBatch,
  askToRedoLetter,
  askToUndoLetter,
  findLetterBatch,
  finishLetterBatch,
  goOnWithLetter,
  type Left,
  type LetterBatch,
  lettersAwaitingWork,
  letterWorkAsked,
  noneLeft,
} from './letterStore.ts'

const jobs = {
  coding: 'code a letter',
  undoing: 'undo what was coded of a letter',
  redoing: 'do again what was coded of a letter',
} as const
const copiesAtOnce = 100
const responsesAtOnce = 200

/** Has the runner put decisions on letters into every copy, undo them, and keep whose mentions stand in a letter. */
export function registerLetters(runner: Runner): void {
  runner.registerPending({
    name: 'see what stands in letters',
    waiting: () => awaiting('letters', responsesAtOnce),
    runAll: seeLetters,
  })
  runner.registerPending({
    name: 'ask for batches of letters',
    waiting: lettersAwaitingWork,
    run: async id => {
      const batch = await findLetterBatch(id)
      if (batch && batch.state !== 'applied' && batch.state !== 'undone') await askFor(jobs[batch.state], id)
      await letterWorkAsked(id)
    },
  })
  runner.registerJob(jobs.coding, codeCopies)
  runner.registerJob(jobs.undoing, undoCopies)
  runner.registerJob(jobs.redoing, redoCopies)
}

async function seeLetters(waiting: string[]): Promise<void> {
  const read = await readAsked(waiting)
  const responses = await findResponses(waiting)
  for (const consultation of new Set(responses.map(each => each.consultation))) {
    const ids = responses.filter(each => each.consultation === consultation).map(({ _id }) => _id)
    await refreshMentions(consultation, ids)
  }
  await doneAsRead(read, 'letters')
}

/** A passage of a letter, as one sender's copy has it, and what was made of it there. */
export type OnLetter = Pick<LetterBatch, 'text' | 'span'> &
  Pick<Ruling, 'verdict' | 'stance'> & { theme: string }

/**
 * Decides on a letter's words for all who sent them, as one batch: in the copy that was read at once, in the others in the
 * background.
 *
 * @param tag the suggestion that is decided on; none where the words are coded unaided
 * @returns the batch's id
 * @throws Conflict where the copy is none any more, or is coded blind
 */
export async function decideOnLetter(
  record: CodingRecord,
  coder: string,
  { text, span, verdict, stance, theme }: OnLetter,
  tag?: Tag,
): Promise<string> {
  const { consultation, response } = record
  if (record.blind)
    throw new Conflict(
      'You code this response in a blind round: code it by itself, as you find it, until the round is over.',
    )
  if (!(await letterOf(consultation, { _id: text, respondent: response._id })))
    throw new Conflict('This answer is no copy of a letter any more. Go back, and decide on it by itself.')
  const batch: LetterBatch = {
    _id: newId(),
    ...{ consultation, by: coder, at: new Date(), respondent: response._id, text },
    ...{ verdict, stance, theme: usableTheme(record, theme), span },
    ...(tag
      ? {
          origin: originOf(tag),
          suggested: { start: tag.start, end: tag.end, theme: tag.theme, rule: tag.rule },
        }
      : { origin: 'unaided' as const }),
    ...{ state: 'coding' as const, coded: 0, left: noneLeft, pending: ['ask' as const] },
  }
  await addLetterBatch(batch)
  await putAll(batch, inCopy(batch, wordsOf(record, text), record, text))
  await refreshMentions(consultation, [response._id])
  return batch._id
}

/** Takes a batch back: in the copy that was read at once, in the others in the background. @returns whether there was one */
export async function undoOnLetter(consultation: string, id: string, by: string): Promise<boolean> {
  const batch = await findLetterBatch(id)
  if (!batch || !(await askToUndoLetter(consultation, id, by))) return false
  const codings = await allCodingsOf(consultation, [batch.respondent])
  await undoSome(
    consultation,
    codings.filter(coding => coding.batch === id),
    { batch: id, by },
  )
  return true
}

/** Does a batch again that was taken back: in the copy that was read at once, in the others in the background. @returns whether there was one */
export async function redoOnLetter(consultation: string, id: string, by: string): Promise<boolean> {
  const batch = await findLetterBatch(id)
  if (!batch || !(await askToRedoLetter(consultation, id, by))) return false
  const codings = await allCodingsOf(consultation, [batch.respondent])
  await redoSome(
    consultation,
    codings.filter(coding => coding.batch === id),
    { batch: id, by },
  )
  return true
}

function wordsOf({ texts }: CodingRecord, id: string): string {
  return texts.find(({ _id }) => _id === id)?.text ?? ''
}

async function putAll(batch: LetterBatch, found: InCopy): Promise<void> {
  if ('left' in found) return
  const { _id: action, at, by, verdict, origin } = batch
  const did = origin === 'unaided' ? 'coded' : verdict
  for (const { place, decision } of found.puts) await putInBatch(place, decision, { at, by, action, did })
}

async function codeCopies(id: string, progress: Progress): Promise<void> {
  for (;;) {
    const batch = await findLetterBatch(id)
    if (batch?.state !== 'coding') return
    const letter = await letterOf(batch.consultation, { _id: batch.text, respondent: batch.respondent })
    const left = letter ? await codeAll(batch, letter, progress) : noneLeft
    // A search for campaigns that ended meanwhile took away the list of copies that was gone through.
    if (left && letter && (await findSearch(batch.consultation))?.search !== letter.search.search) continue
    const coded = await countOfBatch(id)
    if (!left || !(await finishLetterBatch(id, 'applied', { coded, left }))) await stopped(id)
    return
  }
}

/** Puts a batch into every copy. @returns the copies that are left; undefined where it was taken back meanwhile */
async function codeAll(batch: LetterBatch, letter: Letter, progress: Progress): Promise<Left | undefined> {
  const { _id: id, consultation } = batch
  const [[read], hidden] = await Promise.all([findTexts([batch.text]), hiddenFrom(consultation, batch.by)])
  const left = { ...noneLeft }
  let done = 0
  for (let after = ''; read; ) {
    if ((await findLetterBatch(id))?.state !== 'coding') return undefined
    const copies = await copiesOf(letter.search, letter.campaign.rank, after, copiesAtOnce)
    const last = copies.at(-1)
    if (!last) break
    const text = new Map(copies.map(copy => [copy.respondent, copy.text]))
    const responses = (await findResponses([...text.keys()])).filter(({ state }) => state === 'submitted')
    for (const record of await recordsOf(consultation, responses)) {
      const found: InCopy = hidden.has(record.response._id)
        ? { left: 'blind' }
        : inCopy(batch, read.text, record, text.get(record.response._id) ?? '')
      if ('left' in found) left[found.left]++
      else await putAll(batch, found)
    }
    await refreshMentions(consultation, [...text.keys()])
    after = last._id
    done += copies.length
    await progress(done, Math.max(done, letter.campaign.senders))
  }
  return left
}

/** What was coded while somebody took it back is looked for once more. */
async function stopped(id: string): Promise<void> {
  await askFor(jobs.undoing, id)
}

async function undoCopies(id: string, progress: Progress): Promise<void> {
  const batch = await findLetterBatch(id)
  if (batch?.state !== 'undoing' && batch?.state !== 'undone') return
  await undoBatch(batch.consultation, { batch: id, by: batch.by }, done =>
    progress(done, Math.max(done, batch.coded)),
  )
  await finishLetterBatch(id, 'undone', { coded: await countOfBatch(id) })
}

async function redoCopies(id: string, progress: Progress): Promise<void> {
  const batch = await findLetterBatch(id)
  if (batch?.state !== 'redoing') return
  await redoBatch(batch.consultation, { batch: id, by: batch.by }, done =>
    progress(done, Math.max(done, batch.coded)),
  )
  if (!(await goOnWithLetter(id))) await stopped(id)
}
