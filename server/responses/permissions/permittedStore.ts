import type { Beside } from '../../consultations/consentWording.ts'
import type { Response } from '../response.ts'
import { Responses } from '../store.ts'

/** How many who stand permit each use of their answers now. */
export type PermittedCounts = Record<Beside | 'all', number>

export async function permittedCounts(consultation: string): Promise<PermittedCounts> {
  const isTicked = (beside: Beside) => ({ $eq: [`$now.${beside}`, true] })
  const permits = (condition: object) => ({ $sum: { $cond: [condition, 1, 0] } })
  const [found] = await Responses.aggregate<PermittedCounts>([
    { $match: { consultation, state: 'submitted' } },
    { $project: { now: { $arrayElemAt: ['$consent', -1] } } },
    {
      $group: {
        _id: null,
        all: { $sum: 1 },
        listed: permits(isTicked('listed')),
        // Whoever came to allow no quotation since lets nothing be published whole, either.
        whole: permits({ $and: [isTicked('whole'), { $ne: ['$now.choice', 'none'] }] }),
        archived: permits(isTicked('archived')),
      },
    },
  ])
  return { all: 0, listed: 0, whole: 0, archived: 0, ...found }
}

/** Those who stand and permitted at some time to be named among those who answered; the newest consent says whether they still do. */
export function listedResponses(
  consultation: string,
): Promise<Pick<Response, '_id' | 'consent' | 'capacity' | 'identity'>[]> {
  return Responses.find(
    { consultation, state: 'submitted', 'consent.listed': true },
    { consent: 1, capacity: 1, identity: 1 },
  )
    .lean<Response[]>()
    .exec()
}
