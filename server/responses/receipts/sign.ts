import { createHmac, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { type Receipt, type SignedReceipt, signedForm } from './receipt.ts'

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410, section 7). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** This site's key, derived from its secret: every process of a site signs alike, and nothing more is kept. */
function keyOf(secret: string) {
  const seed = createHmac('sha256', secret).update('receipts').digest()
  return createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
}

/** Signs a receipt with Ed25519 (RFC 8032). */
export function signReceipt(secret: string, receipt: Receipt): SignedReceipt {
  const key = keyOf(secret)
  const signature = sign(null, Buffer.from(signedForm(receipt)), key).toString('base64url')
  const publicKey = createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString()
  return { ...receipt, code: `${receipt.reference}.${signature}`, signature, publicKey }
}

/** Whether this site signed exactly that. */
export function isSigned(secret: string, receipt: Receipt, signature: string): boolean {
  const given = Buffer.from(signature, 'base64url')
  return verify(null, Buffer.from(signedForm(receipt)), createPublicKey(keyOf(secret)), given)
}
