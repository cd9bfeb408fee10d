import { type Response as Reply, type Request, Router } from 'express'
import type { Problem } from '../../../analysis/index.ts'
import { checkDraftToken, draftToken } from '../../http/csrf.ts'
import { say } from '../../http/languages/say.ts'
import { limit } from '../../http/limits.ts'
import { keepPrivate } from '../../http/security.ts'
import { validate } from '../../http/validate.ts'
import { ownOf } from '../../responses/answering/answering.ts'
import { permit } from '../../responses/permit.ts'
import { type Sent, sentOf } from '../../responses/revising/sent.ts'
import { withdraw } from '../../responses/withdraw.ts'
import type { Services } from '../../services.ts'
import { withdrawPage } from '../withdrawPages.ts'
import { permissionForm } from './forms.ts'
import { offeredChoices } from './offeredChoices.ts'
import { ownPage } from './page.ts'
import { permissionPage } from './permissionPage.ts'

/** How often one address may open such pages in a minute. */
const perMinute = 120

/** What somebody can see and do by their private link, once they have sent. There is no session: the link is enough. */
export function ownRoutes(services: Services): Router {
  const { config, runner } = services
  const router = Router()
  router.use('/own', limit(services, 'own', perMinute), keepPrivate, (_req, res, next) => {
    res.set('X-Robots-Tag', 'noindex, nofollow')
    next()
  })
  const csrfOf = ({ answering }: Sent) => draftToken(config.sessionSecret, answering.draft._id)
  const check = (req: Request, { answering }: Sent) =>
    checkDraftToken(config.sessionSecret, answering.draft._id, (req.body as { _csrf?: unknown })?._csrf)

  router.get('/own/:token', async (req, res) => {
    const sent = await openedBy(req, res)
    if (!sent) return
    const done = 'permitted' in req.query ? 'permitted' : ''
    res.render('testimony/own', await ownPage(sent, done, config.sessionSecret, new Date()))
  })

  router.get('/own/:token/withdraw', async (req, res) => {
    const sent = await standingBy(req, res)
    if (!sent) return
    const address = ownOf(sent.answering)
    const link = { address: `${address}/withdraw`, back: address, csrf: csrfOf(sent) }
    const { answering, response } = sent
    res.render(
      'testimony/ownWithdraw',
      await withdrawPage(answering.consultation, response, link, new Date()),
    )
  })

  router.post('/own/:token/withdraw', async (req, res) => {
    const sent = await openedBy(req, res)
    if (!sent) return
    check(req, sent)
    await withdraw(sent.response.consultation, sent.response._id)
    runner.wake()
    res.redirect(303, ownOf(sent.answering))
  })

  router.get('/own/:token/permission', async (req, res) => {
    const sent = await standingBy(req, res)
    if (sent) res.render('testimony/ownPermission', await permissionPage(sent, csrfOf(sent)))
  })

  router.post('/own/:token/permission', async (req, res) => {
    const sent = await standingBy(req, res)
    if (!sent) return
    check(req, sent)
    const form = validate(permissionForm(await offeredChoices(sent.response)), req.body)
    const problems = form.ok ? [] : form.problems
    if (form.ok) {
      const isSeen = form.value.seen === sent.response.consent.length
      if (isSeen && (await permit(sent.response, form.value.choice))) {
        runner.wake()
        return res.redirect(303, `${ownOf(sent.answering)}?permitted`)
      }
      problems.push(changedMeanwhile())
    }
    res.status(422)
    const chosen = (req.body as { choice?: unknown })?.choice
    const again = await standingBy(req, res)
    if (again)
      res.render('testimony/ownPermission', await permissionPage(again, csrfOf(again), problems, chosen))
  })

  return router
}

function changedMeanwhile(): Problem {
  const message = say(
    'You changed this from another page meanwhile. What you allow now is said above: choose again',
  )
  return { place: 'choice', message }
}

/** What a request's link opens; a draft that was not sent is opened where it is written. @throws NotFound */
async function openedBy(req: Request, res: Reply): Promise<Sent | undefined> {
  const sent = await sentOf(String(req.params.token))
  if (!sent) res.redirect(303, `/answer/${req.params.token}`)
  return sent
}

/** The same of what still stands; who withdrew is shown what was done. @throws NotFound */
async function standingBy(req: Request, res: Reply): Promise<Sent | undefined> {
  const sent = await openedBy(req, res)
  if (sent?.response.state !== 'withdrawn') return sent
  res.redirect(303, ownOf(sent.answering))
  return undefined
}
