import type { Response } from './response.ts'
import { Responses } from './store.ts'

/** What choosing among responses needs to know of one that stands. */
export type Choosable = Pick<Response, '_id' | 'answered' | 'attributes'>

/** The responses of a consultation that stand, in the order of their ids. */
export async function choosableResponses(consultation: string): Promise<Choosable[]> {
  const found: Choosable[] = []
  const all = Responses.find({ consultation, state: 'submitted' }, { answered: 1, attributes: 1 })
  // In small batches: a long one would hold up other requests while it is read.
  for await (const facts of all.lean<Choosable[]>().cursor({ batchSize: 1000 })) found.push(facts)
  return found.sort((a, b) => (a._id < b._id ? -1 : 1))
}

/** Ids of the responses that have these references, and the references that none here has. */
export async function idsOfReferences(
  consultation: string,
  references: string[],
): Promise<{ ids: string[]; unknown: string[] }> {
  const found = await Responses.find(
    { consultation, state: 'submitted', reference: { $in: references } },
    { reference: 1 },
  ).lean<Pick<Response, '_id' | 'reference'>[]>()
  const ids = new Map(found.map(({ reference, _id }) => [reference, _id]))
  return {
    ids: references.flatMap(reference => ids.get(reference) ?? []),
    unknown: references.filter(reference => !ids.has(reference)),
  }
}
