import { attributionChoices } from '../../../analysis/application.ts'
import { verifyQuote } from '../../../analysis/index.ts'
import { type Approval, revoked } from '../../findings/approvals/approval.ts'
import { approvalsOf } from '../../findings/approvals/store.ts'
import { heldSpans } from '../../responses/care/hold.ts'
import { currentTexts } from '../../responses/currentTexts.ts'
import { choiceFor, saysWithheld } from '../../responses/permissions/permission.ts'
import { saysAny } from '../../responses/permissions/withheld.ts'
import { asksApproval, type Response } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import { findWritten, type Text } from '../../responses/textStore.ts'
import { textHash } from '../export/hash.ts'
import type { ReadSidecar, SidecarQuote } from './readSidecar.ts'

/** A quote of a report, checked against the data; `reason` says what no longer holds, and is empty where all does. */
export type VerifiedQuote = {
  key: string
  note: number
  words: string
  verbatim: boolean
  permitted: boolean
  reason: string
}

/**
 * Checks each quote of a private key: that its words are those of the answer, that they may still be printed so, and
 * that its respondent has not taken back what they approved.
 */
export async function verifyQuotes({ quotes, salt, report }: ReadSidecar): Promise<VerifiedQuote[]> {
  const [texts, responses] = await Promise.all([
    findWritten([...new Set(quotes.map(quote => quote.text))]),
    findResponses([...new Set(quotes.map(quote => quote.respondent))]),
  ])
  const approvals = await approvalsOf([
    ...new Set([
      ...responses.filter(asksApproval).map(({ _id }) => _id),
      ...quotes.filter(({ approval }) => approval).map(({ respondent }) => respondent),
    ]),
  ])
  const textsById = new Map(texts.map(text => [text._id, text]))
  const responsesById = new Map(responses.map(response => [response._id, response]))
  return quotes.map(quote => {
    const held = heldSpans(textsById.get(quote.text)?.holds ?? [])
    const altered = notVerbatim(quote, textsById.get(quote.text), salt)
    const refused =
      (saysAny(held, quote) ? 'Words of it are held back.' : undefined) ??
      notPermitted(quote, textsById.get(quote.text)?.question ?? '', responsesById.get(quote.respondent)) ??
      noLongerApproved(
        quote,
        approvals.filter(each => each.report === report && each.respondent === quote.respondent),
      )
    const reason = [altered, refused].filter(why => why !== undefined).join(' ')
    const { key, note, words } = quote
    return { key, note, words, verbatim: altered === undefined, permitted: refused === undefined, reason }
  })
}

function notVerbatim(quote: SidecarQuote, text: Text | undefined, salt: string): string | undefined {
  const source = text && { id: text._id, text: text.text }
  const [problem] = verifyQuote(source, quote, quote.words)
  if (problem) return problem.message
  if (text && (textHash(salt, text.text) !== quote.textHash || text.respondent !== quote.respondent))
    return 'The answer that it comes from is not the one that was quoted.'
  return undefined
}

/** Choices are listed from the narrowest to the widest. */
function notPermitted(
  { text, start, end, edits, permission }: SidecarQuote,
  question: string,
  response: Response | undefined,
): string | undefined {
  if (!response) return 'Its respondent’s answers are no longer kept.'
  if (response.state === 'withdrawn') return 'Its respondent has withdrawn their answers.'
  if (saysWithheld(response, { text, start, end, edits }))
    return 'Its respondent has marked words of it as not for quotation.'
  const now = choiceFor(response, question)
  if (attributionChoices.indexOf(now) < attributionChoices.indexOf(permission.choice))
    return 'Its respondent now allows less than when it was exported.'
  if (!currentTexts(response).includes(text))
    return 'Its respondent has replaced the answer that it comes from.'
  return undefined
}

/**
 * Why the sentence that was printed is not approved any more; undefined where it still is, or nobody was asked.
 *
 * @param approvals what its respondent was asked of this report
 */
function noLongerApproved({ key, words, approval }: SidecarQuote, approvals: Approval[]): string | undefined {
  if (approval) {
    const asked = approvals.find(({ _id }) => _id === approval.approval)
    if (!asked) return 'What its respondent approved is no longer kept.'
    return asked.hash === approval.sentence
      ? revoked(asked)
      : 'The private key names the approval of another sentence.'
  }
  // An older private key says nothing of approvals: then any that was given for these words will do.
  const said = approvals
    .filter(({ quotes }) => quotes.some(quote => quote.key === key && quote.words === words))
    .map(revoked)
  return said.includes(undefined) ? undefined : said.at(-1)
}
