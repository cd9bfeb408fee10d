import { lastAnswer } from '../../findings/approvals/approval.ts'
import { approvalsOf } from '../../findings/approvals/store.ts'
import { findMails } from '../../mail/mailStore.ts'
import { mailIdOf } from '../../mail/post.ts'
import { standingOf } from '../../mail/standing.ts'
import { findIdentities } from '../../responses/identityStore.ts'
import { asksApproval, asksToBeTold } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import { noLongerAllowed } from './allowed.ts'
import { noticeCause } from './notice.ts'
import type { Publication } from './store.ts'

/** Somebody whom a publication quotes, and how to tell them; what they did not give is empty. */
export type Quoted = {
  reference: string
  name: string
  email: string
  words: string[]
  /** When they approved what it prints of them; undefined of those who did not ask to. */
  approved: Date | undefined
  /** How the notice to them stands; undefined where they did not ask to be told. */
  notice: string | undefined
}

/**
 * Whom a publication quotes, with the contact that they gave: those who withdrew since are left out.
 * @param sends whether the site sends mail itself
 */
export async function quotedIn({ report, quotes }: Publication, sends: boolean): Promise<Quoted[]> {
  const gone = new Set((await noLongerAllowed(quotes)).map(quote => quote.respondent))
  const responses = await findResponses([...new Set(quotes.map(quote => quote.respondent))])
  const approvals = await approvalsOf(responses.filter(asksApproval).map(response => response._id))
  const identities = await findIdentities(responses.flatMap(response => response.identity ?? []))
  const mailOf = (respondent: string) => mailIdOf('quoted', noticeCause(report, respondent, quotes))
  const mails = new Map(
    (await findMails(responses.map(({ _id }) => mailOf(_id)))).map(mail => [mail._id, mail]),
  )
  const byId = new Map(identities.map(identity => [identity._id, identity]))
  return responses
    .filter(response => !gone.has(response._id))
    .map(response => {
      const { _id, reference, identity } = response
      const who = byId.get(identity ?? '')
      const isTold = asksToBeTold(response) && (who?.email ?? '') !== ''
      return {
        reference,
        name: who?.name ?? '',
        email: who?.email ?? '',
        approved: approvals
          .filter(approval => approval.respondent === _id && approval.report === report)
          .flatMap(approval => lastAnswer(approval) ?? [])
          .findLast(({ answer }) => answer === 'approved')?.at,
        notice: isTold ? standingOf(mails.get(mailOf(_id)), sends) : undefined,
        words: quotes.filter(quote => quote.respondent === _id).map(quote => quote.words),
      }
    })
    .sort((a, b) => (a.reference < b.reference ? -1 : 1))
}
