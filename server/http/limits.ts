import type { Request } from 'express'
import { rateLimit } from 'express-rate-limit'
import type { Services } from '../services.ts'
import { say } from './languages/say.ts'
import { SharedCount } from './sharedCount.ts'

const aMinute = 60_000

/**
 * At most `perMinute` requests a minute from one address, whichever process of the site they reach; the page that
 * follows says when to try again. An address of IPv6 stands for its network, which one household has.
 *
 * @param what is limited: each limit has counts of its own
 */
export function limit(
  { config, log }: Pick<Services, 'config' | 'log'>,
  what: string,
  perMinute: number,
  skip?: (req: Request) => boolean,
) {
  return rateLimit({
    windowMs: aMinute,
    store: new SharedCount(what, aMinute, config.sessionSecret, log),
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
