import { Responses } from '../store.ts'

/** Some responses of a consultation of which it is kept who sent them. */
export async function identifiedResponses(
  consultation: string,
  limit: number,
): Promise<{ _id: string; identity: string }[]> {
  return Responses.find({ consultation, identity: { $exists: true } }, { identity: 1 })
    .limit(limit)
    .lean<{ _id: string; identity: string }[]>()
    .exec()
}

/** Has responses name no identity any more. */
export async function forgetIdentities(responses: string[]): Promise<void> {
  await Responses.updateMany({ _id: { $in: responses } }, { $unset: { identity: 1 } })
}
