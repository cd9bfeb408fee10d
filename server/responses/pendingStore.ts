import type { Pending, Response } from './response.ts'
import { Responses } from './store.ts'

/** Ids of some responses that wait for this work. */
export async function awaiting(work: Pending, limit = 100): Promise<string[]> {
  const found = await Responses.find({ pending: work }, { _id: 1 })
    .limit(limit)
    .lean<{ _id: string }[]>()
    .exec()
  return found.map(response => response._id)
}

/** A draft that waits to be emptied of what its response holds now, by so many revisions. */
export type DraftToEmpty = Pick<Response, 'asked'> & {
  response: string
  draft: string
  revisions: number
  withdrawn: boolean
}

/** The drafts of some responses that wait to be emptied. */
export async function draftsToEmpty(limit = 500): Promise<DraftToEmpty[]> {
  const found = await Responses.find(
    { pending: 'draft' },
    { asked: 1, origin: 1, state: 1, 'revisions.at': 1 },
  )
    .limit(limit)
    .lean<Pick<Response, '_id' | 'asked' | 'origin' | 'state' | 'revisions'>[]>()
    .exec()
  return found.map(({ _id, asked, origin, state, revisions }) => ({
    ...{ response: _id, draft: origin, ...(asked === undefined ? {} : { asked }) },
    revisions: revisions.length,
    withdrawn: state === 'withdrawn',
  }))
}

/** How many responses one write changes: other writes get their turn in between. */
const changedAtOnce = 500

/** Puts work on the lists of some responses again. */
export async function addPending(ids: string[], work: Pending): Promise<void> {
  for (let from = 0; from < ids.length; from += changedAtOnce)
    await Responses.updateMany(
      { _id: { $in: ids.slice(from, from + changedAtOnce) } },
      { $addToSet: { pending: work }, $inc: { asked: 1 } },
    )
}

/** A response as its list was read: how often work had been asked for. */
export type Read = Pick<Response, '_id' | 'asked'>

/** How often work was asked for of some responses, to be read before it is done: see {@link doneAsRead}. */
export function readAsked(ids: string[]): Promise<Read[]> {
  return Responses.find({ _id: { $in: ids } }, { asked: 1 })
    .lean<Read[]>()
    .exec()
}

/** Takes work off the lists of responses as they were read; of those it was asked for since, it stays on. */
export async function doneAsRead(read: Read[], ...work: readonly Pending[]): Promise<void> {
  if (read.length === 0) return
  await Responses.bulkWrite(
    read.map(({ _id, asked = null }) => ({
      updateOne: { filter: { _id, asked }, update: { $pull: { pending: { $in: work } } } },
    })),
    { ordered: false },
  )
}
