import { Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import { Invalid, NotFound } from '../../errors.ts'
import { findApproval } from '../../findings/approvals/store.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { ask, daysToAnswer } from './ask.ts'
import { askForm } from './forms.ts'
import { approvalsPage } from './listPage.ts'
import { remind } from './remind.ts'
import { shorterRoutes } from './shorter/routes.ts'

const path = '/desk/:consultation/approvals'

/** Asking respondents who wish it to approve the sentences that quote them, and what they said. */
export function approvalDeskRoutes({ config, runner, post }: Services): Router {
  const router = Router()
  router.use(shorterRoutes())

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const account = signedIn(req)
    const seeContacts = may(account, 'seeContacts')
    if (seeContacts) await record(account._id, 'looked at who is asked to approve', consultation._id)
    res.render('testimony/approvals', {
      layout: 'desk',
      title: 'Approvals',
      section: 'reports',
      consultation,
      mayAsk: may(account, 'publish'),
      mayWrite: may(account, 'writeFindings'),
      seeContacts,
      days: daysToAnswer,
      problems: takeEntry(req, 'approvals')?.problems,
      sends: post.sends,
      ...(await approvalsPage(consultation, { contacts: seeContacts, sends: post.sends }, new Date())),
    })
  })

  router.post(path, allow('publish'), async (req, res) => {
    const consultation = await consultationOf(req)
    const form = validate(askForm, req.body)
    if (!form.ok) throw new Invalid('This form is not one that our pages make. Go back and reload the page.')
    const by = signedIn(req)._id
    const asked = await ask(consultation, form.value, { by, secret: config.sessionSecret }, new Date())
    if (asked.ok) {
      const keys = asked.sentence.quotes.map(({ key }) => key).join(', ')
      await record(by, `asked a respondent to approve a sentence (${keys})`, form.value.report)
      runner.wake()
      req.session.notice = asked.token
        ? `The link for ${keys}, shown this once: ${config.baseUrl}/approve/${asked.token}`
        : `The link for ${keys} goes to the address that they left. ${whoSends(post.sends)}`
    } else keepEntry(req, 'approvals', {}, [asked.problem])
    res.redirect(303, `/desk/${consultation._id}/approvals`)
  })

  router.post(`${path}/:approval/remind`, allow('publish'), async (req, res) => {
    const consultation = await consultationOf(req)
    const approval = await findApproval(consultation._id, String(req.params.approval))
    if (!approval) throw new NotFound('There is no approval at this address.')
    if (await remind(consultation, approval, new Date())) {
      await record(signedIn(req)._id, 'reminded a respondent of a sentence', approval.report)
      runner.wake()
      req.session.notice = `They are reminded, this once. ${whoSends(post.sends)}`
    } else
      keepEntry(req, 'approvals', {}, [
        {
          place: 'approvals',
          message:
            'They answered, were reminded or asked again, or the sentence was changed meanwhile. Look how it stands.',
        },
      ])
    res.redirect(303, `/desk/${consultation._id}/approvals`)
  })

  return router
}

function whoSends(sends: boolean): string {
  return sends ? 'It is mailed in a moment.' : 'It waits in the outbox, for an administrator to send by hand.'
}
