import { Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { consultationOf } from '../load.ts'
import { styleForm } from './forms.ts'
import { stylePage } from './page.ts'
import { changeStyle, styleOf } from './store.ts'

const overtaken = {
  place: 'marks',
  message:
    'Someone else changed the house style while you chose. What you chose is kept below: compare it and save again',
}

/** The house style of a consultation. */
export function styleRoutes(): Router {
  const router = Router()

  router.get('/desk/:consultation/style', allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    res.render('consultations/style', {
      layout: 'desk',
      title: 'House style',
      section: 'reports',
      consultation,
      mayWrite: may(signedIn(req), 'writeFindings'),
      ...stylePage(await styleOf(consultation._id), takeEntry(req, 'house style')),
    })
  })

  router.post('/desk/:consultation/style', allow('writeFindings'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const form = validate(styleForm, req.body)
    if (!form.ok) keepEntry(req, 'house style', req.body, form.problems)
    else if (form.value.do === 'preview') keepEntry(req, 'house style', req.body, [])
    else if (await changeStyle(_id, form.value.version, form.value)) {
      await record(signedIn(req)._id, 'changed the house style', _id)
      req.session.notice = 'Saved. Reports, findings and exports are written so from now on.'
    } else keepEntry(req, 'house style', req.body, [overtaken])
    res.redirect(303, `/desk/${_id}/style`)
  })

  return router
}
