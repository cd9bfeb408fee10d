import { type Request, Router } from 'express'
import { pagesOf } from '../../consultations/pages/shown.ts'
import { checkDraftToken, draftToken } from '../../http/csrf.ts'
import { say } from '../../http/languages/say.ts'
import { keepPrivate } from '../../http/security.ts'
import type { Services } from '../../services.ts'
import { type Answering, answeringOf, sentBy } from '../answering/answering.ts'
import { type Form, textIn } from '../answering/form.ts'
import { cut } from './cut.ts'
import { cutPage } from './page.ts'

const path = '/receipt/:token/anonymous'

/** Cutting the link between a respondent and what they sent, from their receipt. */
export function anonymityRoutes({ config, runner }: Services): Router {
  const router = Router()
  const tokenOf = ({ draft }: Answering) => draftToken(config.sessionSecret, draft._id)

  router.get(path, keepPrivate, async (req, res) => {
    const answering = await answeringOf(String(req.params.token))
    if (!answering.sent) return res.redirect(303, `/answer/${answering.token}`)
    res.render('responses/cut', cutPage(answering, await sentBy(answering), tokenOf(answering)))
  })

  router.post(path, keepPrivate, async (req, res) => {
    const answering = await answeringOf(String(req.params.token))
    const form = formFor(req)
    checkDraftToken(config.sessionSecret, answering.draft._id, form._csrf)
    if (!answering.sent) return res.redirect(303, `/answer/${answering.token}`)
    const response = await sentBy(answering)
    const details = textIn(form, 'details') === 'yes'
    if (textIn(form, 'sure') !== 'yes') {
      const problems = [{ place: 'sure', message: say('Tick the box to show that you understand') }]
      const view = cutPage(answering, response, tokenOf(answering), { details, problems })
      return res.status(422).render('responses/cut', view)
    }
    await cut(response.consultation, response._id, details)
    runner.wake()
    res.render('responses/cutDone', {
      title: say('Your response is anonymous'),
      service: answering.consultation.title,
      pagesAt: pagesOf(answering.consultation),
    })
  })

  return router
}

function formFor(req: Request): Form {
  return (req.body ?? {}) as Form
}
