import { attributionChoices } from '../../../analysis/application.ts'
import type { AttributionChoice } from '../../../analysis/index.ts'
import { revoked } from '../../findings/approvals/approval.ts'
import { approvalsByIds } from '../../findings/approvals/store.ts'
import { choiceFor, saysWithheld } from '../../responses/permissions/permission.ts'
import { currentConsent, type Response } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import type { PublishedQuote } from './store.ts'

/**
 * Which published quotes their respondents no longer allow, as they were printed, or in a sentence that they no longer
 * approve, or no longer say, since they put another answer in the place of that one. It is read whenever a publication
 * is served, so that a withdrawal, a refusal or a change holds from the moment it is made.
 */
export async function noLongerAllowed(quotes: PublishedQuote[]): Promise<PublishedQuote[]> {
  const asked = [...new Set(quotes.flatMap(({ approval }) => approval ?? []))]
  const [responses, approvals] = await Promise.all([
    findResponses([...new Set(quotes.map(quote => quote.respondent))]),
    asked.length > 0 ? approvalsByIds(asked) : [],
  ])
  const byId = new Map(responses.map(response => [response._id, response]))
  const approved = new Set(approvals.filter(each => revoked(each) === undefined).map(({ _id }) => _id))
  return quotes.filter(
    quote =>
      !stillAllows(byId.get(quote.respondent), quote) ||
      (quote.approval !== undefined && !approved.has(quote.approval)),
  )
}

/** Choices are listed from the narrowest to the widest. */
function stillAllows(response: Response | undefined, { choice, text, source }: PublishedQuote): boolean {
  if (!response || response.state === 'withdrawn' || response.replaced?.includes(text)) return false
  if (source && saysWithheld(response, source)) return false
  const now = source ? choiceFor(response, source.question) : narrowestOf(response)
  return attributionChoices.indexOf(now) >= attributionChoices.indexOf(choice)
}

/** What holds of a quote of which nobody knows any more which answer it is of: what is allowed of any. */
function narrowestOf(response: Response): AttributionChoice {
  const { choice, answers = {}, withheld = [] } = currentConsent(response)
  if (withheld.length > 0) return 'none'
  return attributionChoices.find(each => each === choice || Object.values(answers).includes(each)) ?? 'none'
}
