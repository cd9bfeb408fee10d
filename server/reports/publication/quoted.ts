import { lastAnswer } from '../../findings/approvals/approval.ts'
import { approvalsOf } from '../../findings/approvals/store.ts'
import { findIdentities } from '../../responses/identityStore.ts'
import { asksApproval } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import { noLongerAllowed } from './allowed.ts'
import type { Publication } from './store.ts'

/** Somebody whom a publication quotes, and how to tell them; what they did not give is empty. */
export type Quoted = {
  reference: string
  name: string
  email: string
  words: string[]
  /** When they approved what it prints of them; undefined of those who did not ask to. */
  approved: Date | undefined
}

/** Whom a publication quotes, with the contact that they gave: those who withdrew since are left out. */
export async function quotedIn({ report, quotes }: Publication): Promise<Quoted[]> {
  const gone = new Set((await noLongerAllowed(quotes)).map(quote => quote.respondent))
  const responses = await findResponses([...new Set(quotes.map(quote => quote.respondent))])
  const approvals = await approvalsOf(responses.filter(asksApproval).map(response => response._id))
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
        approved: approvals
          .filter(approval => approval.respondent === _id && approval.report === report)
          .flatMap(approval => lastAnswer(approval) ?? [])
          .findLast(({ answer }) => answer === 'approved')?.at,
        words: quotes.filter(quote => quote.respondent === _id).map(quote => quote.words),
      }
    })
    .sort((a, b) => (a.reference < b.reference ? -1 : 1))
}
