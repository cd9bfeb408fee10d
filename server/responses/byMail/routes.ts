import { type Response as Reply, type Request, Router } from 'express'
import { checkDraftToken, draftToken } from '../../http/csrf.ts'
import { limit } from '../../http/limits.ts'
import { keepPrivate } from '../../http/security.ts'
import type { Services } from '../../services.ts'
import { type Answering, answeringOf } from '../answering/answering.ts'
import { type Form, textIn } from '../answering/form.ts'
import { askForCode, giveCode } from './checkAddress.ts'
import { findCheck } from './checkStore.ts'
import { knownAddress } from './knownAddress.ts'
import { type Entered, mailPage } from './page.ts'

/** How often one network address may ask for codes, or try them, in a minute. */
const perMinute = 20

/** Having the private link of a draft, or a copy of what was sent, mailed to an address that is checked first. */
export function byMailRoutes(services: Services): Router {
  const { config, post, runner } = services
  const router = Router()
  const checking = { secret: config.sessionSecret, post }
  router.use('/mail/:token', keepPrivate)

  const show = async (req: Request, res: Reply, answering: Answering, entered?: Entered) => {
    const csrf = draftToken(config.sessionSecret, answering.draft._id)
    const another =
      'another' in req.query || entered?.problems?.some(({ place }) => place === 'email') === true
    const known = await knownAddress(answering)
    const part = { csrf, sends: post.sends, another, known, now: new Date() }
    res.render('responses/mail', mailPage(answering, await findCheck(answering.draft._id), part, entered))
  }
  router.get('/mail/:token', async (req, res) => {
    const answering = await openOf(req, res)
    if (answering) await show(req, res, answering)
  })

  router.post('/mail/:token', limit(services, 'mail', perMinute), async (req, res) => {
    const answering = await openOf(req, res)
    if (!answering) return
    const form = (req.body ?? {}) as Form
    checkDraftToken(config.sessionSecret, answering.draft._id, form._csrf)
    const code = textIn(form, 'code')
    const problems =
      code === undefined
        ? await askForCode(answering, textIn(form, 'email') ?? '', checking, new Date())
        : await giveCode(answering, code, checking, new Date())
    if (problems.length > 0) {
      res.status(422)
      return show(req, res, answering, { values: form, problems })
    }
    runner.wake()
    res.redirect(303, `/mail/${answering.token}`)
  })

  return router
}

/** What a request's link opens; where nothing can be written or read by it any more, its page says why. */
async function openOf(req: Request, res: Reply): Promise<Answering | undefined> {
  const answering = await answeringOf(String(req.params.token))
  if (answering.sent !== undefined || answering.opening === 'open') return answering
  res.redirect(303, `/answer/${answering.token}`)
  return undefined
}
