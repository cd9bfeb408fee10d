import { type Request, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { runConsultationOf } from '../running/load.ts'
import { composePage } from './compose.ts'
import { factsForm, pageForm } from './forms.ts'
import { changedFacts, editPage, pageNames, pagesPage } from './page.ts'
import { changeFacts, changePage, factsOf, type PageKind, pageKinds } from './store.ts'

const path = '/desk/:consultation/pages'

/** The pages of a consultation that law expects, at the desk: composed of what an owner says, or written by them. */
export function pageDeskRoutes(): Router {
  const router = Router()

  router.get(path, allow('manageConsultations'), async (req, res) => {
    const consultation = await runConsultationOf(req)
    const entry = takeEntry(req, `pages ${consultation._id}`)
    res.render('consultations/pages/pages', { layout: 'desk', ...(await pagesPage(consultation, entry)) })
  })

  router.post(path, allow('manageConsultations'), async (req, res) => {
    const { _id } = await runConsultationOf(req)
    const form = validate(factsForm, req.body)
    if (!form.ok) keepEntry(req, `pages ${_id}`, req.body, form.problems)
    else {
      const { seen, isPublicBody, ...rest } = form.value
      const facts = { ...rest, isPublicBody: isPublicBody === 'yes' }
      const before = await factsOf(_id)
      if (await changeFacts(_id, seen, facts)) {
        const what = changedFacts(before, facts)
        await record(signedIn(req)._id, `said what the privacy notice rests on${what && `: ${what}`}`, _id)
        req.session.notice = 'Saved. The pages that you did not write yourself say so from now on.'
      } else keepEntry(req, `pages ${_id}`, req.body, [overtaken('basis')])
    }
    res.redirect(303, `/desk/${_id}/pages`)
  })

  router.get(`${path}/:page`, allow('manageConsultations'), async (req, res) => {
    const consultation = await runConsultationOf(req)
    const kind = kindOf(req)
    const entry = takeEntry(req, `page ${kind} ${consultation._id}`)
    res.render('consultations/pages/edit', {
      layout: 'desk',
      ...(await editPage(consultation, kind, entry)),
    })
  })

  router.post(`${path}/:page`, allow('manageConsultations'), async (req, res) => {
    const consultation = await runConsultationOf(req)
    const { _id } = consultation
    const kind = kindOf(req)
    const here = `/desk/${_id}/pages/${kind}`
    const form = validate(pageForm, req.body)
    if (!form.ok || form.value.do === 'preview') {
      keepEntry(req, `page ${kind} ${_id}`, req.body, form.ok ? [] : form.problems)
      return res.redirect(303, here)
    }
    const composed = composePage(kind, consultation, await factsOf(_id))
    const text = form.value.do === 'compose' || form.value.text === composed ? null : form.value.text
    if (!(await changePage(_id, kind, form.value.seen, text))) {
      keepEntry(req, `page ${kind} ${_id}`, req.body, [overtaken('text')])
      return res.redirect(303, here)
    }
    const how = text === null ? 'has composed by the software' : 'wrote'
    await record(signedIn(req)._id, `${how} the page “${pageNames[kind]}”`, _id)
    req.session.notice = `Saved: ${pageNames[kind]}.`
    res.redirect(303, `/desk/${_id}/pages`)
  })

  return router
}

function kindOf(req: Request): PageKind {
  const kind = pageKinds.find(known => known === req.params.page)
  if (!kind) throw new NotFound('A consultation has no such page.')
  return kind
}

function overtaken(place: string) {
  return {
    place,
    message:
      'Somebody else saved this while you wrote. What you wrote is kept below: compare it with what stands now, and save again',
  }
}
