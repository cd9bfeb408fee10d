import { type Request, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { hiddenFrom } from '../../coding/rounds/hidden.ts'
import { consultationOf } from '../../consultations/load.ts'
import { NotFound } from '../../errors.ts'
import type { Response } from '../../responses/response.ts'
import { findResponse } from '../../responses/store.ts'
import type { Services } from '../../services.ts'
import { reachOf } from '../../testimony/reach.ts'
import { askToErase } from './ask.ts'

const path = '/desk/:consultation/responses/:response/erase'

/** Erasing a response at its respondent’s request, with what that reaches said before. */
export function eraseDeskRoutes({ runner }: Services): Router {
  const router = Router()

  router.get(path, allow('erase'), async (req, res) => {
    const [consultation, response] = await Promise.all([consultationOf(req), responseOf(req)])
    const [{ codings, findings, publications }, hidden] = await Promise.all([
      reachOf(consultation._id, response._id),
      hiddenFrom(consultation._id, signedIn(req)._id),
    ])
    const isUnsure = 'unsure' in req.query
    res.render('privacy/erase', {
      layout: 'desk',
      title: 'Erase a response',
      section: 'responses',
      consultation: { _id: consultation._id, title: consultation.title },
      reference: response.reference,
      back: `/desk/${consultation._id}/responses/${response._id}`,
      ...{ codings, publications, blind: hidden.has(response._id) },
      findings: findings.map(({ finding, quotes }) => ({ ...finding, quotes: quotes.join(', ') })),
      problems: isUnsure ? [{ place: 'sure', message: unsure }] : undefined,
      sure: {
        name: 'sure',
        items: [{ value: 'yes', text: 'Its respondent asks for this. I know that it cannot be undone' }],
        ...(isUnsure ? { errorMessage: { text: unsure } } : {}),
      },
    })
  })

  router.post(path, allow('erase'), async (req, res) => {
    const { _id, consultation, reference } = await responseOf(req)
    if ((req.body as { sure?: unknown } | undefined)?.sure !== 'yes')
      return res.redirect(303, `/desk/${consultation}/responses/${_id}/erase?unsure`)
    await askToErase(consultation, _id, new Date())
    await record(signedIn(req)._id, 'erased a response at its respondent’s request', reference)
    runner.wake()
    req.session.notice = `${reference} is out of use at once, and all that is kept of it is deleted within some seconds.`
    res.redirect(303, `/desk/${consultation}/responses`)
  })

  return router
}

const unsure = 'Tick that its respondent asks for this, and that you know that it cannot be undone'

async function responseOf(req: Request): Promise<Response> {
  const found = await findResponse(String(req.params.consultation), String(req.params.response))
  if (!found) throw new NotFound('There is no response at this address.')
  return found
}
