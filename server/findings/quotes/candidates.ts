import {
  attribute,
  type Passage,
  permits,
  type Selected,
  type Span,
  selectQuotes,
} from '../../../analysis/index.ts'
import { styleOf } from '../../consultations/style/store.ts'
import {
  asPermittedFor,
  choiceFor,
  saysWithheld,
  withheldOf,
} from '../../responses/permissions/permission.ts'
import { leftOf, saysAny } from '../../responses/permissions/withheld.ts'
import { speakersOf } from '../../responses/speakers.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts, type Text } from '../../responses/textStore.ts'
import { type CountFacts, codingsFor } from '../count.ts'
import type { Finding } from '../store.ts'
import { guardedSpeakers } from './guard.ts'
import type { ChosenQuote, Side } from './store.ts'

/** A stretch that could be quoted, as it would be printed, and why it is offered. */
export type Offer = {
  text: string
  start: number
  end: number
  side: Side
  words: string
  who: string
  respondent: string
  why: string[]
}

/**
 * What could be quoted for a finding, best first: from accepted passages that support it, and from those that
 * oppose it or are of two minds. Respondents who are quoted already, or permit no quotation, are left out.
 *
 * @param words where they are not empty, every passage that holds them is offered whole as it was coded, in the order
 * of the codings, of respondents who are quoted already too
 */
export async function offersFor(
  finding: Pick<Finding, 'themes' | 'scope'>,
  facts: CountFacts,
  chosen: Pick<ChosenQuote, 'respondent'>[],
  count: Record<Side, number>,
  words = '',
): Promise<Offer[]> {
  const heard = new Set(words === '' ? chosen.map(quote => quote.respondent) : [])
  const codings = codingsFor(finding, facts).filter(
    coding => coding.verdict === 'accepted' && !heard.has(coding.respondent),
  )
  const [texts, responses] = await Promise.all([
    findTexts([...new Set(codings.map(coding => coding.text))]),
    findResponses([...new Set(codings.map(coding => coding.respondent))]),
  ])
  const [speakers, guarded, style] = await Promise.all([
    speakersOf(responses),
    guardedSpeakers(responses),
    styleOf(facts.consultation),
  ])
  const textsById = new Map(texts.map(text => [text._id, text]))
  const responsesById = new Map(responses.map(response => [response._id, response]))
  const isPermitted = (text: Text) => {
    const response = responsesById.get(text.respondent)
    return response !== undefined && choiceFor(response, text.question) !== 'none'
  }
  /** What of a coded passage is neither marked as not for quotation nor held back. */
  const quotableOf = (text: Text, { start, end }: Span) => {
    const response = responsesById.get(text.respondent)
    return leftOf({ start, end }, [...(response ? withheldOf(response, text._id) : []), ...(text.held ?? [])])
  }
  const passagesOf = (stances: string[]): Passage[] =>
    codings.flatMap(({ text: id, respondent, start, end, stance }) => {
      const text = textsById.get(id)
      const speaker = speakers.get(respondent)
      if (!text || !speaker || !stances.includes(stance)) return []
      const answer = { id, respondent, question: text.question, text: text.text }
      const permitted = permits(speaker) && isPermitted(text)
      return quotableOf(text, { start, end })
        .filter(span => folded(text.text.slice(span.start, span.end)).includes(folded(words)))
        .map(span => ({ ...span, answer, group: speaker.sector, permitted }))
    })
  const speakerFor = async (respondent: string, question: string) => {
    const response = responsesById.get(respondent)
    const permitted = response && asPermittedFor(response, question)
    return !permitted || permitted === response
      ? guarded.get(respondent)
      : (await guardedSpeakers([permitted])).get(respondent)
  }
  const offer =
    (side: Side) =>
    async ({ quote, respondent, why }: Pick<Selected, 'quote' | 'respondent' | 'why'>): Promise<Offer[]> => {
      const text = textsById.get(quote.text)
      const speaker = text && (await speakerFor(respondent, text.question))
      const response = responsesById.get(respondent)
      if (!speaker || !text || !response || saysWithheld(response, quote)) return []
      if (saysAny(text.held ?? [], quote)) return []
      const span = withoutStop(text.text, quote)
      return [
        {
          text: text._id,
          ...span,
          side,
          words: text.text.slice(span.start, span.end),
          who: attribute(speaker, style).who,
          respondent,
          why,
        },
      ]
    }
  const choose = (passages: Passage[], most: number) =>
    words === '' ? selectQuotes(passages, { count: most }) : foundIn(passages).slice(0, most)
  const offers = await Promise.all([
    ...choose(passagesOf(['supports']), count.quote).map(offer('quote')),
    ...choose(passagesOf(['opposes', 'mixed']), count.counter).map(offer('counter')),
  ])
  return offers.flat()
}

/** Passages that may be quoted, each once, as they were coded. */
function foundIn(passages: Passage[]): Pick<Selected, 'quote' | 'respondent' | 'why'>[] {
  const each = new Map(
    passages.filter(({ permitted }) => permitted).map(passage => [keyOf(passage), passage]),
  )
  return [...each.values()].map(({ start, end, answer }) => ({
    quote: { text: answer.id, start, end, edits: [] },
    respondent: answer.respondent ?? '',
    why: ['it holds the words', 'its author permits quotation'],
  }))
}

function keyOf({ answer, start, end }: Passage): string {
  return `${answer.id} ${start} ${end}`
}

function folded(words: string): string {
  return words.normalize('NFKC').toLowerCase().replace(/[‘’]/g, "'").replace(/\s+/g, ' ')
}

/** A quote stands inside a sentence of the report, which brings its own full stop. */
function withoutStop(text: string, { start, end }: { start: number; end: number }) {
  const stop = /(?<![.…])\.$/.test(text.slice(start, end))
  return { start, end: stop ? end - 1 : end }
}
