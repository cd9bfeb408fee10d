import type { Response } from './response.ts'
import { Responses } from './store.ts'
import { tells } from './tellStore.ts'

/** What stands in the place of a permission where an import was taken back: nobody withdrew. */
export const takenBack = 'import: taken back by the team'

/** In the order of characters, the semicolon follows the colon. */
const originsOf = (from: string, after = '') => ({
  $gt: after || `import:${from}:`,
  $lt: `import:${from};`,
})

/** The queries behind the jobs, for the test that holds each to its index. */
export const hotImported = {
  standing: (from: string) =>
    Responses.find(
      { origin: originsOf(from), state: 'submitted' },
      { consultation: 1, identity: 1, brought: 1 },
    ),
  takenBack: (from: string, after: string) =>
    Responses.find({
      ...{ origin: originsOf(from, after), state: 'withdrawn', 'consent.wording': takenBack },
      // Whoever is told of it needs its id alone.
      pending: { $not: { $elemMatch: { $nin: tells } } },
    }).sort({ origin: 1 }),
  ofDocument: (consultation: string, hash: string) =>
    Responses.find({ consultation, 'brought.hash': hash, state: 'submitted' }),
}

type Imported = Pick<Response, '_id' | 'consultation' | 'identity' | 'brought'>

/** Some responses that an import brought and that stand. */
export function importedResponses(from: string, limit: number): Promise<Imported[]> {
  return hotImported.standing(from).limit(limit).lean<Imported[]>().exec()
}

export function countImported(from: string): Promise<number> {
  return hotImported.standing(from).countDocuments().exec()
}

/** Some responses that came with an import which was taken back since, and of which nothing is to be done any more. */
export function takenBackResponses(from: string, after: string, limit: number): Promise<Response[]> {
  return hotImported.takenBack(from, after).limit(limit).lean<Response[]>().exec()
}

/** Removes a response that an import brought which was taken back; what it holds is removed before. */
export async function removeTakenBack(id: string): Promise<void> {
  await Responses.deleteOne({ _id: id, state: 'withdrawn', 'consent.wording': takenBack })
}

/** The response that a document became in a consultation, by the document’s SHA-256; null where none stands. */
export async function responseOfDocument(consultation: string, hash: string): Promise<Response | null> {
  const [found] = await hotImported.ofDocument(consultation, hash).limit(1).lean<Response[]>().exec()
  return found ?? null
}
