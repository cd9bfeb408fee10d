import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Response } from '../../responses/response.ts'
import { sentByReference } from '../../responses/sentStore.ts'

function macOf(secret: string, respondent: string): string {
  return createHmac('sha256', secret).update(`quoted:${respondent}`).digest('base64url').slice(0, 24)
}

/**
 * The token of the private link to the page of one who is quoted: derived from the site's secret, so that it is stored
 * nowhere. It holds their reference, which they know, and opens nothing once they withdraw.
 */
export function quotedToken(secret: string, { _id, reference }: Pick<Response, '_id' | 'reference'>): string {
  return `${reference}.${macOf(secret, _id)}`
}

/** Whose page a token opens; null where nobody's. */
export async function quotedBehind(secret: string, token: string): Promise<Response | null> {
  const [, reference = '', mac = ''] = /^(SND-[0-9A-Z]{4}-[0-9A-Z]{4})\.([\w-]{24})$/.exec(token) ?? []
  const response = reference === '' ? null : await sentByReference(reference)
  if (!response || response.anonymous) return null
  return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(secret, response._id))) ? response : null
}
