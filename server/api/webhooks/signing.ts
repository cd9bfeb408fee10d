import { createHmac, randomBytes } from 'node:crypto'

/** A secret of 256 random bits, as Standard Webhooks writes one. */
export function newHookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/**
 * The headers by which a receiver knows that we sent this body, and when (standardwebhooks.com, symmetric signatures):
 * HMAC-SHA-256 of id, time and body with stops between, under the bytes that the secret writes in Base64.
 *
 * @param seconds since 1970, when it is sent
 */
export function signedHeaders(
  secret: string,
  { id, seconds, body }: { id: string; seconds: number; body: string },
): Record<string, string> {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  }
}
