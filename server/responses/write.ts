import { addIdentities, removeIdentity } from './identityStore.ts'
import { type Arriving, prepareResponse } from './prepare.ts'
import type { Response } from './response.ts'
import { addResponse, ReferenceTaken } from './store.ts'
import { addTexts, removeTexts } from './textStore.ts'

const mostAttempts = 5

/**
 * Writes one response: what it needs first, then itself in one write, which is what makes it exist.
 * The answer is the response that stands for its origin, this one or one before it.
 */
export async function writeResponse(arriving: Arriving): Promise<Response> {
  const { texts, identity, response } = prepareResponse(arriving)
  await Promise.all([addTexts(texts), addIdentities(identity ? [identity] : [])])
  const stands = await addWithReference(response, arriving)
  // Sent from two places with different words: what was written for this one is named by nothing.
  if (stands._id !== response._id) await removeTexts(texts.map(text => text._id))
  if (identity && stands.identity !== identity._id) await removeIdentity(identity._id)
  return stands
}

/** Adds a response under the first of its references that no other response has. */
export async function addWithReference(response: Response, arriving: Arriving): Promise<Response> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    try {
      return await addResponse(attempt === 0 ? response : prepareResponse(arriving, attempt).response)
    } catch (error) {
      if (!(error instanceof ReferenceTaken)) throw error
    }
  }
  throw new Error(`addWithReference: ${mostAttempts} references of ${response._id} are taken`)
}
