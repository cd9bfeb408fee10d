import type { Request } from 'express'
import { Refused } from '../problem.ts'

/** The key under which a response is sent. @throws Refused where there is none that can be used */
export function keyOf(req: Request): string {
  const key = req.get('idempotency-key') ?? ''
  if (/^[\x21-\x7e]{8,200}$/.test(key)) return key
  throw new Refused(
    400,
    'Send a header Idempotency-Key of 8 to 200 characters without spaces, such as a random UUID, which you keep to send the same response again.',
    [{ parameter: 'Idempotency-Key', detail: 'must be 8 to 200 characters of ASCII without spaces' }],
  )
}
