import { randomInt } from 'node:crypto'
import type { Problem } from '../../../analysis/index.ts'
import { newId } from '../../database/ids.ts'
import { orderOf } from '../assignments/assign.ts'
import { addAssignments, inRoundId } from '../assignments/assignmentStore.ts'
import { choose } from '../assignments/choose.ts'
import type { Choice } from '../assignments/forms.ts'
import { respondentsCodedBy } from '../codingStore.ts'
import { readingsOf } from '../readingStore.ts'
import { addRound, doneForRound, findRound, openRounds, type Round } from './roundStore.ts'

/** More responses than this are no sample that a team codes twice. */
export const mostResponses = 5000

export type Begun = { ok: true; round: Round; leftOut: number } | { ok: false; problems: Problem[] }

/**
 * Begins a blind round. Responses in which one of its coders has decided on anything, or which one of them says they
 * read, are left out, since they would not be blind; so are those of another round that goes on.
 *
 * @param filter what was chosen, in words
 */
export async function beginRound(
  consultation: string,
  by: string,
  coders: string[],
  choice: Choice,
  { filter, seed = randomInt(2 ** 31) }: { filter: string; seed?: number },
): Promise<Begun> {
  if (coders.length < 2) return refused('coders', 'Tick two coders or more: agreement takes two')
  const [coded, readings, open] = await Promise.all([
    respondentsCodedBy(consultation, coders),
    readingsOf(consultation),
    openRounds(consultation),
  ])
  const known = new Set([
    ...coded,
    ...readings.flatMap(({ by: reader, response }) => (coders.includes(reader) ? [response] : [])),
    ...open.flatMap(({ responses }) => responses),
  ])
  const chosen = await choose(
    consultation,
    choice,
    seed,
    ({ _id, answered }) => answered.length > 0 && !known.has(_id),
  )
  if (!chosen.ok) return chosen
  if (chosen.ids.length === 0)
    return refused(
      'how',
      'None of these can be coded blind: they hold no written answer, one of the coders knows them already, or they are in another round. Choose others',
    )
  if (chosen.ids.length > mostResponses)
    return refused('size', `Choose at most ${mostResponses.toLocaleString('en-GB')} responses`)
  const round: Round = {
    ...{
      _id: newId(),
      consultation,
      by,
      at: new Date(),
      coders,
      responses: chosen.ids,
      how: choice.how,
      filter,
    },
    ...{ of: chosen.of, seed, state: 'open', pending: ['assign'] },
  }
  await addRound(round)
  await shareRound(round._id)
  return { ok: true, round, leftOut: choice.how === 'chosen' ? chosen.of - chosen.ids.length : 0 }
}

/** Gives every response of a round to each of its coders; safe to repeat. */
export async function shareRound(id: string): Promise<void> {
  const round = await findRound(id)
  if (!round) return
  const { consultation, coders, responses, at, _id } = round
  await addAssignments(
    coders.flatMap(coder =>
      responses.map((response, place) => ({
        _id: inRoundId(_id, response, coder),
        ...{ consultation, response, coder, round: _id, act: _id, open: true },
        order: orderOf(at, place),
      })),
    ),
  )
  await doneForRound(id, 'assign')
}

function refused(place: string, message: string): Begun {
  return { ok: false, problems: [{ place, message }] }
}
