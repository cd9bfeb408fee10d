import { sign, verify } from 'node:crypto'
import type { Config } from '../../config.ts'
import { canonicalJson } from './canonicalJson.ts'
import type { ReceiptKey } from './keyStore.ts'
import { currentKey, pemOf, privateKeyOf, publicKeyOf } from './keys.ts'
import { type Receipt, sha256 } from './receipt.ts'

/** What is signed: a receipt, and the id of the key that signs it. */
export type KeyedReceipt = Receipt & { key: string }

/** A receipt as a respondent has it. Only `receipt` is signed; the rest is for whoever checks it. */
export type SignedReceipt = {
  receipt: KeyedReceipt
  /** Of the receipt in its canonical form, in hexadecimal. */
  sha256: string
  /** Of the same, by Ed25519 in base64url. */
  signature: string
  publicKey: string
  /** Says the same in one line, for those who can reach the data. */
  code: string
  checkAt: string
}

/** The very characters that are signed: the receipt in the canonical form of JSON (RFC 8785). */
export function signedForm(receipt: object): string {
  return canonicalJson(receipt)
}

/** Signs a receipt with the site's key of now (Ed25519, RFC 8032). */
export async function signReceipt(
  { sessionSecret, baseUrl }: Pick<Config, 'sessionSecret' | 'baseUrl'>,
  receipt: Receipt,
): Promise<SignedReceipt> {
  const key = await currentKey(sessionSecret)
  const keyed = { ...receipt, key: key._id }
  const form = signedForm(keyed)
  const signature = sign(null, Buffer.from(form), privateKeyOf(key)).toString('base64url')
  const { reference, revision, consent } = receipt
  return {
    receipt: keyed,
    sha256: sha256(form),
    signature,
    publicKey: pemOf(key),
    code: `${reference}.${revision}.${consent.event}.${signature}`,
    checkAt: `${baseUrl}/verify`,
  }
}

/** Whether a key signed exactly that. */
export function isSignedBy(key: Pick<ReceiptKey, 'publicKey'>, form: string, signature: string): boolean {
  return verify(null, Buffer.from(form), publicKeyOf(key), Buffer.from(signature, 'base64url'))
}
