import { type Answering, sentBy } from '../answering/answering.ts'
import { answeredAddress, emailOf } from '../answering/declaration.ts'
import { findIdentities } from '../identityStore.ts'

/**
 * The address that a respondent has given already, so that they need not type it again; empty where there is none, or
 * where they could not see it otherwise by their link: once what they sent can no longer be changed.
 */
export async function knownAddress(answering: Answering): Promise<string> {
  if (answering.sent === undefined) return emailOf(answering) || answeredAddress(answering)
  if (answering.opening !== 'open') return ''
  const { identity } = await sentBy(answering)
  const [known] = identity ? await findIdentities([identity]) : []
  return known?.email || Object.values(known?.contacts ?? {})[0] || ''
}
