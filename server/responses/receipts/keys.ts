import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKeyInput,
  type KeyObject,
} from 'node:crypto'
import { today } from '../response.ts'
import { canonicalJson } from './canonicalJson.ts'
import { addKey, newestKey, type ReceiptKey, retireBefore, wasAnswered } from './keyStore.ts'

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410, section 7). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * The key that signs receipts now, which is made where there is none: each process of a site finds the same one.
 *
 * @param secret the site's, from which keys were derived once: where anything was sent by then, that key is kept too
 */
export async function currentKey(secret: string): Promise<ReceiptKey> {
  const found = await newestKey()
  if (found) return found
  const now = today()
  if (await wasAnswered()) {
    const { privateKey, ...derived } = keyOf(derivedKey(secret), 0, now)
    await addKey({ ...derived, retiredOn: now })
  }
  return next(0)
}

/**
 * Makes a new key, with which receipts are signed from now on. What the one before it signed still verifies, and it
 * signs nothing more.
 *
 * @param from the key that it takes the place of: where another did already, nothing is made
 */
export async function rotateKey(from: Pick<ReceiptKey, '_id' | 'order'>): Promise<void> {
  if ((await newestKey())?._id !== from._id) return
  const { order } = await next(from.order)
  await retireBefore(order, today())
}

async function next(after: number): Promise<ReceiptKey> {
  await addKey(keyOf(generateKeyPairSync('ed25519').privateKey, after + 1, today()))
  const stands = await newestKey()
  if (!stands) throw new Error('receipts: the key that was just made is not there')
  return stands
}

function keyOf(privateKey: KeyObject, order: number, madeOn: Date): ReceiptKey {
  const { x = '', d = '' } = privateKey.export({ format: 'jwk' })
  return { _id: thumbprintOf(x), order, publicKey: x, privateKey: d, madeOn }
}

/** The key as it was before keys were kept: derived from the site's secret. */
export function derivedKey(secret: string): KeyObject {
  const seed = createHmac('sha256', secret).update('receipts').digest()
  return createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
}

/** The public key's JSON Web Key (RFC 8037). */
export function jwkOf(publicKey: string) {
  return { kty: 'OKP', crv: 'Ed25519', x: publicKey }
}

/** The thumbprint of a public key's JSON Web Key (RFC 7638), in base64url. */
export function thumbprintOf(publicKey: string): string {
  return createHash('sha256')
    .update(canonicalJson(jwkOf(publicKey)))
    .digest('base64url')
}

export function privateKeyOf({ _id, publicKey, privateKey }: ReceiptKey): KeyObject {
  if (privateKey === undefined) throw new Error(`receipts: the key ${_id} is retired`)
  const key = { ...jwkOf(publicKey), d: privateKey }
  return createPrivateKey({ key, format: 'jwk' } as JsonWebKeyInput)
}

export function publicKeyOf({ publicKey }: Pick<ReceiptKey, 'publicKey'>): KeyObject {
  return createPublicKey({ key: jwkOf(publicKey), format: 'jwk' } as JsonWebKeyInput)
}

/** A public key in PEM (RFC 8410). */
export function pemOf(key: Pick<ReceiptKey, 'publicKey'>): string {
  return publicKeyOf(key).export({ format: 'pem', type: 'spki' }).toString()
}
