import { Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { problemAt } from '../../http/helpers/problemAt.ts'
import { validate } from '../../http/validate.ts'
import { consultationOf } from '../load.ts'
import { factsOf, writtenKinds } from '../pages/store.ts'
import { disagreement } from './disagreement.ts'
import { retentionForm } from './forms.ts'
import { changeRetention, monthsAfter, retentionOf } from './retentionStore.ts'

const path = '/desk/:consultation/retention'

/** How long a consultation keeps who its respondents are. */
export function retentionRoutes(): Router {
  const router = Router()

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const [{ months, version }, facts, written] = await Promise.all([
      retentionOf(consultation._id),
      factsOf(consultation._id),
      writtenKinds(consultation._id),
    ])
    const entry = takeEntry(req, `retention ${consultation._id}`)
    const [wrong, unsure] = ['months', 'sure'].map(place => problemAt(entry?.problems, place))
    res.render('consultations/retention', {
      layout: 'desk',
      title: 'How long names are kept',
      section: consultation.kind === 'open' ? 'setup' : 'overview',
      consultation,
      mayChange: may(signedIn(req), 'manageConsultations'),
      closes: consultation.closesAt,
      until: months === null ? undefined : monthsAfter(consultation.closesAt, months),
      version,
      disagreement:
        consultation.kind === 'open' ? disagreement(consultation, facts, written.has('privacy')) : undefined,
      problems: entry?.problems,
      months: {
        name: 'months',
        id: 'months',
        inputmode: 'numeric',
        classes: 'govuk-input--width-3',
        label: { text: 'Months after the consultation closes', classes: 'govuk-label--s' },
        hint: { text: 'Leave it empty to set no date. Respondents are told what you set.' },
        value: entry ? entry.values.months : months,
        ...(wrong ? { errorMessage: { text: wrong } } : {}),
      },
      sure: unsure && {
        name: 'sure',
        items: [{ value: 'yes', text: 'Delete them within a day. I know that it cannot be undone' }],
        errorMessage: { text: unsure },
      },
    })
  })

  router.post(path, allow('manageConsultations'), async (req, res) => {
    const consultation = await consultationOf(req)
    const form = validate(retentionForm, req.body)
    const problems = form.ok ? [] : form.problems
    if (form.ok) {
      const { months, version, sure } = form.value
      if (months !== null && monthsAfter(consultation.closesAt, months) <= new Date() && sure !== 'yes')
        problems.push(pastAlready)
      else if (await changeRetention(consultation._id, version, months)) {
        await record(
          signedIn(req)._id,
          `keep names for ${months ?? 'any number of'} months`,
          consultation._id,
        )
        req.session.notice = 'Kept. Respondents are told so from now on.'
      } else problems.push(overtaken)
    }
    if (problems.length > 0) keepEntry(req, `retention ${consultation._id}`, req.body, problems)
    res.redirect(303, `/desk/${consultation._id}/retention`)
  })

  return router
}

const pastAlready = {
  place: 'sure',
  message:
    'That day has passed: every name and address would be deleted within a day. Tick that you are sure',
}

const overtaken = {
  place: 'months',
  message:
    'Someone else changed this while you chose. What you entered is kept below: compare it and save again',
}
