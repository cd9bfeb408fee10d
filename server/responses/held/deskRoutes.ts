import { Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { consultationOf } from '../../consultations/load.ts'
import { newId } from '../../database/ids.ts'
import { Invalid } from '../../errors.ts'
import { validate } from '../../http/validate.ts'
import { decisionForm, forged, undoForm } from './forms.ts'
import type { Verdict } from './held.ts'
import { decide, undecide } from './heldStore.ts'
import { heldPage } from './page.ts'

const path = '/desk/:consultation/held'

/** Looking at the responses that are held, and saying of each whether it is let in. */
export function heldRoutes(): Router {
  const router = Router()

  router.get(path, allow('code'), async (req, res) => {
    const consultation = await consultationOf(req)
    const { reference } = req.query
    const wanted = typeof reference === 'string' ? reference.trim().toUpperCase() : ''
    res.render('responses/held', {
      layout: 'desk',
      title: 'Held for a look',
      section: 'responses',
      consultation,
      ...(await heldPage(consultation, wanted)),
    })
  })

  router.post(path, allow('code'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const form = validate(decisionForm, req.body)
    if (!form.ok) throw new Invalid(forged)
    const { verdict, chosen } = form.value
    const by = signedIn(req)._id
    const count = await decide(_id, chosen, { verdict, act: newId(), by, at: new Date() })
    if (count > 0) await record(by, `${verdict} ${count} of the responses that were held`, _id)
    req.session.notice = decidedNotice(verdict, count)
    res.redirect(303, `/desk/${_id}/held`)
  })

  router.post(`${path}/undo`, allow('code'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const form = validate(undoForm, req.body)
    if (!form.ok) throw new Invalid(forged)
    const count = await undecide(_id, form.value)
    if (count > 0)
      await record(signedIn(req)._id, `took back what was decided on ${count} that were held`, _id)
    req.session.notice = undoneNotice(count)
    res.redirect(303, `/desk/${_id}/held`)
  })

  return router
}

function decidedNotice(verdict: Verdict, count: number): string {
  if (count === 0) return 'A colleague decided on it already, or it was withdrawn. Nothing was done now.'
  const responses = count === 1 ? 'One response is' : `${count.toLocaleString('en-GB')} responses are`
  return verdict === 'released'
    ? `${responses} released, and let in after five minutes. Until then you can undo it below.`
    : `${responses} rejected. You can undo it below.`
}

function undoneNotice(count: number): string {
  if (count === 0)
    return 'There was nothing to undo: it was undone already, or let in since. A response that was let in is withdrawn on its own page.'
  return count === 1 ? 'One response waits again.' : `${count.toLocaleString('en-GB')} responses wait again.`
}
