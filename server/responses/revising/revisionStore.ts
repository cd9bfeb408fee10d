import { type ConsentEvent, type Response, type Revision, workFor } from '../response.ts'
import { Responses } from '../store.ts'

/** What a response becomes by another revision. */
export type RevisedResponse = Pick<Response, 'capacity' | 'attributes' | 'answered' | 'words'> & {
  revision: Revision
  /** Every text of an earlier revision that this one does not name. */
  replaced: string[]
  /** What its respondent permits from now on, where that changed. */
  consent: ConsentEvent | undefined
  people: number | undefined
  identity: string | undefined
}

/** The queries behind the pages, for the test that holds each to its index. */
export const hotRevisions = {
  replaced: (consultation: string) =>
    Responses.find({ consultation, replaced: { $exists: true } }, { replaced: 1 }),
}

/** Ids of the responses in which answers were changed, and of the texts that others were put in the place of. */
export function changedResponses(consultation: string): Promise<Pick<Response, '_id' | 'replaced'>[]> {
  return hotRevisions.replaced(consultation).lean<Pick<Response, '_id' | 'replaced'>[]>().exec()
}

/** Ids of the texts whose respondents have put others in their place: they are counted and quoted no more. */
export async function replacedTexts(consultation: string): Promise<Set<string>> {
  return new Set((await changedResponses(consultation)).flatMap(({ replaced = [] }) => replaced))
}

/**
 * Adds a revision to a response in the one write that makes it stand; what follows is named in `pending`.
 *
 * @param response as it was read: false where it was let in or withdrawn since
 * @param seen how many revisions and consent events there were: false where there are others since
 */
export async function addRevision(
  response: Pick<Response, '_id' | 'consultation' | 'state' | 'held'>,
  seen: { revisions: number; consents: number },
  { revision, consent, people, identity, ...set }: RevisedResponse,
): Promise<boolean> {
  const { _id, consultation, state } = response
  const unset = { ...(people === undefined && { people: 1 }), ...(identity === undefined && { identity: 1 }) }
  const result = await Responses.updateOne(
    {
      ...{ _id, consultation, state },
      [`revisions.${seen.revisions}`]: { $exists: false },
      [`consent.${seen.consents}`]: { $exists: false },
    },
    {
      $push: { revisions: revision, ...(consent && { consent }) },
      $set: { ...set, ...(people !== undefined && { people }), ...(identity !== undefined && { identity }) },
      ...(Object.keys(unset).length > 0 && { $unset: unset }),
      $addToSet: {
        pending: {
          $each: workFor(response, ['draft', 'tag', 'campaigns', 'findings', 'published', 'tellChanged']),
        },
      },
      $inc: { asked: 1 },
    },
  )
  return result.matchedCount === 1
}
