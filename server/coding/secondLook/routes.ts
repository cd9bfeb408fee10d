import { type Request, Router } from 'express'
import { z } from 'zod'
import { allow, signedIn } from '../../accounts/allow.ts'
import { type Codebook, codebookOf, type StoredTheme } from '../../codebook/store.ts'
import { consultationOf } from '../../consultations/load.ts'
import { NotFound } from '../../errors.ts'
import { validate } from '../../http/validate.ts'
import { withQuery } from '../back.ts'
import { findCoding } from '../codingStore.ts'
import { decideOnCoding } from '../decide.ts'
import { recordSeenBy } from '../rounds/hidden.ts'
import { keepCoding } from './keep.ts'
import { secondLookPage } from './page.ts'

const placeForm = z.object({
  after: z.string().max(100).catch(''),
  undo: z.string().max(100).catch(''),
})

const lookForm = z.object({
  coding: z.string({ error: 'Reload the page' }).max(100),
  do: z.enum(['keep', 'accept', 'reject', 'theme'], { error: 'Press one of the buttons' }),
  newTheme: z.string().max(100).default(''),
})

/** Looking again at what was coded before the meaning of a theme changed: keep it, decide otherwise, or choose another theme. */
export function secondLookRoutes(): Router {
  const router = Router()
  const path = '/desk/:consultation/themes/:theme/second-look'

  router.get(path, allow('code'), async (req, res) => {
    const consultation = await consultationOf(req)
    const codebook = await codebookOf(consultation._id)
    const theme = themeOf(codebook, req)
    const { after, undo } = placeForm.parse(req.query)
    const page = await secondLookPage(codebook, theme, signedIn(req)._id, after)
    res.render('coding/secondLook', {
      layout: 'desk',
      title: `A second look: ${theme.name}`,
      section: 'themes',
      script: 'coding',
      consultation,
      ...page,
      undo,
    })
  })

  router.post(path, allow('code'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const theme = themeOf(await codebookOf(consultation), req)
    const here = `/desk/${consultation}/themes/${theme.id}/second-look`
    const form = validate(lookForm, req.body)
    if (!form.ok || (form.value.do === 'theme' && form.value.newTheme === '')) {
      req.session.notice = 'Nothing was changed. Choose the theme that fits, then press “Use this theme”.'
      return res.redirect(303, here)
    }
    const by = signedIn(req)._id
    const coding = await findCoding(consultation, form.value.coding)
    if (!coding || coding.removed || coding.theme !== theme.id)
      throw new NotFound('This coding is gone: it was removed or changed. Reload the page you came from.')
    const record = await recordSeenBy(by, consultation, coding.respondent)
    const { stance } = coding
    if (form.value.do === 'keep') await keepCoding(record, by, coding)
    else if (form.value.do === 'theme')
      await decideOnCoding(record, by, coding, { verdict: 'accepted', stance, theme: form.value.newTheme })
    else {
      const verdict = form.value.do === 'accept' ? 'accepted' : 'rejected'
      await decideOnCoding(record, by, coding, { verdict, stance })
    }
    res.redirect(303, withQuery(here, { undo: coding.respondent }))
  })

  return router
}

/** @throws NotFound when the codebook has no such theme, or its meaning never changed */
function themeOf({ themes }: Codebook, req: Request): StoredTheme {
  const theme = themes.find(each => each.id === req.params.theme && !each.archived)
  if (theme?.meaning === undefined)
    throw new NotFound(
      'Nothing waits for a second look at this address: what the theme means has not changed.',
    )
  return theme
}
