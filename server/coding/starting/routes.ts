import { Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { problemAt } from '../../http/helpers/problemAt.ts'
import { validate } from '../../http/validate.ts'
import { startingChoices, startingForm, startingWords } from './page.ts'
import { chooseStartingPoint, startingPointOf } from './startingStore.ts'

/** Choosing when coders see what the machine suggests. */
export function startingRoutes(): Router {
  const router = Router()
  const path = '/desk/:consultation/starting'

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const entry = takeEntry(req, `starting ${consultation._id}`)
    const chosen = await startingPointOf(consultation._id)
    res.render('coding/starting', {
      layout: 'desk',
      title: 'When suggestions are shown',
      section: 'themes',
      consultation,
      mayChange: may(signedIn(req), 'editCodebook'),
      now: startingWords[chosen],
      starting: startingChoices(chosen, problemAt(entry?.problems, 'starting')),
      problems: entry?.problems,
    })
  })

  router.post(path, allow('editCodebook'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const form = validate(startingForm, req.body)
    if (!form.ok) keepEntry(req, `starting ${_id}`, req.body, form.problems)
    else {
      await chooseStartingPoint(_id, form.value.starting)
      await record(signedIn(req)._id, `show suggestions: ${form.value.starting}`, _id)
      req.session.notice = `Kept: suggestions are shown ${startingWords[form.value.starting].text.toLowerCase()}.`
    }
    res.redirect(303, `/desk/${_id}/starting`)
  })
  return router
}
