import { copiesOf } from '../../campaigns/campaignStore.ts'
import type { Progress, Runner } from '../../jobs/runner.ts'
import { askFor } from '../../jobs/store.ts'
import type { Hold, HoldState } from '../../responses/care/hold.ts'
import { addHold, changeHold, findHolds } from '../../responses/care/holdStore.ts'
import { findWritten, type WrittenText } from '../../responses/textStore.ts'
import { type Letter, letterOf, lettersOf } from '../letters/letter.ts'
import { sameWords } from '../letters/sameWords.ts'
import type { CodingRecord } from '../record.ts'
import {
  addCopiesHeld,
  type CopiesHeld,
  copiesAwaitingWork,
  copiesWorkAsked,
  findCopiesHeld,
} from './copiesHeldStore.ts'
import { readAnew } from './holdBack.ts'

const job = 'hold copies of a letter'
const copiesAtOnce = 500
const textsAtOnce = 100

/** Has the runner do in every other copy of a letter what was done with held words in one. */
export function registerHeldCopies(runner: Runner): void {
  runner.registerPending({
    name: 'ask for held copies',
    waiting: copiesAwaitingWork,
    run: async id => {
      await askFor(job, id)
      await copiesWorkAsked(id)
    },
  })
  runner.registerJob(job, seeToCopies)
}

/** How many other people sent a letter of which this response has a copy: the most, where it has several. */
export async function othersWithCopies({ consultation, response, texts }: CodingRecord): Promise<number> {
  const said = new Set(texts.map(({ _id }) => _id))
  const letters = (await lettersOf(consultation, response._id)).filter(({ copy }) => said.has(copy.text))
  return Math.max(0, ...letters.map(({ campaign }) => campaign.senders - 1))
}

/**
 * Has the words of a hold held in the other copies of its letter too, in the background.
 * @returns in how many copies they are looked for; 0 where the answer is no copy of a letter
 */
export async function holdCopies(
  { consultation, response }: CodingRecord,
  text: string,
  hold: Hold,
): Promise<number> {
  const letter = await letterOf(consultation, { _id: text, respondent: response._id })
  const copies = letter ? await otherCopies(letter) : []
  if (copies.length === 0) return 0
  await addCopiesHeld({
    ...{ _id: hold.id, consultation, text, span: { start: hold.start, end: hold.end }, copies },
    wanted: { state: 'waiting', by: hold.by, reason: '' },
    pending: ['ask'],
  })
  return copies.length
}

async function otherCopies({ search, campaign, copy }: Letter): Promise<string[]> {
  const found: string[] = []
  for (let after = ''; ; ) {
    const some = await copiesOf(search, campaign.rank, after, copiesAtOnce)
    const last = some.at(-1)
    if (!last) return found
    found.push(...some.map(({ text }) => text).filter(text => text !== copy.text))
    after = last._id
  }
}

async function seeToCopies(id: string, progress: Progress): Promise<void> {
  const held = await findCopiesHeld(id)
  if (!held) return
  const { consultation, copies, wanted, span } = held
  const read = await findHolds(consultation, held.text)
  const hold = read?.holds?.find(each => each.id === id)
  if (!read || !hold) return
  for (let from = 0; from < copies.length; from += textsAtOnce) {
    for (const text of await findWritten(copies.slice(from, from + textsAtOnce)))
      if (await brought(text, hold, { text: read.text, span }, wanted)) await readAnew(text.respondent)
    await progress(Math.min(from + textsAtOnce, copies.length), copies.length)
    // Somebody may decide otherwise while it goes on: that is another piece of work, which begins anew.
    if ((await findCopiesHeld(id))?.wanted.state !== wanted.state) return
  }
}

/** From what a hold may become what is wanted of all copies: what was decided of one copy by itself stays. */
const from: Partial<Record<HoldState, readonly HoldState[]>> = {
  released: ['waiting', 'kept'],
  kept: ['waiting'],
  redacted: ['waiting', 'kept'],
  undone: ['waiting'],
}

/** Brings one copy to what is wanted. @returns whether anything of it changed, now or before this was broken off */
async function brought(
  text: WrittenText,
  hold: Hold,
  of: { text: string; span: CopiesHeld['span'] },
  { state, by, reason }: CopiesHeld['wanted'],
): Promise<boolean> {
  const own = text.holds?.find(each => each.id === hold.id)
  if (!own) {
    const span = state === 'waiting' ? sameWords(of, text.text) : undefined
    const { kind, note, at } = hold
    if (!span) return false
    const made: Hold = { id: hold.id, ...span, kind, note, by, at, state, decisions: [] }
    return addHold(text.consultation, text._id, made)
  }
  if (own.state === state) return true
  if (!from[state]?.includes(own.state)) return false
  return changeHold(text, own, { state, by, at: new Date(), reason })
}
