import { type Request, type Response, Router } from 'express'
import { whoAsks } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { linkWith } from '../../accounts/link.ts'
import { ownPath, withNext } from '../../accounts/ownPath.ts'
import { type Came, letIn, waitForCode } from '../../accounts/signIn.ts'
import type { Config } from '../../config.ts'
import { NotFound } from '../../errors.ts'
import { limit } from '../../http/limits.ts'
import type { Services } from '../../services.ts'
import { takeAttempt } from './attempt.ts'
import { type Entering, whoEnters } from './enter.ts'
import { linkRoutes } from './linkRoutes.ts'
import { Provider, type Told } from './provider.ts'
import { Refused } from './refused.ts'
import { backPath, linkPath, sendOn, signInPath, turnAway } from './sendOn.ts'

/** Signing in by an OpenID Connect provider, where the site has one, and linking one’s account with it. */
export function providerRoutes(services: Services): Router {
  const { config } = services
  const router = Router()
  const set = config.provider && new Provider(config.provider)
  const provider = () => {
    if (!set) throw new NotFound()
    return set
  }

  router.post(signInPath, limit(services, 'provider', 20), (req, res) =>
    sendOn(req, res, { ...services, provider: provider() }, { next: ownPath(req.body?.next), account: '' }),
  )

  router.get(backPath, limit(services, 'providerBack', 20), async (req, res) => {
    const from = provider()
    const attempt = takeAttempt(req, config.sessionSecret, req.query.state, new Date())
    try {
      if (!attempt) throw new Refused('stale')
      const [, query = ''] = /\?(.*)$/.exec(req.originalUrl) ?? []
      const told = await from.finish(new URL(`${config.baseUrl}${backPath}?${query}`), attempt)
      if (attempt.account) return await linkOwn(req, res, attempt.account, told, from)
      const entering = await whoEnters(told, config, new Date())
      await enter(req, res, config, { entering, next: attempt.next })
    } catch (error) {
      turnAway(req, res, { ...services, provider: from }, { error, attempt })
    }
  })

  router.use(linkRoutes(services, provider))
  return router
}

/** Lets somebody in, or has them enter a code first. @throws Refused where they are not let in */
async function enter(
  req: Request,
  res: Response,
  config: Config,
  { entering, next }: { entering: Entering; next: string },
): Promise<void> {
  if ('refused' in entering) {
    const { refused, account } = entering
    if (account) await record(account, 'failed to sign in through the provider', account)
    throw new Refused(refused)
  }
  const { account, link, into } = entering
  const came: Came = { by: 'provider', ...(link && { link }) }
  if (account.secondFactor && !config.provider?.seesToSecondFactor) {
    await waitForCode(req, account._id, came)
    return res.redirect(303, withNext('/desk/sign-in/code', next))
  }
  if (!(await letIn(req, res, config, { account, came }))) throw new Refused('stale')
  res.redirect(303, next || (into ? `/desk/${into}` : '/desk'))
}

/** Links the account of whoever began to link it, and is signed in with it still. @throws Refused where it cannot be */
async function linkOwn(
  req: Request,
  res: Response,
  account: string,
  { link }: Told,
  { settings: { name } }: Provider,
): Promise<void> {
  if (whoAsks(req)?._id !== account) throw new Refused('stale')
  if (!(await linkWith(account, link))) throw new Refused('taken')
  req.session.notice = `Your account is linked: from now on you can sign in with ${name}.`
  res.redirect(303, linkPath)
}
