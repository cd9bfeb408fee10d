import type { Request } from 'express'
import { rateLimit } from 'express-rate-limit'
import { say } from './languages/say.ts'

/** At most `perMinute` requests a minute from one address; the page that follows says when to try again. */
export function limit(perMinute: number, skip?: (req: Request) => boolean) {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    ...(skip ? { skip } : {}),
    handler: (_req, res) => {
      const seconds = Number(res.getHeader('Retry-After') ?? 60)
      res.status(429).render('error', {
        title: say('Too many requests'),
        message: say(
          'Many requests came from your address in a short time, perhaps from others who share it. Nothing that was saved is lost. Wait {{count seconds "second" "seconds"}}, then go back and send it again: what you entered is still on the page.',
          { seconds },
        ),
      })
    },
  })
}
