import { isAddress } from '../mail/plain.ts'
import { findIdentities } from '../responses/identityStore.ts'
import { currentConsent, type Response } from '../responses/response.ts'
import { findResponse } from '../responses/store.ts'

/** A respondent who may be written to, and what is needed for that. */
export type Contact = { response: Response; name: string; address: string }

/** How a respondent is reached now; undefined where they left no address, withdrew, or let nobody quote them any more. */
export async function contactOf(consultation: string, respondent: string): Promise<Contact | undefined> {
  const response = await findResponse(consultation, respondent)
  if (response?.state !== 'submitted' || currentConsent(response).choice === 'none') return undefined
  const [identity] = response.identity === undefined ? [] : await findIdentities([response.identity])
  const address = (identity?.email ?? '').trim()
  return isAddress(address) ? { response, name: identity?.name ?? '', address } : undefined
}
