import { Router } from 'express'
import { z } from 'zod'
import { allow, signedIn } from '../accounts/allow.ts'
import { may } from '../accounts/roles.ts'
import { changeSuggestions } from '../codebook/changeSuggestions.ts'
import { codebookOf, suggestionSources } from '../codebook/store.ts'
import { consultationOf } from '../consultations/load.ts'
import { keepEntry, takeEntry } from '../http/entry.ts'
import { validate } from '../http/validate.ts'
import { askFor } from '../jobs/store.ts'
import type { Services } from '../services.ts'
import { teachingOf } from './examples.ts'
import { learningPage } from './pages/learningPage.ts'

const suggestionsForm = z.object({
  suggests: z.enum(suggestionSources, { error: 'Choose what the machine suggests by' }),
})

const tooFew = { place: 'learn', message: 'No theme has enough codings to learn from yet' }

/** What the machine suggests by: the rules, what it learned from codings, or nothing. */
export function learningRoutes({ runner }: Services): Router {
  const router = Router()
  const path = '/desk/:consultation/learning'

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const problems = takeEntry(req, 'learning')?.problems
    const page = await learningPage(
      consultation._id,
      problems?.find(({ place }) => place === 'suggests')?.message,
    )
    res.render('coding/learning', {
      layout: 'desk',
      title: 'What the machine suggests',
      section: 'themes',
      consultation,
      ...page,
      mayChange: may(signedIn(req), 'editCodebook'),
      problems,
    })
  })

  router.post(path, allow('editCodebook'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const form = validate(suggestionsForm, req.body)
    if (form.ok) {
      await changeSuggestions(_id, signedIn(req)._id, form.value.suggests)
      runner.wake()
      req.session.notice = 'Saved. The responses are tagged anew; what people decided stays.'
    } else keepEntry(req, 'learning', {}, form.problems)
    res.redirect(303, `/desk/${_id}/learning`)
  })

  router.post(`${path}/learn`, allow('editCodebook'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const { themes } = await teachingOf(await codebookOf(_id))
    if (themes.some(theme => theme.enough)) {
      await askFor('learn', _id)
      runner.wake()
      req.session.notice = 'Learning from the codings has begun.'
    } else keepEntry(req, 'learning', {}, [tooFew])
    res.redirect(303, `/desk/${_id}/learning`)
  })

  return router
}
