import { attributionChoices } from '../../../analysis/application.ts'
import type { Response } from '../../responses/response.ts'
import { currentConsent } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import type { PublishedQuote } from './store.ts'

/**
 * Which published quotes their respondents no longer allow, as they were printed. It is read whenever a publication
 * is served, so that a withdrawal holds from the moment it is made.
 */
export async function noLongerAllowed(quotes: PublishedQuote[]): Promise<PublishedQuote[]> {
  const responses = await findResponses([...new Set(quotes.map(quote => quote.respondent))])
  const byId = new Map(responses.map(response => [response._id, response]))
  return quotes.filter(quote => !stillAllows(byId.get(quote.respondent), quote))
}

/** Choices are listed from the narrowest to the widest. */
function stillAllows(response: Response | undefined, { choice }: PublishedQuote): boolean {
  if (!response || response.state === 'withdrawn') return false
  const now = currentConsent(response).choice
  return attributionChoices.indexOf(now) >= attributionChoices.indexOf(choice)
}
