import { type Request, Router } from 'express'
import { consultationOf, inItsLanguages } from '../../consultations/load.ts'
import { pagesOf } from '../../consultations/pages/shown.ts'
import { NotFound } from '../../errors.ts'
import { htmlFile } from '../export/htmlFile.ts'
import { markdownFile } from '../export/markdown.ts'
import { publishedLines, publishedPage, servedOf } from './publishedPage.ts'
import { findVersion, listPublications, type Publication, publishedVersions, slugOfNumber } from './store.ts'
import { withheldWords } from './withhold.ts'

const path = '/c/:consultation/reports'

/** What was published, for everybody: each report and each of its versions at an address of its own. */
export function publishedRoutes(): Router {
  const router = Router()
  // A withdrawal holds from the moment it is made, so nothing on the way may keep the page.
  router.use(path, (_req, res, next) => {
    res.set('Cache-Control', 'no-cache')
    next()
  })

  router.get(path, async (req, res) => {
    const consultation = await inItsLanguages(await consultationOf(req))
    const reports = await publishedLines(await listPublications(consultation._id), new Date())
    res.render('reports/publishedReports', {
      title: 'What was published',
      service: consultation.title,
      pagesAt: pagesOf(consultation),
      indexed: true,
      reports,
    })
  })

  // Numbers alone were the addresses once, and were passed on.
  router.use(`${path}/:slug`, async (req, res, next) => {
    if (!/^[1-9]\d{0,5}$/.test(req.params.slug)) return next()
    const { _id } = await consultationOf(req)
    const slug = await slugOfNumber(_id, Number(req.params.slug))
    if (slug === undefined) return next()
    res.redirect(301, `/c/${_id}/reports/${slug}${req.url === '/' ? '' : req.url}`)
  })

  router.get(`${path}/:slug`, async (req, res) => {
    const consultation = await inItsLanguages(await consultationOf(req))
    const versions = await publishedVersions(consultation._id, String(req.params.slug), new Date())
    const [newest] = versions
    const publication = newest && (await findVersion(consultation._id, newest.slug, newest.version))
    if (!publication) throw noReport()
    res.render('reports/published', {
      service: consultation.title,
      pagesAt: pagesOf(consultation),
      ...(await publishedPage(publication, versions)),
    })
  })

  router.get(`${path}/:slug/versions/:version`, async (req, res) => {
    const consultation = await inItsLanguages(await consultationOf(req))
    const publication = await publicationOf(req)
    const versions = await publishedVersions(consultation._id, publication.slug, new Date())
    res.render('reports/published', {
      service: consultation.title,
      pagesAt: pagesOf(consultation),
      ...(await publishedPage(publication, versions)),
    })
  })

  router.get(`${path}/:slug/versions/:version/report.:format`, async (req, res) => {
    const publication = await publicationOf(req)
    const format = String(req.params.format)
    if (format !== 'md' && format !== 'html')
      throw new NotFound('Published reports are files of .md and .html.')
    const { slug, version } = publication
    res
      .type(format === 'md' ? 'text/markdown; charset=utf-8' : 'text/html; charset=utf-8')
      .attachment(`${slug}-version-${version}.${format}`)
      .send(await fileOf(publication, format))
  })

  return router
}

/** The file as it was frozen; without what was withdrawn since. */
async function fileOf(publication: Publication, format: 'md' | 'html'): Promise<string> {
  const { written, gone } = await servedOf(publication)
  const { files, title } = publication
  if (gone.length === 0) return format === 'md' ? files.markdown : files.html
  return format === 'md' ? markdownFile(written) : htmlFile(withheldWords(title, gone), written)
}

/** The version that a request's address names. @throws NotFound before its time has come, as where there is none */
async function publicationOf(req: Request): Promise<Publication> {
  const { _id } = await consultationOf(req)
  const found = await findVersion(_id, String(req.params.slug), numberIn(req.params.version))
  if (!found || found.publishAt > new Date()) throw noReport()
  return found
}

function numberIn(part: unknown): number {
  if (!/^[1-9]\d{0,5}$/.test(String(part))) throw noReport()
  return Number(part)
}

function noReport(): NotFound {
  return new NotFound('There is no published report at this address.')
}
