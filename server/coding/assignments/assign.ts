import { randomInt } from 'node:crypto'
import type { Problem } from '../../../analysis/index.ts'
import { newId } from '../../database/ids.ts'
import { type Assigning, addAssigning, keepUndone } from './assigningStore.ts'
import {
  addAssignments,
  assignedAlone,
  countOfAct,
  giveTo,
  openAssignments,
  takeBackAct,
} from './assignmentStore.ts'
import { choose } from './choose.ts'
import { drawn } from './draw.ts'
import type { Choice } from './forms.ts'

/** What came of assigning: how many responses were given away, or why none was. */
export type Assigned = { ok: true; assigned: number } | { ok: false; problems: Problem[] }

/**
 * Assigns responses that nobody has yet to coders, as evenly as their number allows and in random order, so that each
 * has a fair mix. A response that another assigns at the same moment goes to one of both.
 *
 * @param filter what was chosen, in words, for those who read of it later
 */
export async function assign(
  consultation: string,
  by: string,
  coders: string[],
  choice: Choice,
  { filter, seed = randomInt(2 ** 31) }: { filter: string; seed?: number },
): Promise<Assigned> {
  if (coders.length === 0)
    return { ok: false, problems: [{ place: 'coders', message: 'Tick who is to have them' }] }
  const taken = await assignedAlone(consultation)
  const chosen = await choose(consultation, choice, seed, ({ _id }) => !taken.has(_id))
  if (!chosen.ok) return chosen
  if (chosen.ids.length === 0)
    return { ok: false, problems: [{ place: 'how', message: 'None of these is unassigned. Choose others' }] }
  const act: Assigning = {
    ...{ _id: newId(), consultation, by, at: new Date(), how: choice.how, coders, filter, seed },
    responses: chosen.ids.length,
  }
  await addAssignments(
    chosen.ids.map((response, at) => ({
      ...{ _id: response, consultation, response, open: true, act: act._id },
      coder: coders[at % coders.length] ?? by,
      order: orderOf(act.at, at),
    })),
  )
  const assigned = await countOfAct(act._id)
  await addAssigning({ ...act, responses: assigned })
  return { ok: true, assigned }
}

/** Gives what one coder has left to others, evenly; at most so many, and what is part of a blind round stays. */
export async function reassign(
  consultation: string,
  by: string,
  { from, to, howMany }: { from: string; to: string[]; howMany: number },
): Promise<Assigned> {
  const others = to.filter(coder => coder !== from)
  if (others.length === 0)
    return { ok: false, problems: [{ place: 'to', message: 'Tick somebody other than who has them now' }] }
  const left = (await openAssignments(consultation, from, '', 100_000)).filter(
    ({ round }) => round === undefined,
  )
  const [seed, at] = [randomInt(2 ** 31), new Date()]
  const chosen = drawn(left, seed, howMany === 0 ? left.length : howMany)
  if (chosen.length === 0)
    return {
      ok: false,
      problems: [{ place: 'from', message: 'They have nothing left that can be given away' }],
    }
  const _id = newId()
  const assigned = await giveTo(
    chosen.map((assignment, place) => ({
      assignment,
      coder: others[place % others.length] ?? from,
      order: orderOf(at, place),
    })),
    _id,
  )
  const act = {
    _id,
    consultation,
    by,
    at,
    how: 'reassigned' as const,
    coders: others,
    from,
    filter: '',
    seed,
  }
  await addAssigning({ ...act, responses: assigned })
  return { ok: true, assigned }
}

/** Takes an act of assigning back; what was done stays. @returns how many it was taken back for; undefined where it was before */
export async function undoAssigning(act: Assigning, by: string): Promise<number | undefined> {
  if (!(await keepUndone(act._id, { by, at: new Date() }))) return undefined
  return takeBackAct(act._id)
}

/** Puts what was assigned first before what came later, in the order in which it was drawn. */
export function orderOf(at: Date, place: number): string {
  return `${at.toISOString()} ${String(place).padStart(6, '0')}`
}
