import { createHash } from 'node:crypto'
import { fileBytes } from '../fileStore.ts'
import { type ConsentEvent, type Given, type Response, textIn, textsOf } from '../response.ts'
import { findTexts } from '../textStore.ts'

/** One answer as it was sent: the SHA-256 of its words, of its options in order, or of its file, in hexadecimal. */
export type ReceiptAnswer = { question: string; kind: 'text' | 'options' | 'file'; hash: string }

/** What a receipt says: that these answers were sent on this day, with this permission. It holds no testimony. */
export type Receipt = {
  reference: string
  consultation: string
  /** The day, as `2026-11-28`. */
  sent: string
  consent: Pick<ConsentEvent, 'choice' | 'wording'> & { byHand: boolean; approval: boolean }
  answers: ReceiptAnswer[]
}

/** A receipt as a respondent has it; `code` says the same in one line, for those who can reach the data. */
export type SignedReceipt = Receipt & { code: string; signature: string; publicKey: string }

/**
 * The receipt of a response as it was sent first, made of what is kept now.
 * @throws KeptNoMore where an answer of it is not there any more
 */
export async function makeReceipt(response: Response): Promise<Receipt> {
  const [first] = response.revisions
  const [consent] = response.consent
  if (!first || !consent) throw new Error(`makeReceipt: response ${response._id} was never sent`)
  const texts = new Map((await findTexts(textsOf(first.answers))).map(({ _id, text }) => [_id, text]))
  const answers: ReceiptAnswer[] = []
  for (const [question, given] of Object.entries(first.answers).sort(([a], [b]) => (a < b ? -1 : 1)))
    answers.push({ question, ...(await hashed(given, texts)) })
  const { choice, wording, byHand = false, approval = false } = consent
  return {
    reference: response.reference,
    consultation: response.consultation,
    sent: response.submittedOn.toISOString().slice(0, 10),
    consent: { choice, wording, byHand, approval },
    answers,
  }
}

/** An answer that was sent is not there any more. */
export class KeptNoMore extends Error {}

/** The very characters that are signed: the receipt's fields in this order, as JSON without spaces. */
export function signedForm({ reference, consultation, sent, consent, answers }: Receipt): string {
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

async function hashed(given: Given, texts: Map<string, string>): Promise<Omit<ReceiptAnswer, 'question'>> {
  if ('file' in given) return { kind: 'file', hash: sha256(await fileBytes(given.file)) }
  if ('contact' in given) return { kind: 'options', hash: sha256('contact') }
  const id = textIn(given)
  const text = id === undefined ? undefined : texts.get(id)
  if (id !== undefined && text === undefined) throw new KeptNoMore(`The text ${id} is kept no more`)
  if ('text' in given) return { kind: 'text', hash: sha256(text ?? '') }
  return { kind: 'options', hash: sha256(JSON.stringify(chosenForm(given, text))) }
}

/** What was chosen, as JSON: a list of options, with the words beside them behind it. */
function chosenForm(
  given: Exclude<Given, { text: string } | { file: string } | { contact: true }>,
  own?: string,
) {
  if ('option' in given) return own === undefined ? [given.option] : [given.option, { own }]
  if ('options' in given) return own === undefined ? given.options : [...given.options, { own }]
  if ('rows' in given) return Object.entries(given.rows).sort(([a], [b]) => (a < b ? -1 : 1))
  return 'order' in given ? given.order : 'number' in given ? given.number : given.date
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
