import { findIdentities } from '../../responses/identityStore.ts'
import { findResponses } from '../../responses/store.ts'
import { noLongerAllowed } from './allowed.ts'
import type { Publication } from './store.ts'

/** Somebody whom a publication quotes, and how to tell them; what they did not give is empty. */
export type Quoted = { reference: string; name: string; email: string; words: string[] }

/** Whom a publication quotes, with the contact that they gave: those who withdrew since are left out. */
export async function quotedIn({ quotes }: Publication): Promise<Quoted[]> {
  const gone = new Set((await noLongerAllowed(quotes)).map(quote => quote.respondent))
  const responses = await findResponses([...new Set(quotes.map(quote => quote.respondent))])
  const identities = await findIdentities(responses.flatMap(response => response.identity ?? []))
  const byId = new Map(identities.map(identity => [identity._id, identity]))
  return responses
    .filter(response => !gone.has(response._id))
    .map(({ _id, reference, identity }) => {
      const who = byId.get(identity ?? '')
      return {
        reference,
        name: who?.name ?? '',
        email: who?.email ?? '',
        words: quotes.filter(quote => quote.respondent === _id).map(quote => quote.words),
      }
    })
    .sort((a, b) => (a.reference < b.reference ? -1 : 1))
}
