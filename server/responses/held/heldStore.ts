import type { Response } from '../response.ts'
import { Responses } from '../store.ts'
import { type Decision, type HeldReason, secondThoughts } from './held.ts'

const isHeld = { state: 'held', held: { $exists: true } } as const
const undecided = { 'held.decision': { $exists: false } }

/** The queries behind the pages, for the test that holds each to its index. */
export const hotHeld = {
  waiting: (consultation: string, why?: HeldReason) =>
    Responses.find({ consultation, ...isHeld, ...undecided, ...(why ? { 'held.why.0': why } : {}) }),
  rejected: (consultation: string) =>
    Responses.find({ consultation, ...isHeld, 'held.decision.verdict': 'rejected' }),
  due: (now: Date) =>
    Responses.find({
      ...isHeld,
      'held.decision.verdict': 'released',
      // One of a time to come was taken by a clock that was wrong.
      $or: [
        { 'held.decision.at': { $lte: new Date(now.getTime() - secondThoughts) } },
        { 'held.decision.at': { $gt: new Date(now.getTime() + secondThoughts) } },
      ],
    }),
}

/** The one that its respondent speaks of by its reference, waiting or decided on. */
export function findHeld(consultation: string, reference: string): Promise<Response | null> {
  return Responses.findOne({ reference, consultation, ...isHeld })
    .lean<Response>()
    .exec()
}

/** How many wait for a person to look at them; with `why`, of those that are held for it before all. */
export function countHeld(consultation: string, why?: HeldReason): Promise<number> {
  return hotHeld.waiting(consultation, why).countDocuments().exec()
}

/** Those that have waited longest. */
export function waitingFor(consultation: string, why: HeldReason, limit: number): Promise<Response[]> {
  return hotHeld
    .waiting(consultation, why)
    .sort({ 'held.at': 1, _id: 1 })
    .limit(limit)
    .lean<Response[]>()
    .exec()
}

/** When the newest of them came. */
export async function newestWaiting(consultation: string, why: HeldReason): Promise<Date | undefined> {
  const [newest] = await hotHeld
    .waiting(consultation, why)
    .sort({ 'held.at': -1 })
    .limit(1)
    .lean<Response[]>()
    .exec()
  return newest?.held?.at
}

export function rejectedOf(consultation: string, limit: number): Promise<Response[]> {
  return hotHeld.rejected(consultation).sort({ 'held.at': -1, _id: 1 }).limit(limit).lean<Response[]>().exec()
}

export function countRejected(consultation: string): Promise<number> {
  return hotHeld.rejected(consultation).countDocuments().exec()
}

/** One response, or all of a kind that had come by some time. */
export type Chosen = { response: string } | { why: HeldReason; until: Date }

/** Decides on those that still wait. @returns on how many */
export async function decide(consultation: string, chosen: Chosen, decision: Decision): Promise<number> {
  const which =
    'response' in chosen
      ? { _id: chosen.response }
      : { 'held.why.0': chosen.why, 'held.at': { $lte: chosen.until } }
  const result = await Responses.updateMany(
    { consultation, ...isHeld, ...undecided, ...which },
    { $set: { 'held.decision': decision } },
  )
  return result.modifiedCount
}

/** Takes back what was decided at one press, or on one response, but for those that were let in since. @returns of how many */
export async function undecide(
  consultation: string,
  which: { act: string } | { response: string },
): Promise<number> {
  const result = await Responses.updateMany(
    {
      ...{ consultation, ...isHeld, 'held.decision': { $exists: true } },
      'held.deleting': { $exists: false },
      ...('act' in which ? { 'held.decision.act': which.act } : { _id: which.response }),
    },
    { $unset: { 'held.decision': 1 } },
  )
  return result.modifiedCount
}

/** What was decided at one press, as far as it can be taken back. */
export type Act = Decision & { count: number }

/** The newest decisions that can be taken back. */
export async function latestActs(consultation: string, limit: number): Promise<Act[]> {
  const found = await Responses.aggregate<{ _id: string; decision: Decision; count: number }>([
    { $match: { consultation, ...isHeld, 'held.decision': { $exists: true } } },
    { $group: { _id: '$held.decision.act', decision: { $first: '$held.decision' }, count: { $sum: 1 } } },
    { $sort: { 'decision.at': -1 } },
    { $limit: limit },
  ])
  return found.map(({ decision, count }) => ({ ...decision, count }))
}

/** Ids of some that were released long enough ago. */
export async function dueToLetIn(now: Date, limit = 100): Promise<string[]> {
  const found = await hotHeld.due(now).select({ _id: 1 }).limit(limit).lean<{ _id: string }[]>().exec()
  return found.map(({ _id }) => _id)
}

/** Lets a released response in, in the one write that makes it stand: from now on it goes the way of a new one. */
export async function letIn(id: string, now: Date): Promise<void> {
  await Responses.updateOne(
    { ...hotHeld.due(now).getFilter(), _id: id },
    {
      $set: { state: 'submitted' },
      $unset: { held: 1 },
      $addToSet: { pending: { $each: ['tag', 'campaigns', 'tellSent'] } },
      $inc: { asked: 1 },
    },
  )
}

/** Has a rejected one be deleted, so that it can be brought back no more. @returns false where it was meanwhile */
export async function beginDeleting(id: string): Promise<boolean> {
  const result = await Responses.updateOne(
    { ...{ _id: id, ...isHeld }, 'held.decision.verdict': 'rejected' },
    { $set: { 'held.deleting': true } },
  )
  return result.matchedCount === 1
}

export async function finishDeleting(id: string): Promise<void> {
  await Responses.deleteOne({ _id: id, 'held.deleting': true })
}
