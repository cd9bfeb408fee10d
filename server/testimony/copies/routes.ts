import { type Response as Reply, type Request, Router } from 'express'
import { NotFound } from '../../errors.ts'
import { say } from '../../http/languages/say.ts'
import { limit } from '../../http/limits.ts'
import { standalone } from '../../reports/export/htmlFile.ts'
import { ownOf } from '../../responses/answering/answering.ts'
import { sentOf } from '../../responses/revising/sent.ts'
import type { Services } from '../../services.ts'
import { aboutPdf, copyPdf, copyTitle } from './copyPdf.ts'
import { type SentCopy, sentCopy } from './sentCopy.ts'

/** How often one address may have such files made in a minute. */
const perMinute = 20

/** Copies of what somebody sent, for them to keep: as a page that needs nothing else, and as a PDF. */
export function copyRoutes(services: Services): Router {
  const router = Router()

  router.get('/own/:token/copy.:format', limit(services, 'copy', perMinute), async (req, res) => {
    const copy = await copyFor(req, res)
    if (!copy) return
    const name = `${copy.reference}${copy.newest ? '' : '-earlier'}`
    if (req.params.format === 'html') {
      const main = await rendered(req, res, { title: copyTitle(copy), copy })
      res
        .type('html')
        .attachment(`${name}.html`)
        .send(standalone(copyTitle(copy), main))
      return
    }
    const { refused } = aboutPdf(copy)
    if (req.params.format !== 'pdf' || refused !== undefined)
      throw new NotFound(refused ?? say('There is no such copy. Ask for .html or .pdf.'))
    res
      .type('pdf')
      .attachment(`${name}.pdf`)
      .send(await copyPdf(copy))
  })

  return router
}

/** The copy that a request asks for, of the newest revision unless it names another. @throws NotFound */
async function copyFor(req: Request, res: Reply): Promise<SentCopy | undefined> {
  const sent = await sentOf(String(req.params.token))
  if (!sent || sent.response.state === 'withdrawn') {
    res.redirect(303, sent ? ownOf(sent.answering) : `/answer/${req.params.token}`)
    return undefined
  }
  const copy = await sentCopy(sent, Number(req.query.revision ?? sent.response.revisions.length))
  if (!copy)
    throw new NotFound(say('You did not send so many changes. Go back to the page of your response.'))
  return copy
}

function rendered(req: Request, res: Reply, view: object): Promise<string> {
  return new Promise((resolve, reject) =>
    req.app.render('testimony/copyFile', { ...res.locals, ...view, layout: false }, (error, html) =>
      error ? reject(error) : resolve(html),
    ),
  )
}
