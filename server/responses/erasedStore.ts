import { filesIn, type Response, textsIn } from './response.ts'
import { Responses } from './store.ts'
import { findWritten, type WrittenText } from './textStore.ts'

/** A response that is to be erased, let in or not; null where it is gone. */
export function findToErase(id: string): Promise<Response | null> {
  return Responses.findOne({ _id: id }).lean<Response>().exec()
}

/** Every text that a response ever named, with every word. */
export async function textsEverOf({ revisions, replaced = [] }: Response): Promise<WrittenText[]> {
  return findWritten([...new Set([...revisions.flatMap(textsIn), ...replaced])])
}

/** Ids of all files of a response. */
export function filesEverOf(response: Response): string[] {
  return [...filesIn(response)]
}

/** The last write of an erasure: what the response names is removed before. */
export async function removeErased(id: string): Promise<void> {
  await Responses.deleteOne({ _id: id, state: 'withdrawn' })
}

/** Those of these responses that are there. */
export async function thereAgain(ids: string[]): Promise<string[]> {
  const found = await Responses.find({ _id: { $in: ids } }, { _id: 1 })
    .lean<{ _id: string }[]>()
    .exec()
  return found.map(({ _id }) => _id)
}

/** Whether another response of a consultation is said to be of a case. */
export async function isOfCase(consultation: string, name: string): Promise<boolean> {
  return (
    (await Responses.findOne({ consultation, 'attributes.case': name }, { _id: 1 }).lean().exec()) !== null
  )
}

/** Some responses of a consultation, whatever their state. */
export function someOf(consultation: string, limit: number): Promise<Response[]> {
  return Responses.find({ consultation }).sort({ _id: 1 }).limit(limit).lean<Response[]>().exec()
}

/** Removes a response with its consultation: what it names is removed before. */
export async function removeWithAll(ids: string[]): Promise<void> {
  await Responses.deleteMany({ _id: { $in: ids } })
}

/** Responses of a consultation in the order of their ids, with the files that they name, from after `after`. */
export function responsesAfter(consultation: string, after: string, limit: number): Promise<Response[]> {
  return Responses.find({ consultation, _id: { $gt: after } })
    .sort({ _id: 1 })
    .limit(limit)
    .lean<Response[]>()
    .exec()
}

/** Keeps that files of a response were deleted, each with the hash that receipts have of it, in every revision. */
export async function keepGone(
  { _id, revisions }: Response,
  hashes: ReadonlyMap<string, string>,
): Promise<void> {
  const set: Record<string, string> = {}
  for (const [at, { answers }] of revisions.entries())
    for (const [question, given] of Object.entries(answers)) {
      const hash = 'file' in given ? hashes.get(given.file) : undefined
      if (hash !== undefined) set[`revisions.${at}.answers.${question}.gone`] = hash
    }
  if (Object.keys(set).length > 0) await Responses.updateOne({ _id }, { $set: set })
}

/** How many responses a consultation has, whatever their state, and of how many it is kept who sent them. */
export async function countKept(consultation: string): Promise<{ responses: number; identified: number }> {
  const [responses, identified] = await Promise.all([
    Responses.countDocuments({ consultation }),
    Responses.countDocuments({
      consultation,
      $or: [{ identity: { $exists: true } }, { 'brought.copy': { $exists: true } }],
    }),
  ])
  return { responses, identified }
}
