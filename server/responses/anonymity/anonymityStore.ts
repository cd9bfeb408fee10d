import { newId } from '../../database/ids.ts'
import { type ConsentEvent, type Response, workFor } from '../response.ts'
import { Responses } from '../store.ts'

/**
 * Cuts what leads from a person to a response, in one write: its origin becomes random and it names no identity. What
 * led there is removed by the work that follows.
 *
 * @param seen the response as it was read: false where it was cut, let in, withdrawn or permitted something else since
 * @param withDetails whether role, sector and nation go too
 */
export async function cutResponse(
  seen: Response,
  event: ConsentEvent,
  withDetails: boolean,
): Promise<boolean> {
  const { _id, consultation, origin, state, identity, consent } = seen
  const cutting = { draft: origin, ...(identity ? { identity } : {}) }
  const result = await Responses.updateOne(
    {
      _id,
      consultation,
      origin,
      state,
      anonymous: { $exists: false },
      [`consent.${consent.length}`]: { $exists: false },
    },
    {
      $set: {
        anonymous: true,
        origin: `cut ${newId()}`,
        cutting,
        ...(withDetails ? { attributes: {} } : {}),
      },
      $unset: { identity: 1 },
      $push: { consent: event },
      $addToSet: { pending: { $each: workFor(seen, ['cut', 'links', 'tag', 'findings', 'published']) } },
      $inc: { asked: 1 },
    },
  )
  return result.matchedCount === 1
}

/** A response whose link was cut, with what is still to be removed. */
export function findCut(id: string): Promise<Response | null> {
  return Responses.findOne({ _id: id, anonymous: true }).lean<Response>().exec()
}

export async function doneCutting(id: string): Promise<void> {
  await Responses.updateOne({ _id: id }, { $unset: { cutting: 1 }, $pull: { pending: 'cut' } })
}
