import { type Request, Router } from 'express'
import { allow, signedIn } from '../accounts/allow.ts'
import { record } from '../accounts/auditStore.ts'
import { hiddenFrom } from '../coding/rounds/hidden.ts'
import { consultationOf } from '../consultations/load.ts'
import { NotFound } from '../errors.ts'
import type { Response } from '../responses/response.ts'
import { findResponse } from '../responses/store.ts'
import { withdraw } from '../responses/withdraw.ts'
import type { Services } from '../services.ts'
import { approvalDeskRoutes } from './approvals/deskRoutes.ts'
import { approvalLinkRoutes } from './approvals/linkRoutes.ts'
import { copyRoutes } from './copies/routes.ts'
import { correctionRoutes } from './correctionRoutes.ts'
import { quotedRoutes } from './notices/routes.ts'
import { ownRoutes } from './own/routes.ts'
import { reachOf } from './reach.ts'
import { sheetRoutes } from './sheet/routes.ts'

/** Withdrawing a respondent's words at their request, with what it reaches said before. */
export function testimonyRoutes(services: Services): Router {
  const { runner } = services
  const router = Router()
  router.use(approvalLinkRoutes(services))
  router.use(approvalDeskRoutes(services))
  router.use(quotedRoutes(services))
  router.use(ownRoutes(services))
  router.use(copyRoutes(services))
  router.use(sheetRoutes(services))
  router.use(correctionRoutes())
  const path = '/desk/:consultation/responses/:response/withdraw'

  router.get(path, allow('withdraw'), async (req, res) => {
    const consultation = await consultationOf(req)
    const response = await responseOf(req)
    if (response.state === 'withdrawn') return res.redirect(303, pageOf(response))
    const [{ codings, findings, publications }, hidden] = await Promise.all([
      reachOf(consultation._id, response._id),
      hiddenFrom(consultation._id, signedIn(req)._id),
    ])
    res.render('testimony/withdraw', {
      layout: 'desk',
      title: 'Withdraw a response',
      section: 'responses',
      consultation: { _id: consultation._id, title: consultation.title },
      reference: response.reference,
      back: pageOf(response),
      codings,
      blind: hidden.has(response._id),
      publications,
      findings: findings.map(({ finding, quotes }) => ({ ...finding, quotes: quotes.join(', ') })),
    })
  })

  router.post(path, allow('withdraw'), async (req, res) => {
    const response = await responseOf(req)
    await withdraw(response.consultation, response._id)
    await record(signedIn(req)._id, 'withdrew a response at its respondent’s request', response.reference)
    runner.wake()
    req.session.notice = `${response.reference} is withdrawn. Its words are out of every page, count and export from now on.`
    res.redirect(303, pageOf(response))
  })

  return router
}

async function responseOf(req: Request): Promise<Response> {
  const found = await findResponse(String(req.params.consultation), String(req.params.response))
  if (!found) throw new NotFound('There is no response at this address.')
  return found
}

function pageOf(response: Response): string {
  return `/desk/${response.consultation}/responses/${response._id}`
}
