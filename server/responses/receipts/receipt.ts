import { createHash } from 'node:crypto'
import { fileBytes } from '../fileStore.ts'
import { type ConsentEvent, type Given, type Response, type Revision, textIn, textsIn } from '../response.ts'
import { findWritten } from '../textStore.ts'

/** One answer as it was sent: the SHA-256 of its words, of its options in order, or of its file, in hexadecimal. */
export type ReceiptAnswer = { question: string; kind: 'text' | 'options' | 'file'; hash: string }

/** What was permitted: an event of the response's consents, the first of which is number 1. Its day is a date. */
export type ReceiptConsent = Omit<ConsentEvent, 'at'> & { event: number; at: string }

/** What a receipt says: that these answers were sent on this day, with this permission. It holds no testimony. */
export type Receipt = {
  format: typeof receiptFormat
  reference: string
  consultation: string
  /** Which revision of the response; as it was sent first: 1. */
  revision: number
  /** The day on which that was sent, as `2026-11-28`. */
  sent: string
  consent: ReceiptConsent
  answers: ReceiptAnswer[]
}

export const receiptFormat = 'soundings receipt 2'

/** Which revision, and which event of its consents, a receipt is of; each from 1. */
export type ReceiptOf = { revision: number; event: number }

/**
 * The receipt of a response, made of what is kept now: of its newest revision and consent where nothing else is named.
 * @throws KeptNoMore where an answer of it, or what is named, is not there
 */
export async function makeReceipt(response: Response, of?: ReceiptOf): Promise<Receipt> {
  const { revision, event } = of ?? newestOf(response)
  const [sent, consent] = [response.revisions[revision - 1], response.consent[event - 1]]
  if (!sent || !consent) throw new KeptNoMore(`Revision ${revision} with permission ${event} is kept no more`)
  return {
    format: receiptFormat,
    reference: response.reference,
    consultation: response.consultation,
    revision,
    sent: dayOf(sent.at),
    consent: { ...consent, event, at: dayOf(consent.at) },
    answers: await receiptAnswers(sent),
  }
}

/** The newest revision and consent of a response. */
export function newestOf({ revisions, consent }: Pick<Response, 'revisions' | 'consent'>): ReceiptOf {
  return { revision: revisions.length, event: consent.length }
}

/** What a revision answers, each answer by its hash, in the order of the questions' ids. */
export async function receiptAnswers(revision: Revision): Promise<ReceiptAnswer[]> {
  const { answers } = revision
  const texts = new Map((await findWritten(textsIn(revision))).map(({ _id, text }) => [_id, text]))
  const hashes: ReceiptAnswer[] = []
  for (const [question, given] of Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)))
    hashes.push({ question, ...(await hashed(given, texts)) })
  return hashes
}

/** What a receipt says of a file. */
export async function fileHash(file: string): Promise<string> {
  return sha256(await fileBytes(file))
}

/** An answer that was sent is not there any more. */
export class KeptNoMore extends Error {}

async function hashed(given: Given, texts: Map<string, string>): Promise<Omit<ReceiptAnswer, 'question'>> {
  if ('file' in given) return { kind: 'file', hash: given.gone ?? (await fileHash(given.file)) }
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

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
