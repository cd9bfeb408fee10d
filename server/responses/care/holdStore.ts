import type { Span } from '../../../analysis/index.ts'
import { Texts, type WrittenText } from '../textStore.ts'
import { type Hold, type HoldState, heldSpans } from './hold.ts'

/** The queries behind the pages, for the test that holds each to its index. */
export const hotHolds = {
  inState: (consultation: string, states: readonly HoldState[], after = '') =>
    Texts.find({ consultation, 'holds.state': { $in: [...states] }, _id: { $gt: after } }),
}

/**
 * Holds a passage of a text back, in one write. The answer is false where all of it is held already, or the text is not
 * there.
 */
export async function addHold(consultation: string, text: string, hold: Hold): Promise<boolean> {
  for (;;) {
    const found = await findHolds(consultation, text)
    if (!found) return false
    const holds = found.holds ?? []
    const isHeld = heldSpans(holds).some(({ start, end }) => start <= hold.start && hold.end <= end)
    if (isHeld) return false
    // They are only ever added to: where somebody added one meanwhile, it is looked again.
    const result = await Texts.updateOne(
      { _id: text, consultation, [`holds.${holds.length}`]: { $exists: false } },
      { $push: { holds: hold } },
    )
    if (result.matchedCount === 1) return true
  }
}

/** Changes how a hold stands; false where somebody else changed it first. */
export async function changeHold(
  { _id, holds = [] }: WrittenText,
  hold: Hold,
  decision: Hold['decisions'][number],
): Promise<boolean> {
  const place = `holds.${holds.findIndex(({ id }) => id === hold.id)}`
  const result = await Texts.updateOne(
    { _id, [`${place}.id`]: hold.id, [`${place}.state`]: hold.state },
    { $set: { [`${place}.state`]: decision.state }, $push: { [`${place}.decisions`]: decision } },
  )
  return result.matchedCount === 1
}

/** One text as it was written, with all that was ever held of it. */
export function findHolds(consultation: string, text: string): Promise<WrittenText | null> {
  return Texts.findOne({ _id: text, consultation }).lean<WrittenText>().exec()
}

/** Texts of which something is held in one of these states, in the order of their ids. */
export function textsHeld(
  consultation: string,
  states: readonly HoldState[],
  after: string,
  limit: number,
): Promise<WrittenText[]> {
  return hotHolds
    .inState(consultation, states, after)
    .sort({ _id: 1 })
    .limit(limit)
    .lean<WrittenText[]>()
    .exec()
}

/** In how many answers something is held in one of these states. */
export function countHolding(consultation: string, states: readonly HoldState[]): Promise<number> {
  return hotHolds.inState(consultation, states).countDocuments().exec()
}

/** What is held of each of these texts; of those of which nothing is, there is no entry. */
export async function heldIn(ids: string[]): Promise<Map<string, Span[]>> {
  const found = await Texts.find({ _id: { $in: ids }, 'holds.0': { $exists: true } }, { holds: 1 })
    .lean<Pick<WrittenText, '_id' | 'holds'>[]>()
    .exec()
  return new Map(
    found.flatMap(({ _id, holds = [] }) => {
      const spans = heldSpans(holds)
      return spans.length > 0 ? [[_id, spans] as const] : []
    }),
  )
}
