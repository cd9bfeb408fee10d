import { attribute, type Passage, permits, type Selected, selectQuotes } from '../../../analysis/index.ts'
import { styleOf } from '../../consultations/style/store.ts'
import { speakersOf } from '../../responses/speakers.ts'
import { findResponses } from '../../responses/store.ts'
import { findTexts } from '../../responses/textStore.ts'
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
 */
export async function offersFor(
  finding: Pick<Finding, 'themes' | 'scope'>,
  facts: CountFacts,
  chosen: Pick<ChosenQuote, 'respondent'>[],
  count: Record<Side, number>,
): Promise<Offer[]> {
  const heard = new Set(chosen.map(quote => quote.respondent))
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
  const passagesOf = (stances: string[]): Passage[] =>
    codings.flatMap(({ text: id, respondent, start, end, stance }) => {
      const text = textsById.get(id)
      const speaker = speakers.get(respondent)
      if (!text || !speaker || !stances.includes(stance)) return []
      const answer = { id, respondent, question: text.question, text: text.text }
      return [{ start, end, answer, group: speaker.sector, permitted: permits(speaker) }]
    })
  const offer =
    (side: Side) =>
    (selected: Selected): Offer[] => {
      const speaker = guarded.get(selected.respondent)
      const text = textsById.get(selected.quote.text)
      if (!speaker || !text) return []
      const { respondent, why } = selected
      const span = withoutStop(text.text, selected.quote)
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
  return [
    ...selectQuotes(passagesOf(['supports']), { count: count.quote }).flatMap(offer('quote')),
    ...selectQuotes(passagesOf(['opposes', 'mixed']), { count: count.counter }).flatMap(offer('counter')),
  ]
}

/** A quote stands inside a sentence of the report, which brings its own full stop. */
function withoutStop(text: string, { start, end }: { start: number; end: number }) {
  const stop = /(?<![.…])\.$/.test(text.slice(start, end))
  return { start, end: stop ? end - 1 : end }
}
