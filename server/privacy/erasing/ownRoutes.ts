import { type Response as Reply, type Request, Router } from 'express'
import { pagesOf } from '../../consultations/pages/shown.ts'
import { checkDraftToken, draftToken } from '../../http/csrf.ts'
import { say } from '../../http/languages/say.ts'
import { ownOf } from '../../responses/answering/answering.ts'
import { type Sent, sentOf } from '../../responses/revising/sent.ts'
import type { Services } from '../../services.ts'
import { reachOf } from '../../testimony/reach.ts'
import { askToErase } from './ask.ts'

const path = '/own/:token/erase'

/** Having all that one wrote erased, by one’s private link. */
export function eraseOwnRoutes({ config, runner }: Services): Router {
  const router = Router()
  const page = async (sent: Sent, isUnsure: boolean) => {
    const { answering, response } = sent
    const { findings, publications } = await reachOf(response.consultation, response._id)
    return {
      title: say('Erase all that is kept of you'),
      service: answering.consultation.title,
      pagesAt: pagesOf(answering.consultation),
      reference: response.reference,
      back: ownOf(answering),
      action: `${ownOf(answering)}/erase`,
      csrf: draftToken(config.sessionSecret, answering.draft._id),
      findings: findings.length,
      published: publications.length > 0,
      ...sureBox(isUnsure ? say('Tick the box to show that you understand') : undefined),
    }
  }

  router.get(path, async (req, res) => {
    const sent = await openedBy(req, res)
    if (sent) res.render('privacy/ownErase', await page(sent, false))
  })

  router.post(path, async (req, res) => {
    const sent = await openedBy(req, res)
    if (!sent) return
    const { answering, response } = sent
    const { _csrf, sure } = (req.body ?? {}) as { _csrf?: unknown; sure?: unknown }
    checkDraftToken(config.sessionSecret, answering.draft._id, _csrf)
    if (sure !== 'yes') return res.status(422).render('privacy/ownErase', await page(sent, true))
    await askToErase(response.consultation, response._id, new Date())
    runner.wake()
    res.render('privacy/ownErased', {
      title: say('All that is kept of you is erased'),
      service: answering.consultation.title,
      pagesAt: pagesOf(answering.consultation),
      reference: response.reference,
      contact: answering.consultation.contact,
    })
  })

  return router
}

function sureBox(wrong: string | undefined) {
  return {
    problems: wrong === undefined ? undefined : [{ place: 'sure', message: wrong }],
    sure: {
      name: 'sure',
      items: [{ value: 'yes', text: say('I understand that this cannot be undone, by anybody') }],
      ...(wrong === undefined ? {} : { errorMessage: { text: wrong } }),
    },
  }
}

/** What a request’s link opens; a draft that was not sent is opened where it is written. @throws NotFound */
async function openedBy(req: Request, res: Reply): Promise<Sent | undefined> {
  const sent = await sentOf(String(req.params.token))
  if (!sent) res.redirect(303, `/answer/${req.params.token}`)
  return sent
}
