import { britishStyle, type HouseStyle } from '../../../analysis/application.ts'
import type { Speaker } from '../../../analysis/index.ts'
import { styleOf } from '../../consultations/style/store.ts'
import { asPermittedFor } from '../../responses/permissions/permission.ts'
import { asksApproval, type Response } from '../../responses/response.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts, type Text } from '../../responses/textStore.ts'
import type { Approval } from '../approvals/approval.ts'
import { approvalsOf } from '../approvals/store.ts'
import { type AlikeCounts, guardedSpeakers } from './guard.ts'
import type { ChosenQuote } from './store.ts'

/** A chosen quote with what it comes from, as that stands now; what is gone is undefined. */
export type QuoteSource = {
  quote: ChosenQuote
  text: Text | undefined
  response: Response | undefined
  /** Of whom no more is told than what several respondents fit. */
  speaker: Speaker | undefined
  /** The house style of its consultation. */
  style: HouseStyle
  /** What its respondent was asked of its sentences; undefined of one who did not ask to see them. */
  approvals?: Approval[] | undefined
}

/**
 * Reads anew where each quote comes from, and what its respondent permits.
 *
 * @param counts how many are alike, where many quotes are read a batch at a time
 */
export async function sourcesOf(quotes: ChosenQuote[], counts?: AlikeCounts): Promise<QuoteSource[]> {
  const [texts, responses] = await Promise.all([
    findTexts([...new Set(quotes.map(quote => quote.text))]),
    findResponses([...new Set(quotes.map(quote => quote.respondent))]),
  ])
  const consultations = [...new Set(quotes.map(quote => quote.consultation))]
  const asking = responses.filter(asksApproval).map(response => response._id)
  const [speakers, approvals, styles] = await Promise.all([
    guardedSpeakers(responses, counts),
    asking.length > 0 ? approvalsOf(asking) : [],
    Promise.all(consultations.map(async id => [id, await styleOf(id)] as const)),
  ])
  const stylesById = new Map<string, HouseStyle>(styles)
  const textsById = new Map(texts.map(text => [text._id, text]))
  const responsesById = new Map(responses.map(response => [response._id, response]))
  const sources = quotes.map(quote => ({
    quote,
    text: textsById.get(quote.text),
    response: responsesById.get(quote.respondent),
    speaker: speakers.get(quote.respondent),
    style: stylesById.get(quote.consultation) ?? britishStyle,
    approvals: asking.includes(quote.respondent)
      ? approvals.filter(each => each.quotes.some(({ quote: id }) => id === quote._id))
      : undefined,
  }))
  return Promise.all(sources.map(source => narrowerOf(source, counts)))
}

/** A quote of an answer that may be quoted less widely than the others of its respondent: with its speaker as for that. */
async function narrowerOf(source: QuoteSource, counts: AlikeCounts | undefined): Promise<QuoteSource> {
  const { response, quote } = source
  const permitted = response && asPermittedFor(response, quote.question)
  if (!permitted || permitted === response) return source
  return { ...source, speaker: (await guardedSpeakers([permitted], counts)).get(permitted._id) }
}
