import { Router } from 'express'
import { allow, mayBegin, placesWhere, signedIn } from '../accounts/allow.ts'
import { record } from '../accounts/auditStore.ts'
import { isAmong, isSomewhere } from '../accounts/people/places.ts'
import { may } from '../accounts/roles.ts'
import { keepEntry, takeEntry } from '../http/entry.ts'
import { momentIn } from '../http/helpers/momentIn.ts'
import { problemAt } from '../http/helpers/problemAt.ts'
import { validate } from '../http/validate.ts'
import { approachChoices, approachForm, approachWords } from './approach.ts'
import { consultationOf } from './load.ts'
import { approachOf, type Consultation, listConsultations, openingOf, setApproach, zoneOf } from './store.ts'

/** How a consultation stands, for the list of all. */
function standing(consultation: Consultation, now: Date): string {
  if (consultation.kind === 'imported') return 'Imported'
  const at = (moment: Date) => momentIn(moment, zoneOf(consultation))
  switch (openingOf(consultation, now)) {
    case 'draft':
      return 'Not published yet'
    case 'before':
      return `Not open yet; opens at ${at(consultation.opensAt)}`
    case 'open':
      return `Open; closes at ${at(consultation.closesAt)}`
    case 'closed':
      return `Closed at ${at(consultation.closesAt)}`
  }
}

/** The desk's first page, every consultation that one has a role in; and how each is analysed. */
export function deskRoutes(): Router {
  const router = Router()
  router.get('/desk', allow('enterDesk'), async (req, res) => {
    const now = new Date()
    const [all, reads, imports] = await Promise.all([
      listConsultations(),
      placesWhere(req, 'read'),
      placesWhere(req, 'import'),
    ])
    const consultations = all
      .filter(({ _id }) => isAmong(reads, _id))
      .map(consultation => ({
        _id: consultation._id,
        title: consultation.title,
        asker: consultation.asker,
        state: standing(consultation, now),
      }))
    res.render('consultations/desk', {
      layout: 'desk',
      title: 'Consultations',
      consultations,
      mayBegin: may(signedIn(req), 'beginConsultations'),
      mayImport: mayBegin(req) || isSomewhere(imports),
    })
  })

  const approachPath = '/desk/:consultation/approach'
  router.get(approachPath, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const entry = takeEntry(req, `approach ${consultation._id}`)
    const chosen = approachOf(consultation)
    res.render('consultations/approach', {
      layout: 'desk',
      title: 'How testimony is analysed',
      section: 'overview',
      consultation,
      mayChange: may(signedIn(req), 'setApproach'),
      now: approachWords[chosen],
      approach: approachChoices(chosen, problemAt(entry?.problems, 'approach')),
      problems: entry?.problems,
    })
  })

  router.post(approachPath, allow('setApproach'), async (req, res) => {
    const consultation = await consultationOf(req)
    const form = validate(approachForm, req.body)
    if (!form.ok) keepEntry(req, `approach ${consultation._id}`, req.body, form.problems)
    else {
      await setApproach(consultation._id, form.value.approach)
      await record(signedIn(req)._id, `analyse by ${form.value.approach}`, consultation._id)
      req.session.notice = `Kept: ${approachWords[form.value.approach].text.toLowerCase()}. What was published stays as it is.`
    }
    res.redirect(303, `/desk/${consultation._id}/approach`)
  })
  return router
}
