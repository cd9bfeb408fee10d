import type { Problem, Span } from '../../../analysis/index.ts'
import { newId } from '../../database/ids.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { Hold, HoldState } from '../../responses/care/hold.ts'
import { addHold, changeHold, findHolds } from '../../responses/care/holdStore.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { addPending } from '../../responses/pendingStore.ts'
import { findResponses } from '../../responses/store.ts'
import { passageOf } from '../forms.ts'
import type { CodingRecord } from '../record.ts'
import { checkSpan, locate } from '../span.ts'
import type { HoldForm } from './forms.ts'

/** A passage of one text of a response. */
type Chosen = Span & { text: string }

/** Which passage a form names, or what is wrong with what was entered. */
export function chosenPassage(
  { texts }: Pick<CodingRecord, 'texts'>,
  form: HoldForm,
): { ok: true; passage: Chosen } | { ok: false; problems: Problem[] } {
  const refuse = (place: string, message: string) => ({
    ok: false as const,
    problems: [{ place, message }],
  })
  if (form.heldWords.trim() !== '') {
    for (const { _id, text } of texts) {
      const span = locate(text, form.heldWords, 0)
      if (span) return { ok: true, passage: { text: _id, ...span } }
    }
    return refuse('heldWords', 'These words do not stand so in the response. Copy them from it')
  }
  const chosen = passageOf({ text: '', sentence: form.held } as Parameters<typeof passageOf>[0])
  const text = texts.find(({ _id }) => _id === chosen.text)
  if (!text) return refuse('held', 'Choose a sentence or a whole answer, or enter the words')
  const checked = checkSpan(text.text, chosen)
  if (!checked.ok) return refuse('held', checked.problem)
  return { ok: true, passage: { text: text._id, ...checked.span } }
}

/**
 * Holds a passage back from this moment on. The machine then reads the response anew, and what quotes the words, or
 * prints them, is marked.
 *
 * @returns undefined where it was held already
 */
export async function holdBack(
  { consultation, response }: CodingRecord,
  { text, start, end }: Chosen,
  said: Pick<Hold, 'kind' | 'note' | 'by'>,
): Promise<Hold | undefined> {
  const hold: Hold = { id: newId(), start, end, ...said, at: new Date(), state: 'waiting', decisions: [] }
  const isAdded = await addHold(consultation, text, hold)
  // Again where it was held already: whoever held it may have been stopped here.
  await readAnew(response._id)
  const [now] = await findResponses([response._id])
  if (!now || !currentTexts(now).includes(text))
    throw new Conflict('Its respondent changed this answer meanwhile. Go back, and look at what it says now.')
  return isAdded ? hold : undefined
}

/**
 * Changes how a hold stands.
 *
 * @param from the states in which this may be done
 * @throws NotFound where there is no such hold; Conflict where it was decided on meanwhile
 */
export async function changeHeld(
  consultation: string,
  which: { text: string; hold: string },
  from: readonly HoldState[],
  to: { state: HoldState; by: string; reason: string },
  isAllowed: (hold: Hold) => boolean,
): Promise<Hold> {
  const text = await findHolds(consultation, which.text)
  const hold = text?.holds?.find(({ id }) => id === which.hold)
  if (!text || !hold || !isAllowed(hold))
    throw new NotFound('There is no such passage. Reload the page you came from.')
  const isDone = from.includes(hold.state) && (await changeHold(text, hold, { ...to, at: new Date() }))
  if (!isDone)
    throw new Conflict(
      'A colleague decided on this passage meanwhile. Reload the page, and look at it again.',
    )
  await readAnew(text.respondent)
  return hold
}

/** Takes back what the machine read, and has findings and what was published look again at what they quote. */
export async function readAnew(response: string): Promise<void> {
  for (const work of ['language', 'findings', 'published'] as const) await addPending([response], work)
}
