import { Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { hiddenFrom } from '../../coding/rounds/hidden.ts'
import { consultationOf } from '../../consultations/load.ts'
import { NotFound } from '../../errors.ts'
import { sentOf } from '../../responses/revising/sent.ts'
import { findResponse } from '../../responses/store.ts'
import { sendSubject } from './send.ts'

/** All that is kept of one respondent in one file: for themselves by their private link, and for owners to pass on. */
export function subjectRoutes(): Router {
  const router = Router()

  router.get('/own/:token/kept.zip', async (req, res) => {
    const sent = await sentOf(String(req.params.token))
    if (!sent) return res.redirect(303, `/answer/${req.params.token}`)
    await sendSubject(res, sent.answering.consultation, sent.response)
  })

  router.get('/desk/:consultation/responses/:response/kept.zip', allow('erase'), async (req, res) => {
    const consultation = await consultationOf(req)
    const response = await findResponse(consultation._id, String(req.params.response))
    if (!response) throw new NotFound('There is no response at this address.')
    const by = signedIn(req)._id
    const hidden = await hiddenFrom(consultation._id, by)
    await record(by, 'exported all that is kept of a respondent', response.reference)
    await sendSubject(res, consultation, response, hidden.has(response._id))
  })

  return router
}
