import { type Request, Router } from 'express'
import { type Consultation, findConsultation } from '../../consultations/store.ts'
import { NotFound } from '../../errors.ts'
import { checkDraftToken, draftToken } from '../../http/csrf.ts'
import { say } from '../../http/languages/say.ts'
import { limit } from '../../http/limits.ts'
import { keepPrivate } from '../../http/security.ts'
import type { Response } from '../../responses/response.ts'
import { withdraw } from '../../responses/withdraw.ts'
import type { Services } from '../../services.ts'
import { withdrawnPage, withdrawPage } from '../withdrawPages.ts'
import { quotedPage } from './page.ts'
import { quotedBehind } from './token.ts'

/** How often one address may open such pages in a minute. */
const perMinute = 60

/** What somebody who is quoted sees by their private link, and withdrawing their words there. There is no session. */
export function quotedRoutes(services: Services): Router {
  const { config, runner } = services
  const router = Router()
  router.use('/quoted', limit(services, 'quoted', perMinute), keepPrivate, (_req, res, next) => {
    res.set('X-Robots-Tag', 'noindex, nofollow')
    next()
  })
  const opened = (req: Request) => openedBy(req, config.sessionSecret)
  const form = ({ _id }: Response) => `quoted ${_id}`

  router.get('/quoted/:token', async (req, res) => {
    const { consultation, response } = await opened(req)
    const address = `/quoted/${req.params.token}`
    res.render('testimony/quotedOf', { address, ...(await quotedPage(consultation, response, new Date())) })
  })

  router.get('/quoted/:token/withdraw', async (req, res) => {
    const { consultation, response } = await opened(req)
    const address = `/quoted/${req.params.token}`
    const link = {
      address: `${address}/withdraw`,
      back: address,
      csrf: draftToken(config.sessionSecret, form(response)),
    }
    res.render('testimony/ownWithdraw', await withdrawPage(consultation, response, link, new Date()))
  })

  router.post('/quoted/:token/withdraw', async (req, res) => {
    const { consultation, response } = await opened(req)
    checkDraftToken(config.sessionSecret, form(response), (req.body as { _csrf?: unknown })?._csrf)
    await withdraw(consultation._id, response._id)
    runner.wake()
    res.render('testimony/ownWithdrawn', await withdrawnPage(consultation, response, new Date()))
  })

  return router
}

/** Whose page a request's link opens. @throws NotFound where nobody's, or they withdrew */
async function openedBy(
  req: Request,
  secret: string,
): Promise<{ consultation: Consultation; response: Response }> {
  const response = await quotedBehind(secret, String(req.params.token))
  const consultation = response && (await findConsultation(response.consultation))
  if (!response || !consultation)
    throw new NotFound(
      say('This link opens nothing. Check that all of it was copied, to its last character.'),
    )
  if (response.state !== 'submitted')
    throw new NotFound(
      say('Your words were withdrawn. They are used no more, and no published report shows them.'),
    )
  return { consultation, response }
}
