import type { Response } from '../response.ts'
import { textsIn } from '../response.ts'
import { findWritten, type Text, type WrittenText } from '../textStore.ts'
import { type Hold, standingStates } from './hold.ts'
import { addHold } from './holdStore.ts'

/**
 * New texts of a response with what was held of the answers that they take the place of. The same words are held again
 * where they stand; where they are not to be found, all of the new answer is held until somebody looks at it: words that
 * were held do not come out by being written another way.
 *
 * @param before every text that the response named until now, as it was written
 */
export function carryHolds(
  { revisions }: Pick<Response, 'revisions'>,
  before: WrittenText[],
  fresh: Text[],
): WrittenText[] {
  const newest = new Set(revisions.slice(-1).flatMap(textsIn))
  const holding = before.filter(({ _id }) => newest.has(_id))
  return fresh.map(text => {
    const holds = holding
      .filter(({ question }) => question === text.question)
      .flatMap(({ text: words, holds = [] }) =>
        holds
          .filter(({ state }) => standingStates.includes(state))
          .flatMap(hold => carried(hold, words.slice(hold.start, hold.end), text.text)),
      )
    return holds.length > 0 ? { ...text, holds } : text
  })
}

/**
 * Holds again, once a revision stands, what was held of the answers before while it was being written.
 *
 * @param response as it was before that revision
 * @param fresh its texts
 */
export async function carryLate(
  response: Pick<Response, 'consultation' | 'revisions'>,
  fresh: Text[],
): Promise<void> {
  if (fresh.length === 0) return
  const before = await findWritten(response.revisions.slice(-1).flatMap(textsIn))
  for (const { _id, holds = [] } of carryHolds(response, before, fresh))
    for (const hold of holds) await addHold(response.consultation, _id, hold)
}

function carried(hold: Hold, words: string, text: string): Hold[] {
  if (text === '') return []
  const found: Hold[] = []
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + words.length))
    found.push({ ...hold, id: `${hold.id}.${at}`, start: at, end: at + words.length })
  if (found.length > 0) return found
  return [{ ...hold, id: `${hold.id}.all`, start: 0, end: text.length, state: 'waiting', decisions: [] }]
}
