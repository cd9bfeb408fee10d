import { type Request, Router } from 'express'
import { pagesOf } from '../../consultations/pages/shown.ts'
import { zoneOf } from '../../consultations/store.ts'
import { checkDraftToken, draftToken } from '../../http/csrf.ts'
import { say } from '../../http/languages/say.ts'
import { keepPrivate } from '../../http/security.ts'
import type { Services } from '../../services.ts'
import { addressOf, ownOf } from '../answering/answering.ts'
import { beginChanging, discardChanges } from './begin.ts'
import { changingOf } from './changing.ts'
import { type Sent, sentOf } from './sent.ts'

/** Changing what was sent, until the consultation closes: opening it again, and throwing changes away. */
export function revisingRoutes({ config }: Services): Router {
  const router = Router()
  router.use('/revise/:token', keepPrivate)
  const check = (req: Request, { answering }: Sent) =>
    checkDraftToken(config.sessionSecret, answering.draft._id, (req.body as { _csrf?: unknown })?._csrf)

  router.get('/revise/:token', async (req, res) => {
    const sent = await sentOf(String(req.params.token))
    if (!sent) return res.redirect(303, `/answer/${req.params.token}`)
    const { answering, response } = sent
    res.render('responses/revise', {
      title: say('Change your answers'),
      service: answering.consultation.title,
      pagesAt: pagesOf(answering.consultation),
      back: ownOf(answering),
      csrf: draftToken(config.sessionSecret, answering.draft._id),
      address: `/revise/${answering.token}`,
      continue: addressOf(answering, 'check'),
      contact: answering.consultation.contact,
      reference: response.reference,
      until: answering.consultation.closesAt,
      zone: zoneOf(answering.consultation),
      withdrawn: response.state === 'withdrawn',
      isOpen: answering.opening === 'open',
      begun: (await changingOf(response)) !== null,
    })
  })

  router.post('/revise/:token', async (req, res) => {
    const sent = await sentOf(String(req.params.token))
    if (!sent) return res.redirect(303, `/answer/${req.params.token}`)
    check(req, sent)
    const { answering, response } = sent
    if (answering.opening !== 'open' || response.state === 'withdrawn')
      return res.redirect(303, `/revise/${answering.token}`)
    await beginChanging(response, new Date())
    res.redirect(303, addressOf(answering, 'check'))
  })

  router.post('/revise/:token/discard', async (req, res) => {
    const sent = await sentOf(String(req.params.token))
    if (!sent) return res.redirect(303, `/answer/${req.params.token}`)
    check(req, sent)
    await discardChanges(sent.response)
    res.redirect(303, ownOf(sent.answering))
  })

  return router
}
