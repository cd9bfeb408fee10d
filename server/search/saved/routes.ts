import { Router } from 'express'
import { z } from 'zod'
import { allow, signedIn } from '../../accounts/allow.ts'
import { withQuery } from '../../coding/back.ts'
import { consultationOf } from '../../consultations/load.ts'
import { NotFound } from '../../errors.ts'
import { keepEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { fieldsOf } from '../asked.ts'
import { searchForm } from '../forms.ts'
import { findSaved, keepSearch, removeSaved, restoreSaved } from './savedStore.ts'

const nameForm = z.object({
  name: z
    .string({ error: 'Give the search a name' })
    .trim()
    .min(1, 'Give the search a name')
    .max(100, 'The name must be at most 100 characters')
    .regex(/^\P{Cc}*$/u, 'The name must be one line'),
})

/** Keeping a search for the team under a name, and deleting it, which can be undone. */
export function savedRoutes(): Router {
  const router = Router()
  const path = '/desk/:consultation/search/saved'

  router.post(path, allow('saveSearches'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const asks = searchForm.parse(req.body)
    const back = withQuery(`/desk/${consultation}/search`, fieldsOf(asks))
    const form = validate(nameForm, req.body)
    const problems = form.ok ? [] : form.problems
    if (form.ok) {
      const { name } = form.value
      const saved = { consultation, name, asks, by: signedIn(req)._id, at: new Date() }
      if (!(await keepSearch(saved)))
        problems.push({ place: 'name', message: `Another search is saved as ${name}. Choose another name` })
    }
    if (problems.length > 0) keepEntry(req, 'save search', req.body, problems)
    else req.session.notice = 'Saved for the team. It is listed below the search.'
    res.redirect(303, back)
  })

  router.post(`${path}/:saved/delete`, allow('saveSearches'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const id = String(req.params.saved)
    if (!(await findSaved(consultation, id))) throw new NotFound('There is no such saved search.')
    await removeSaved(consultation, id, signedIn(req)._id)
    res.redirect(303, `/desk/${consultation}/search?deleted=${encodeURIComponent(id)}#saved`)
  })

  router.post(`${path}/:saved/restore`, allow('saveSearches'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    await restoreSaved(consultation, String(req.params.saved))
    req.session.notice = 'The saved search is back.'
    res.redirect(303, `/desk/${consultation}/search#saved`)
  })

  return router
}
