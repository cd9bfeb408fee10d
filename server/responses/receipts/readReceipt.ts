import { createPublicKey } from 'node:crypto'
import { z } from 'zod'
import { attributionChoices } from '../../../analysis/application.ts'
import { type FirstReceipt, firstSignedForm } from './firstFormat.ts'
import { type Receipt, type ReceiptOf, receiptFormat } from './receipt.ts'
import { type KeyedReceipt, signedForm } from './sign.ts'

/** The characters of a receipt that are signed, as somebody gives them, with what it says of its key. */
type Said = { form: string; key?: string; publicKey?: string; sha256?: string }

/** A receipt as somebody gives it: the file, or the code, which tells no more than what it is of. */
export type GivenReceipt = { reference: string; signature: string } & (
  | { receipt: Receipt; said: Said }
  | { first: FirstReceipt; said: Said }
  | { of: ReceiptOf | 'first' }
)

/** The most characters that a receipt may have: many times what the longest questionnaire makes. */
export const longestReceipt = 500_000

const signature = z.string().regex(/^[\w-]{86}$/)
const answers = z.array(
  z.object({ question: z.string(), kind: z.enum(['text', 'options', 'file']), hash: z.string() }),
)
const place = z.number().int().min(1)

const file = z.object({
  receipt: z.object({
    format: z.literal(receiptFormat),
    key: z.string(),
    reference: z.string(),
    consultation: z.string(),
    revision: place,
    sent: z.string(),
    // Whatever else was permitted is compared as it stands.
    consent: z.looseObject({ event: place, at: z.string(), choice: z.enum(attributionChoices) }),
    answers,
  }),
  sha256: z.string(),
  signature,
  publicKey: z.string(),
})

const firstFile = z.object({
  reference: z.string(),
  consultation: z.string(),
  sent: z.string(),
  consent: z.object({
    choice: z.enum(attributionChoices),
    wording: z.string(),
    byHand: z.boolean(),
    approval: z.boolean(),
  }),
  answers,
  signature,
  publicKey: z.string().optional(),
})

/** Reads the code of a receipt; undefined where it is none. */
export function readCode(given: string): GivenReceipt | undefined {
  const code = /^\s*(SND-[0-9A-Z]{4}-[0-9A-Z]{4})\.(?:(\d{1,4})\.(\d{1,4})\.)?([\w-]{86})\s*$/
  const [, reference, revision, event, signed] = code.exec(given) ?? []
  if (!reference || !signed) return undefined
  const of = revision ? { revision: Number(revision), event: Number(event) } : ('first' as const)
  return { reference, signature: signed, of }
}

/** Reads the file of a receipt, of this format or the one before; undefined where it is none. */
export function readReceipt(given: string): GivenReceipt | undefined {
  if (given.length > longestReceipt) return undefined
  try {
    const parsed: unknown = JSON.parse(given.replace(/^\uFEFF/, ''))
    return receiptIn(parsed) ?? firstReceiptIn(parsed)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function receiptIn(parsed: unknown): GivenReceipt | undefined {
  const read = file.safeParse(parsed)
  if (!read.success) return undefined
  const { receipt, signature, sha256, publicKey } = read.data
  // As it was given: what is not looked at here is signed with the rest.
  const form = formOf((parsed as { receipt: object }).receipt)
  if (form === undefined) return undefined
  const { key, ...said } = receipt as KeyedReceipt
  return {
    reference: receipt.reference,
    signature,
    receipt: said,
    said: { form, key, sha256, ...xOf(publicKey) },
  }
}

function firstReceiptIn(parsed: unknown): GivenReceipt | undefined {
  const read = firstFile.safeParse(parsed)
  if (!read.success) return undefined
  const { signature, publicKey = '', ...first } = read.data
  const said = { form: firstSignedForm(first), ...xOf(publicKey) }
  return { reference: first.reference, signature, first, said }
}

/** @returns undefined for what has no canonical form: half a character, or objects thousands deep in one another */
function formOf(receipt: object): string | undefined {
  try {
    return signedForm(receipt)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** The bytes of a public key in PEM, in base64url; nothing where it is no key of Ed25519. */
function xOf(pem: string): { publicKey?: string } {
  try {
    const { crv, x } = createPublicKey(pem).export({ format: 'jwk' })
    return crv === 'Ed25519' && x ? { publicKey: x } : {}
  } catch {
    return {}
  }
}
