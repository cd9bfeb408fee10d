import type { Response } from './response.ts'
import { isLetIn, Responses } from './store.ts'

/** How many ids one write names. */
const idsAtOnce = 1000

/** The queries behind the pages, for the test that holds each to its index. */
export const hotFolded = {
  ofDay: (consultation: string, { submittedOn, _id }: Pick<Response, '_id' | 'submittedOn'>, limit: number) =>
    Responses.find({ consultation, behind: null, submittedOn, _id: { $gt: _id }, ...isLetIn })
      .sort({ _id: 1 })
      .limit(limit),
  before: (consultation: string, day: Date | undefined, limit: number) =>
    Responses.find({
      ...{ consultation, behind: null },
      ...(day ? { submittedOn: { $lt: day } } : {}),
      ...isLetIn,
    })
      .sort({ submittedOn: -1, _id: 1 })
      .limit(limit),
  behind: (consultation: string) => Responses.find({ consultation, behind: true }, { _id: 1 }),
}

/**
 * A page of a consultation's responses, the newest day first, from after the one given: without those for whom another
 * sender of the same letter stands.
 */
export async function latestFolded(
  consultation: string,
  after: Pick<Response, '_id' | 'submittedOn'> | null,
  limit: number,
): Promise<Response[]> {
  const sameDay = after ? await hotFolded.ofDay(consultation, after, limit).lean<Response[]>().exec() : []
  const left = limit - sameDay.length
  const earlier =
    left > 0 ? await hotFolded.before(consultation, after?.submittedOn, left).lean<Response[]>().exec() : []
  return [...sameDay, ...earlier]
}

/** Says for whom another sender of the same letter stands in the list: for these, and for nobody else. */
export async function putBehind(consultation: string, ids: string[]): Promise<void> {
  const found = await hotFolded.behind(consultation).lean<{ _id: string }[]>().exec()
  const before = new Set(found.map(({ _id }) => _id))
  const wanted = new Set(ids)
  const put = (some: string[], change: object) =>
    inParts(some, part => Responses.updateMany({ _id: { $in: part } }, change))
  await put(
    ids.filter(id => !before.has(id)),
    { $set: { behind: true } },
  )
  await put(
    [...before].filter(id => !wanted.has(id)),
    { $unset: { behind: 1 } },
  )
}

async function inParts(ids: string[], write: (part: string[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < ids.length; from += idsAtOnce) await write(ids.slice(from, from + idsAtOnce))
}
