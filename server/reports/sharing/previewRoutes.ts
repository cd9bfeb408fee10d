import { Router } from 'express'
import { pagesOf } from '../../consultations/pages/shown.ts'
import { findConsultation } from '../../consultations/store.ts'
import { NotFound } from '../../errors.ts'
import { limit } from '../../http/limits.ts'
import { keepPrivate } from '../../http/security.ts'
import type { Services } from '../../services.ts'
import { exportReport } from '../export/exportReport.ts'
import { reportHtml } from '../export/html.ts'
import { reportNameInSentence } from '../names.ts'
import { findReport } from '../store.ts'
import { findPreview } from './previewStore.ts'

/** What a private link shows: the report as it comes out now, to be read and nothing else. */
export function previewRoutes(services: Services): Router {
  const router = Router()

  router.get('/preview/:token', limit(services, 'preview', 60), keepPrivate, async (req, res) => {
    res.set('X-Robots-Tag', 'noindex, nofollow')
    const preview = await findPreview(String(req.params.token), new Date())
    const [consultation, report] = preview
      ? await Promise.all([
          findConsultation(preview.consultation),
          findReport(preview.consultation, preview.report),
        ])
      : []
    if (!preview || !consultation || !report)
      throw new NotFound('This link has expired, or was ended. Ask whoever sent it to you for another.')
    // It leaves the house like an export: what may not be exported is not shown.
    const exported = await exportReport(consultation, report)
    res.render('reports/preview', {
      title: exported.ok ? `Preview: ${report.title}` : 'Preview',
      service: consultation.title,
      pagesAt: pagesOf(consultation),
      expiresAt: preview.expiresAt,
      article: exported.ok ? reportHtml(exported.written, 2) : undefined,
      heading: `Preview of ${reportNameInSentence(report)}`,
    })
  })

  return router
}
