import { type Request, Router } from 'express'
import { allow, signedIn } from '../accounts/allow.ts'
import { may } from '../accounts/roles.ts'
import { listAccounts } from '../accounts/store.ts'
import { consultationOf } from '../consultations/load.ts'
import { NotFound } from '../errors.ts'
import { keepEntry, takeEntry } from '../http/entry.ts'
import { validate } from '../http/validate.ts'
import type { Services } from '../services.ts'
import { addStarterCodebook } from './addStarter.ts'
import { archiveTheme, restoreTheme, saveTheme } from './changeTheme.ts'
import { themeForm, themeProblems } from './forms.ts'
import { moveForm, moveTheme, steps } from './moving.ts'
import { codebookPage, stepNames, themeFormPage } from './page.ts'
import { sharingRoutes } from './sharing/routes.ts'
import { type Codebook, codebookOf, latestVersions, type StoredTheme } from './store.ts'
import { transferRoutes } from './transferRoutes.ts'

/** The codebook: its themes, the form of each, and what is taken out of use and back. */
export function codebookRoutes(services: Services): Router {
  const router = Router()
  const { runner } = services
  const path = '/desk/:consultation/codebook'

  router.get('/desk/:consultation/themes', allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const [codebook, changes, accounts] = await Promise.all([
      codebookOf(consultation._id),
      latestVersions(consultation._id),
      listAccounts(),
    ])
    const names = new Map(accounts.map(account => [account._id, account.name]))
    const page = codebookPage(codebook, changes, id => names.get(id) ?? 'someone whose account is gone')
    res.render('codebook/codebook', {
      layout: 'desk',
      title: 'Themes',
      section: 'themes',
      script: 'tree',
      consultation,
      ...page,
      mayEdit: may(signedIn(req), 'editCodebook'),
      mayExport: may(signedIn(req), 'export'),
      steps: stepNames,
    })
  })

  router.post(`${path}/starter`, allow('editCodebook'), async (req, res) => {
    const consultation = await consultationOf(req)
    const added = await addStarterCodebook(consultation._id, signedIn(req)._id)
    runner.wake()
    req.session.notice =
      added === 0 ? 'All of the starter codebook is here already.' : `Added ${added} of the starter’s themes.`
    res.redirect(303, `/desk/${consultation._id}/themes`)
  })

  router.use(transferRoutes(services))
  router.use(sharingRoutes(services))

  router.get(`${path}/new`, allow('editCodebook'), async (req, res) => {
    const consultation = await consultationOf(req)
    const page = themeFormPage(await codebookOf(consultation._id), undefined, takeEntry(req, 'theme new'))
    res.render('codebook/theme', {
      layout: 'desk',
      title: page.heading,
      section: 'themes',
      consultation,
      ...page,
    })
  })

  router.get(`${path}/:theme`, allow('editCodebook'), async (req, res) => {
    const consultation = await consultationOf(req)
    const codebook = await codebookOf(consultation._id)
    const theme = themeOf(codebook, req)
    const page = themeFormPage(codebook, theme, takeEntry(req, `theme ${theme.id}`))
    res.render('codebook/theme', {
      layout: 'desk',
      title: page.heading,
      section: 'themes',
      consultation,
      ...page,
    })
  })

  router.post([`${path}/new`, `${path}/:theme`], allow('editCodebook'), async (req, res) => {
    const consultation = await consultationOf(req)
    const codebook = await codebookOf(consultation._id)
    const theme = req.params.theme === undefined ? undefined : themeOf(codebook, req)
    const form = validate(themeForm, req.body)
    const problems = form.ok ? themeProblems(form.value, codebook.themes, theme?.id) : form.problems
    if (!form.ok || problems.length > 0) {
      keepEntry(req, `theme ${theme?.id ?? 'new'}`, req.body, problems)
      return res.redirect(303, `/desk/${consultation._id}/codebook/${theme?.id ?? 'new'}`)
    }
    const { version: _, ...entry } = form.value
    await saveTheme(consultation._id, entry, signedIn(req)._id, theme?.id)
    runner.wake()
    req.session.notice = `${entry.name} is saved.`
    res.redirect(303, `/desk/${consultation._id}/themes`)
  })

  router.post(`${path}/:theme/move`, allow('editCodebook'), async (req, res) => {
    const consultation = await consultationOf(req)
    const theme = themeOf(await codebookOf(consultation._id), req)
    const form = validate(moveForm, req.body)
    if (!form.ok) throw new NotFound('Choose where the theme is to go, on the page of themes.')
    req.session.notice = await moveTheme(consultation._id, signedIn(req)._id, theme.id, form.value)
    const step = steps.find(each => each === form.value.do) ?? 'up'
    res.redirect(303, `/desk/${consultation._id}/themes#${step}-${theme.id}`)
  })

  router.post(`${path}/:theme/archive`, allow('editCodebook'), async (req, res) => {
    const consultation = await consultationOf(req)
    const theme = themeOf(await codebookOf(consultation._id), req)
    await archiveTheme(consultation._id, theme.id, signedIn(req)._id)
    runner.wake()
    req.session.notice = `${theme.name} is archived. What was coded with it stays.`
    res.redirect(303, `/desk/${consultation._id}/themes`)
  })

  router.post(`${path}/:theme/restore`, allow('editCodebook'), async (req, res) => {
    const consultation = await consultationOf(req)
    const theme = themeOf(await codebookOf(consultation._id), req)
    await restoreTheme(consultation._id, theme.id, signedIn(req)._id)
    runner.wake()
    req.session.notice = `${theme.name} is in use again.`
    res.redirect(303, `/desk/${consultation._id}/themes`)
  })

  return router
}

/** @throws NotFound when the codebook has no theme of that id */
function themeOf(codebook: Codebook, req: Request): StoredTheme {
  const theme = codebook.themes.find(each => each.id === req.params.theme)
  if (!theme) throw new NotFound('There is no theme at this address.')
  return theme
}
