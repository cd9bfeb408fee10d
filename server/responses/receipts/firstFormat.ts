import type { ConsentEvent, Response } from '../response.ts'
import { dayOf, KeptNoMore, type ReceiptAnswer, receiptAnswers } from './receipt.ts'

/** A receipt as it was before keys were kept: always of what was sent first. None is made any more. */
export type FirstReceipt = {
  reference: string
  consultation: string
  sent: string
  consent: Pick<ConsentEvent, 'choice' | 'wording'> & { byHand: boolean; approval: boolean }
  answers: ReceiptAnswer[]
}

/**
 * What such a receipt of a response says, made of what is kept now.
 * @throws KeptNoMore where an answer of it is not there any more
 */
export async function firstReceiptOf(response: Response): Promise<FirstReceipt> {
  const [first] = response.revisions
  const [consent] = response.consent
  if (!first || !consent) throw new KeptNoMore(`Response ${response._id} was never sent`)
  const { choice, wording, byHand = false, approval = false } = consent
  return {
    reference: response.reference,
    consultation: response.consultation,
    sent: dayOf(response.submittedOn),
    consent: { choice, wording, byHand, approval },
    answers: await receiptAnswers(first),
  }
}

/** The very characters that were signed: the receipt's fields in this order, as JSON without spaces. */
export function firstSignedForm({ reference, consultation, sent, consent, answers }: FirstReceipt): string {
  const { choice, wording, byHand, approval } = consent
  return JSON.stringify([
    'soundings receipt 1',
    reference,
    consultation,
    sent,
    [choice, wording, byHand, approval],
    answers.map(({ question, kind, hash }) => [question, kind, hash]),
  ])
}
