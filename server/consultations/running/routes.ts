import { Router } from 'express'
import type { Problem } from '../../../analysis/index.ts'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { newId } from '../../database/ids.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { buildingOf } from '../building/store.ts'
import { pageDeskRoutes } from '../pages/routes.ts'
import { factsOf } from '../pages/store.ts'
import type { Consultation } from '../store.ts'
import { claimFreeSlug, claimSlug } from './claim.ts'
import { hoursIn, newForm, settingsForm } from './forms.ts'
import { hoursRoutes } from './hoursRoutes.ts'
import { runConsultationOf } from './load.ts'
import { newPage, settingsPage, setupPage, wordFields } from './page.ts'
import { addUnpublished, changeSettings } from './settingsStore.ts'

/** Beginning a consultation, and what its first page says. */
export function runningRoutes({ config }: Pick<Services, 'config'>): Router {
  const router = Router()
  router.use(hoursRoutes())
  router.use(pageDeskRoutes())

  router.get('/desk/new', allow('beginConsultations'), (req, res) => {
    res.render('consultations/running/new', { layout: 'desk', ...newPage(takeEntry(req, 'new')) })
  })

  router.post('/desk/new', allow('beginConsultations'), async (req, res) => {
    const form = validate(newForm, req.body)
    const hours = hoursIn(req.body ?? {})
    if (!form.ok || !hours.ok) {
      const problems = [form, hours].flatMap(checked => (checked.ok ? [] : checked.problems))
      keepEntry(req, 'new', req.body, problems)
      return res.redirect(303, '/desk/new')
    }
    const { slug: wished, ...words } = form.value
    const by = signedIn(req)._id
    const claim = newId()
    const slug = wished || (await claimFreeSlug(words.title, by, claim))
    const isTheirs = wished === '' || (await claimSlug(wished, by, claim))
    if (!isTheirs || !(await addUnpublished(slug, { ...words, ...hours.value }, new Date()))) {
      keepEntry(req, 'new', req.body, [taken])
      return res.redirect(303, '/desk/new')
    }
    await record(by, 'began a consultation', slug)
    req.session.notice = 'It is begun. Nobody sees it until you publish its questions.'
    res.redirect(303, `/desk/${slug}/setup`)
  })

  router.get('/desk/:consultation/setup', allow('read'), async (req, res) => {
    const consultation = await runConsultationOf(req)
    const [facts, building] = await Promise.all([factsOf(consultation._id), buildingOf(consultation)])
    const known = { isBuilt: building.pages.length > 0, legalSeen: facts.version > 0 }
    res.render('consultations/running/setup', {
      layout: 'desk',
      title: 'Set up and run',
      section: 'setup',
      consultation,
      mayManage: may(signedIn(req), 'manageConsultations'),
      namesUntil: facts.dates.names,
      wholeUntil: facts.dates.whole,
      ...setupPage(consultation, known, config.baseUrl, new Date()),
    })
  })

  const settingsPath = '/desk/:consultation/settings'
  router.get(settingsPath, allow('manageConsultations'), async (req, res) => {
    const consultation = await runConsultationOf(req)
    const entry = takeEntry(req, `settings ${consultation._id}`)
    res.render('consultations/running/settings', { layout: 'desk', ...settingsPage(consultation, entry) })
  })

  router.post(settingsPath, allow('manageConsultations'), async (req, res) => {
    const consultation = await runConsultationOf(req)
    const { _id } = consultation
    const form = validate(settingsForm, req.body)
    const keep = (problems: Problem[]) => {
      keepEntry(req, `settings ${_id}`, req.body, problems)
      res.redirect(303, `/desk/${_id}/settings`)
    }
    if (!form.ok) return keep(form.problems)
    const { seen, ...words } = form.value
    const changed = changedWords(consultation, words)
    if (!(await changeSettings(_id, seen, words))) return keep([overtaken])
    if (changed !== '') await record(signedIn(req)._id, `changed what the first page says: ${changed}`, _id)
    req.session.notice = 'Saved. Its first page says so from now on.'
    res.redirect(303, `/desk/${_id}/setup`)
  })

  return router
}

const taken = {
  place: 'slug',
  message: 'Another consultation has this address. Write another, or leave it empty to have one made',
}

const overtaken = {
  place: 'overtaken',
  message:
    'Somebody else changed the settings of this consultation while you wrote. What you wrote is kept below, with what stands now beside it: compare them and save again',
}

/** Which words are new, as the audit trail tells it. */
function changedWords(before: Consultation, after: Pick<Consultation, (typeof wordFields)[number]['id']>) {
  return wordFields
    .filter(({ id }) => String(before[id]) !== String(after[id]))
    .map(({ label }) => label.toLowerCase())
    .join(', ')
}
