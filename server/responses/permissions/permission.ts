import type { AttributionChoice, Edit, Span } from '../../../analysis/index.ts'
import { isNarrower } from '../narrow.ts'
import { type ConsentEvent, currentConsent, type Response } from '../response.ts'
import { saysAny } from './withheld.ts'

/** A passage of one text. */
export type Passage = Span & { text: string }

type Permitting = Pick<Response, '_id' | 'consent'>

/** How the answer to one question may be quoted: as all are, or as was chosen for it where that is narrower. */
export function choiceFor(response: Permitting, question: string): AttributionChoice {
  return choiceIn(currentConsent(response), question)
}

/** The same of one event of the consents. */
export function choiceIn({ choice, answers = {} }: ConsentEvent, question: string): AttributionChoice {
  const own = Object.hasOwn(answers, question) ? answers[question] : undefined
  return own !== undefined && isNarrower(own, choice) ? own : choice
}

/** The same response, as if all were permitted no more widely than the answer to this question is. */
export function asPermittedFor(response: Response, question: string): Response {
  const choice = choiceFor(response, question)
  const consent = currentConsent(response)
  return choice === consent.choice ? response : { ...response, consent: [{ ...consent, choice }] }
}

/** What of a text its author marked as not for quotation. */
export function withheldOf(response: Permitting, text: string): Span[] {
  return (currentConsent(response).withheld ?? []).filter(passage => passage.text === text)
}

/** Whether a passage says anything of what its author marked as not for quotation: see {@link saysAny}. */
export function saysWithheld(response: Permitting, passage: Passage & { edits?: Edit[] }): boolean {
  return saysAny(withheldOf(response, passage.text), passage)
}
