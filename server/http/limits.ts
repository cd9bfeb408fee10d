import type { Request } from 'express'
import { rateLimit } from 'express-rate-limit'

/** At most `perMinute` requests a minute from one address; the page that follows says when to try again. */
export function limit(perMinute: number, skip?: (req: Request) => boolean) {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    ...(skip ? { skip } : {}),
    handler: (_req, res) => {
      res.status(429).render('error', {
        title: 'Too many requests',
        message:
          'Too many requests came from your address in a short time. Nothing was lost: wait a minute, then try again.',
      })
    },
  })
}
