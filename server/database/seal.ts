import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/** What nobody may read in the database, such as the token of a private link. */
export type Secrets = Record<string, string>

const cipher = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

/** The key of everything that is sealed. It is named after mails, which were the first to be. */
function keyOf(secret: string): Buffer {
  return createHmac('sha256', secret).update('mail').digest()
}

/**
 * Encrypts with AES-256-GCM (NIST SP 800-38D) under a key of the site's secret: a copy of the database opens no
 * private link, and answers for no second factor.
 */
export function seal(secret: string, secrets: Secrets): string {
  const iv = randomBytes(ivBytes)
  const sealing = createCipheriv(cipher, keyOf(secret), iv)
  const sealed = Buffer.concat([sealing.update(JSON.stringify(secrets), 'utf8'), sealing.final()])
  return Buffer.concat([iv, sealing.getAuthTag(), sealed]).toString('base64url')
}

/** @returns undefined where it was sealed with another secret, or changed since */
export function unseal(secret: string, sealed: string): Secrets | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < ivBytes + tagBytes) return undefined
  const opening = createDecipheriv(cipher, keyOf(secret), bytes.subarray(0, ivBytes))
  opening.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  try {
    const words = Buffer.concat([opening.update(bytes.subarray(ivBytes + tagBytes)), opening.final()])
    return JSON.parse(words.toString('utf8')) as Secrets
  } catch {
    return undefined
  }
}
