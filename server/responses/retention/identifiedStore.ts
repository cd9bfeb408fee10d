import type { Response } from '../response.ts'
import { Responses } from '../store.ts'

/** Some responses of a consultation of which it is kept who sent them, be it by a copy of what came. */
export async function identifiedResponses(
  consultation: string,
  limit: number,
): Promise<Pick<Response, '_id' | 'identity' | 'brought'>[]> {
  const tells = [{ identity: { $exists: true } }, { 'brought.copy': { $exists: true } }]
  return Responses.find({ consultation, $or: tells }, { identity: 1, brought: 1 })
    .limit(limit)
    .lean<Pick<Response, '_id' | 'identity' | 'brought'>[]>()
    .exec()
}

/** Has responses name no identity any more, nor a copy of what came. */
export async function forgetIdentities(responses: string[]): Promise<void> {
  await Responses.updateMany({ _id: { $in: responses } }, { $unset: { identity: 1, 'brought.copy': 1 } })
}
