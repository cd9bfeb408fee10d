import { attributionChoices } from '../../../analysis/application.ts'
import type { AttributionChoice, Span } from '../../../analysis/index.ts'
import { revoked } from '../../findings/approvals/approval.ts'
import { approvalsByIds } from '../../findings/approvals/store.ts'
import { heldIn } from '../../responses/care/holdStore.ts'
import { choiceFor, saysWithheld } from '../../responses/permissions/permission.ts'
import { saysAny } from '../../responses/permissions/withheld.ts'
import { currentConsent, type Response } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import type { PublishedQuote } from './store.ts'

/**
 * Which published quotes their respondents no longer allow, as they were printed, or in a sentence that they no longer
 * approve, or no longer say, since they put another answer in the place of that one, or whose words are held back. It is
 * read whenever a publication is served, so that a withdrawal, a refusal, a change or a hold holds from the moment it is
 * made.
 */
export async function noLongerAllowed(quotes: PublishedQuote[]): Promise<PublishedQuote[]> {
  const asked = [...new Set(quotes.flatMap(({ approval }) => approval ?? []))]
  const [responses, approvals, held] = await Promise.all([
    findResponses([...new Set(quotes.map(quote => quote.respondent))]),
    asked.length > 0 ? approvalsByIds(asked) : [],
    heldIn([...new Set(quotes.map(quote => quote.text))]),
  ])
  const byId = new Map(responses.map(response => [response._id, response]))
  const approved = new Set(approvals.filter(each => revoked(each) === undefined).map(({ _id }) => _id))
  return quotes.filter(
    quote =>
      !stillAllows(byId.get(quote.respondent), quote) ||
      saysHeld(quote, held.get(quote.text)) ||
      (quote.approval !== undefined && !approved.has(quote.approval)),
  )
}

/** Of a quote of which nobody knows any more where it stands in its answer, any words held there are taken for its own. */
function saysHeld({ source }: PublishedQuote, held: Span[] = []): boolean {
  return source ? saysAny(held, source) : held.length > 0
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
