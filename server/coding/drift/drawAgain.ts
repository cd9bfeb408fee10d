import { randomInt } from 'node:crypto'
import type { Problem } from '../../../analysis/index.ts'
import { codebookOf } from '../../codebook/store.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { findResponses } from '../../responses/store.ts'
import { drawn } from '../assignments/draw.ts'
import { codingsOf } from '../codingStore.ts'
import { hiddenFrom } from '../rounds/hidden.ts'
import { type Again, addAgains, againId, agains } from './againStore.ts'
import { usesOf } from './uses.ts'

/** What was coded later than so many days ago is remembered. Our own choice. */
export const daysBetween = 14
/** With fewer to draw from, whoever codes them knows which they are. */
export const fewestToDraw = 5

const aDay = 86_400_000

/**
 * Draws some of the responses that a coder read two weeks ago or earlier, by lot, to be coded again; what they find in
 * them now stands as it is. None is drawn that they were given before, or that they code in a blind round.
 *
 * @returns how many were drawn, fewer than asked for where there are no more
 */
export async function drawAgain(
  consultation: string,
  coder: string,
  size: number,
  { now = new Date(), seed = randomInt(2 ** 31) }: { now?: Date; seed?: number } = {},
): Promise<{ ok: true; drawn: number } | { ok: false; problems: Problem[] }> {
  const { themes } = await codebookOf(consultation)
  const [uses, given, hidden] = await Promise.all([
    usesOf(
      consultation,
      themes.map(({ id }) => id),
    ),
    agains(consultation, coder),
    hiddenFrom(consultation, coder),
  ])
  const before = new Set(given.map(({ response }) => response))
  const until = now.getTime() - daysBetween * aDay
  const old = uses.filter(use => use.coder === coder && use.at.getTime() <= until)
  const fresh = old.filter(({ response }) => !before.has(response) && !hidden.has(response))
  if (fresh.length < fewestToDraw)
    return {
      ok: false,
      problems: [
        {
          place: 'size',
          message: `Code on, and come back later: it takes ${fewestToDraw} responses that you read at least ${daysBetween} days ago and were not given again yet, and there ${fresh.length === 1 ? 'is 1' : `are ${fresh.length}`}`,
        },
      ],
    }
  const chosen = drawn(
    fresh.map(({ response }) => response),
    seed,
    size,
  )
  const made = await Promise.all(
    (await findResponses(chosen)).map(async (response): Promise<Omit<Again, 'place'>> => {
      const own = (await codingsOf(consultation, { respondent: response._id })).filter(
        ({ coder: by, verdict, audit, adjudicates }) =>
          by === coder && verdict === 'accepted' && audit === undefined && adjudicates === undefined,
      )
      return {
        ...{ _id: againId(response._id, coder), consultation, coder, response: response._id },
        ...{ drawn: now, open: true },
        answers: currentTexts(response).map(text => ({
          text,
          before: [...new Set(own.filter(coding => coding.text === text).map(({ theme }) => theme))],
        })),
      }
    }),
  )
  const order = new Map(chosen.map((response, place) => [response, place]))
  await addAgains(made.map(again => ({ ...again, place: order.get(again.response) ?? 0 })))
  return { ok: true, drawn: made.length }
}
