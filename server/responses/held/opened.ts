import { createHmac, timingSafeEqual } from 'node:crypto'

/** When a page with a form was opened, for the form to carry: signed for this draft, so that nobody can make one up. */
export function openedStamp(secret: string, draft: string, now: Date): string {
  const at = now.getTime().toString(36)
  return `${at}.${signed(secret, draft, at)}`
}

/** For how long a page was open, in milliseconds, by the stamp that came with its form; 0 where that is none of ours. */
export function openFor(secret: string, draft: string, stamp: unknown, now: Date): number {
  if (typeof stamp !== 'string') return 0
  const [at = '', mac = ''] = stamp.split('.')
  const [expected, given] = [Buffer.from(signed(secret, draft, at)), Buffer.from(mac)]
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return 0
  return Math.max(0, now.getTime() - Number.parseInt(at, 36))
}

function signed(secret: string, draft: string, at: string): string {
  return createHmac('sha256', secret).update(`opened\u0000${draft}\u0000${at}`).digest('base64url')
}
