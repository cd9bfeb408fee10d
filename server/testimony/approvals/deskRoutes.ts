import { Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import { Invalid } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { ask, daysToAnswer } from './ask.ts'
import { askForm } from './forms.ts'
import { approvalsPage } from './listPage.ts'

const path = '/desk/:consultation/approvals'

/** Asking respondents who wish it to approve the sentences that quote them, and what they said. */
export function approvalDeskRoutes({ config }: Services): Router {
  const router = Router()

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const account = signedIn(req)
    const seeContacts = may(account, 'seeContacts')
    res.render('testimony/approvals', {
      layout: 'desk',
      title: 'Approvals',
      section: 'reports',
      consultation,
      mayAsk: may(account, 'publish'),
      seeContacts,
      days: daysToAnswer,
      problems: takeEntry(req, 'approvals')?.problems,
      ...(await approvalsPage(consultation, seeContacts, new Date())),
    })
  })

  router.post(path, allow('publish'), async (req, res) => {
    const consultation = await consultationOf(req)
    const form = validate(askForm, req.body)
    if (!form.ok) throw new Invalid('This form is not one that our pages make. Go back and reload the page.')
    const by = signedIn(req)._id
    const asked = await ask(consultation, form.value, by, new Date())
    if (asked.ok) {
      const keys = asked.sentence.quotes.map(({ key }) => key).join(', ')
      await record(by, `asked a respondent to approve a sentence (${keys})`, form.value.report)
      req.session.notice = `The link for ${keys}, shown this once: ${config.baseUrl}/approve/${asked.token}`
    } else keepEntry(req, 'approvals', {}, [asked.problem])
    res.redirect(303, `/desk/${consultation._id}/approvals`)
  })

  return router
}
