import type { Speaker } from '../../analysis/index.ts'
import { findIdentities } from './identityStore.ts'
import { currentConsent, type Response } from './response.ts'

/** Who wrote each response and what they allow now, by respondent: what every attribution is written from. */
export async function speakersOf(responses: Response[]): Promise<Map<string, Speaker>> {
  const ids = responses.flatMap(response => response.identity ?? [])
  const identities = new Map((await findIdentities(ids)).map(identity => [identity._id, identity]))
  return new Map(
    responses.map(response => {
      const identity = identities.get(response.identity ?? '')
      const speaker: Speaker = {
        respondent: response._id,
        choice: response.state === 'withdrawn' ? 'none' : currentConsent(response).choice,
        capacity: response.capacity,
        name: identity?.name ?? '',
        role: response.attributes.role ?? '',
        sector: response.attributes.sector ?? '',
        organisation: identity?.organisation ?? '',
        ...(identity?.behalf ? { behalf: identity.behalf } : {}),
      }
      return [response._id, speaker]
    }),
  )
}
