import type { Response } from './response.ts'
import { Responses } from './store.ts'

/** What stands in the place of a permission where an import was taken back: nobody withdrew. */
export const takenBack = 'import: taken back by the team'

/** The queries behind the jobs, for the test that holds each to its index. */
export const hotImported = {
  standing: (from: string) =>
    Responses.find(
      // In the order of characters, the semicolon follows the colon.
      { origin: { $gt: `import:${from}:`, $lt: `import:${from};` }, state: 'submitted' },
      { consultation: 1, identity: 1, brought: 1 },
    ),
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

/** The response that a document became in a consultation, by the document’s SHA-256; null where none stands. */
export async function responseOfDocument(consultation: string, hash: string): Promise<Response | null> {
  const [found] = await hotImported.ofDocument(consultation, hash).limit(1).lean<Response[]>().exec()
  return found ?? null
}
