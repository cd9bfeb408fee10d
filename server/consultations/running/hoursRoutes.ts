import { type Request, Router } from 'express'
import type { Problem } from '../../../analysis/index.ts'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { Invalid } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { keepShown } from '../retention/retentionStore.ts'
import { type HourAct, hourActs, overtakenState, planHours } from './hours.ts'
import { confirmHoursPage, hoursPage } from './hoursPage.ts'
import { runConsultationOf } from './load.ts'
import { changeSettings } from './settingsStore.ts'

const path = '/desk/:consultation/hours'

/** When a consultation is open: each change is told what it comes to, then confirmed. */
export function hoursRoutes(): Router {
  const router = Router()

  router.get(path, allow('manageConsultations'), async (req, res) => {
    const consultation = await runConsultationOf(req)
    const entry = takeEntry(req, `hours ${consultation._id}`)
    res.render('consultations/running/hours', {
      layout: 'desk',
      ...hoursPage(consultation, entry, new Date()),
    })
  })

  router.get(`${path}/confirm`, allow('manageConsultations'), async (req, res) => {
    const consultation = await runConsultationOf(req)
    const act = actIn(req.query)
    const plan = planHours(consultation, act, req.query, new Date())
    if (!plan.ok) return back(req, consultation._id, req.query, plan.problems)
    res.render('consultations/running/confirmHours', {
      layout: 'desk',
      ...confirmHoursPage(consultation, act, plan.value, req.query),
    })
  })

  router.post(path, allow('manageConsultations'), async (req, res) => {
    const consultation = await runConsultationOf(req)
    const form = (req.body ?? {}) as Record<string, unknown>
    const plan = planHours(consultation, actIn(form), form, new Date())
    if (!plan.ok) return back(req, consultation._id, form, plan.problems)
    const seen = Number(form.seen)
    // Whoever answered until now was told days that count from this close.
    await keepShown(consultation, new Date())
    if (!Number.isSafeInteger(seen) || !(await changeSettings(consultation._id, seen, plan.value.change)))
      return back(req, consultation._id, form, [{ place: 'hours', message: overtakenState }])
    await record(signedIn(req)._id, plan.value.done, consultation._id)
    req.session.notice = 'Done. How it stands now is told below.'
    res.redirect(303, `/desk/${consultation._id}/hours`)
  })

  function back(req: Request, id: string, form: Record<string, unknown>, problems: Problem[]): void {
    keepEntry(req, `hours ${id}`, form, problems)
    req.res?.redirect(303, `/desk/${id}/hours`)
  }

  return router
}

/** @throws Invalid where a form names no change that there is */
function actIn(form: Record<string, unknown>): HourAct {
  const act = hourActs.find(known => known === form.act)
  if (!act) throw new Invalid('This form is not one that our pages make. Go back and reload the page.')
  return act
}
