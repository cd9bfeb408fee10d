import { Router } from 'express'
import { publicConsultationOf } from '../load.ts'
import { pageNames } from './page.ts'
import { pageShown, pagesOf } from './shown.ts'

/** The pages of a consultation that everybody may read. */
export function publicPageRoutes(): Router {
  const router = Router()
  for (const kind of ['privacy', 'accessibility', 'contact'] as const)
    router.get(`/c/:consultation/${kind}`, async (req, res) => {
      const consultation = await publicConsultationOf(req)
      res.render('consultations/pages/page', {
        title: pageNames[kind],
        service: consultation.title,
        pagesAt: pagesOf(consultation),
        back: `/c/${consultation._id}`,
        html: await pageShown(consultation, kind),
      })
    })
  return router
}
