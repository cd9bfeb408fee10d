import { type Request, type Response, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import { findingOf, quoteOf } from '../../findings/load.ts'
import { standalone } from '../../reports/export/htmlFile.ts'
import type { Services } from '../../services.ts'
import { sheetPage } from './page.ts'
import { sheetOf } from './sheet.ts'

const path = '/desk/:consultation/findings/:finding/quotes/:quote/sheet'

/** A sheet for each quote, for whoever must defend it: as a page to print, and as a file that needs nothing else. */
export function sheetRoutes({ config }: Services): Router {
  const router = Router()

  router.get(path, allow('read'), async (req, res) => {
    const [consultation, finding, quote] = await Promise.all([
      consultationOf(req),
      findingOf(req),
      quoteOf(req),
    ])
    const sheet = sheetPage(await sheetOf(consultation, quote), '')
    res.render('testimony/sheet', {
      layout: 'desk',
      title: `Sheet for quote ${sheet.key}`,
      section: 'findings',
      consultation,
      finding,
      here: `/desk/${consultation._id}/findings/${finding._id}/quotes/${quote._id}`,
      mayExport: may(signedIn(req), 'export'),
      sheet,
    })
  })

  router.get(`${path}.html`, allow('export'), async (req, res) => {
    const [consultation, finding, quote] = await Promise.all([
      consultationOf(req),
      findingOf(req),
      quoteOf(req),
    ])
    const sheet = sheetPage(await sheetOf(consultation, quote), config.baseUrl)
    const title = `Sheet for quote ${sheet.key}`
    await record(signedIn(req)._id, `exported the sheet of a quote (${sheet.key})`, quote._id)
    const main = await rendered(req, res, { title, consultation, finding, sheet })
    res
      .type('html')
      .attachment(`quote-${sheet.key}-sheet.html`)
      .set('Cache-Control', 'no-store')
      .send(standalone(title, main))
  })

  return router
}

function rendered(req: Request, res: Response, view: object): Promise<string> {
  return new Promise((resolve, reject) =>
    req.app.render('testimony/sheetFile', { ...res.locals, ...view, layout: false }, (error, html) =>
      error ? reject(error) : resolve(html),
    ),
  )
}
