import { capacities } from '../../analysis/application.ts'
import type { Capacity } from '../../analysis/index.ts'
import { takenBack } from './importedStore.ts'
import type { Response } from './response.ts'
import { hotResponses, isLetIn, Responses } from './store.ts'

/** How many ids one query names. */
const idsAtOnce = 1000

export function countResponses(
  consultation: string,
  state: 'submitted' | 'withdrawn' = 'submitted',
): Promise<number> {
  // Who stands was let in; and what an import brought that was taken back, nobody withdrew.
  const filter = state === 'withdrawn' ? { ...isLetIn, 'consent.wording': { $ne: takenBack } } : {}
  return Responses.countDocuments({ consultation, state, ...filter }).exec()
}

/** How many respondents who stand answered any of these questions with more than a non-answer. */
export function countAnswered(consultation: string, questions: string[]): Promise<number> {
  return hotResponses.answered(consultation, questions).countDocuments().exec()
}

/** The same, by the capacity in which they answered. */
export function countAnsweredAs(
  consultation: string,
  questions: string[],
): Promise<Record<Capacity, number>> {
  return byCapacity(capacity =>
    hotResponses.answeredAs(consultation, questions, capacity).countDocuments().exec(),
  )
}

/** How many who stand answered in each capacity, whatever they answered. */
export function countByCapacity(consultation: string): Promise<Record<Capacity, number>> {
  return byCapacity(capacity =>
    Responses.countDocuments({ consultation, state: 'submitted', capacity }).exec(),
  )
}

async function byCapacity(count: (capacity: Capacity) => Promise<number>): Promise<Record<Capacity, number>> {
  const counted = await Promise.all(
    capacities.map(async capacity => [capacity, await count(capacity)] as const),
  )
  return Object.fromEntries(counted) as Record<Capacity, number>
}

/** In what capacity somebody answered, and what they said of themselves in general words. */
export type RespondentFacts = Pick<Response, '_id' | 'capacity' | 'people' | 'attributes'>

/** What counting needs to know of some respondents. */
export async function respondentFacts(ids: string[]): Promise<RespondentFacts[]> {
  const found: RespondentFacts[] = []
  for (let from = 0; from < ids.length; from += idsAtOnce)
    found.push(
      ...(await Responses.find(
        { _id: { $in: ids.slice(from, from + idsAtOnce) } },
        { capacity: 1, people: 1, attributes: 1 },
      )
        .lean<RespondentFacts[]>()
        .exec()),
    )
  return found
}

/** The same of all who stand and answered any of these questions with more than a non-answer. */
export async function factsOfAnswered(consultation: string, questions: string[]): Promise<RespondentFacts[]> {
  const found: RespondentFacts[] = []
  const all = hotResponses.answered(consultation, questions).select({ capacity: 1, attributes: 1 })
  // In small batches: a long one would hold up other requests while it is read.
  for await (const facts of all.lean<RespondentFacts[]>().cursor({ batchSize: 1000 })) found.push(facts)
  return found
}

/** How many who stand gave this sector and, where one is asked for, this role; no more than `limit` are counted. */
export function countAlike(
  consultation: string,
  { sector, role }: { sector: string; role?: string },
  limit: number,
): Promise<number> {
  return hotResponses.alike(consultation, sector, role).limit(limit).countDocuments().exec()
}

/** How many words those wrote who have not withdrawn. */
export async function totalWords(consultation: string): Promise<number> {
  const [sum] = await Responses.aggregate<{ words: number }>([
    { $match: { consultation, state: 'submitted' } },
    { $group: { _id: null, words: { $sum: '$words' } } },
  ])
  return sum?.words ?? 0
}
