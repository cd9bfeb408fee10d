import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const markBytes = 16

/** What was sealed is not as it was, or stands in another place than it was sealed for. */
export class Tampered extends Error {}

/**
 * Encrypts with AES-256-GCM (NIST SP 800-38D) under a random nonce, bound to a place: moved elsewhere it does not open.
 *
 * @param place names of whatever leads there, such as a collection, an id and a field
 */
export function box(key: Buffer, place: string[], plain: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  const sealing = createCipheriv(cipher, key, nonce).setAAD(bytesOf(place))
  const sealed = Buffer.concat([sealing.update(plain), sealing.final()])
  return Buffer.concat([nonce, sealing.getAuthTag(), sealed])
}

/** @throws Tampered where it was sealed by another key or for another place, or changed since */
export function unbox(key: Buffer, place: string[], boxed: Buffer): Buffer {
  try {
    const opening = createDecipheriv(cipher, key, boxed.subarray(0, nonceBytes), { authTagLength: markBytes })
      .setAAD(bytesOf(place))
      .setAuthTag(boxed.subarray(nonceBytes, nonceBytes + markBytes))
    return Buffer.concat([opening.update(boxed.subarray(nonceBytes + markBytes)), opening.final()])
  } catch {
    throw new Tampered(
      `What is stored at ${place.join(' ')} cannot be opened: it was changed or moved since it was encrypted. Restore a backup.`,
    )
  }
}

function bytesOf(place: string[]): Buffer {
  return Buffer.from(JSON.stringify(place))
}
