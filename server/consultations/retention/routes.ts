import { type Request, Router } from 'express'
import type { Problem } from '../../../analysis/index.ts'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { consultationOf } from '../load.ts'
import { factsOf, writtenKinds } from '../pages/store.ts'
import { draftDaysOf } from '../running/kept.ts'
import { changeDraftDays } from '../running/settingsStore.ts'
import type { Consultation } from '../store.ts'
import { disagreement } from './disagreement.ts'
import { type RetentionForm, retentionForm } from './forms.ts'
import { isPast, putOff } from './limits.ts'
import { retentionFields } from './page.ts'
import { changeRetention, keepShown, retentionOf } from './retentionStore.ts'

const path = '/desk/:consultation/retention'

/** How long a consultation keeps what its respondents gave. */
export function retentionRoutes(): Router {
  const router = Router()

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const [retention, facts, written] = await Promise.all([
      retentionOf(consultation._id),
      factsOf(consultation._id),
      writtenKinds(consultation._id),
    ])
    const entry = takeEntry(req, `retention ${consultation._id}`)
    res.render('consultations/retention', {
      layout: 'desk',
      title: 'What is kept, and until when',
      section: consultation.kind === 'open' ? 'setup' : 'overview',
      consultation,
      mayChange: may(signedIn(req), 'manageConsultations'),
      closes: consultation.closesAt,
      version: retention.version,
      emptied: retention.emptied,
      disagreement:
        consultation.kind === 'open' ? disagreement(consultation, facts, written.has('privacy')) : undefined,
      problems: entry?.problems,
      ...retentionFields(consultation, retention, entry),
    })
  })

  router.post(path, allow('manageConsultations'), async (req, res) => {
    const consultation = await consultationOf(req)
    const form = validate(retentionForm, req.body)
    const problems = form.ok ? await save(req, consultation, form.value) : form.problems
    if (problems.length > 0) keepEntry(req, `retention ${consultation._id}`, req.body, problems)
    res.redirect(303, `/desk/${consultation._id}/retention`)
  })

  return router
}

/** @returns what is in the way of it; nothing where it is kept */
async function save(req: Request, consultation: Consultation, form: RetentionForm): Promise<Problem[]> {
  const { _id } = consultation
  const now = new Date()
  const [before, facts] = await Promise.all([retentionOf(_id), factsOf(_id)])
  const isWritten = (await writtenKinds(_id)).has('privacy')
  const problems = putOff(consultation, before, form, isWritten ? undefined : facts.keptMonths, now)
  if (problems.length > 0) return problems
  if (isPast(consultation, before, form, now) && form.sure !== 'yes') return [pastAlready]
  const { months, files, whole, drafts, version } = form
  await keepShown(consultation, now)
  if (!(await changeRetention(_id, version, months, { files, whole }))) return [overtaken]
  if (drafts !== undefined && drafts !== draftDaysOf(consultation)) await changeDraftDays(_id, drafts)
  const said = [
    `names for ${inMonths(months)}`,
    `files for ${inMonths(files)}`,
    `responses for ${inMonths(whole)}`,
    ...(drafts === undefined ? [] : [`drafts for ${drafts} days`]),
  ]
  await record(signedIn(req)._id, `keep ${said.join(', ')}`, _id)
  req.session.notice = 'Kept. Respondents are told so from now on.'
  return []
}

function inMonths(months: number | null): string {
  return `${months ?? 'any number of'} months`
}

const pastAlready = {
  place: 'sure',
  message: 'That day has passed: what it is about would be deleted within a day. Tick that you are sure',
}

const overtaken = {
  place: 'months',
  message:
    'Someone else changed this while you chose. What you entered is kept below: compare it and save again',
}
