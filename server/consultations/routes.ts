import { Router } from 'express'
import { say } from '../http/languages/say.ts'
import type { Services } from '../services.ts'
import { landing } from './landing.ts'
import { publicConsultationOf } from './load.ts'
import { homePage } from './page.ts'
import { publicPageRoutes } from './pages/publicRoutes.ts'
import { listConsultations } from './store.ts'

/** The public pages that come before a response: what is asked, by whom and why, and what this site does. */
export function consultationRoutes(_services: Services): Router {
  const router = Router()

  router.get('/', async (_req, res) => {
    res.render('consultations/home', homePage(await listConsultations(), new Date()))
  })

  router.get('/c/:consultation', async (req, res) => {
    const consultation = await publicConsultationOf(req)
    res.render('consultations/landing', await landing(consultation, new Date()))
  })

  router.use(publicPageRoutes())
  router.get('/privacy', (_req, res) => res.render('pages/privacy', { title: say('Privacy') }))
  router.get('/accessibility', (_req, res) =>
    res.render('pages/accessibility', { title: say('Accessibility') }),
  )
  return router
}
