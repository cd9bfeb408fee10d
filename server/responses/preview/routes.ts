import { type Request, type Response, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { buildableOf } from '../../consultations/building/load.ts'
import { styleOf } from '../../consultations/style/store.ts'
import { NotFound, TooLarge } from '../../errors.ts'
import { checkUploadCsrf } from '../../http/csrf.ts'
import { type Answering, addressOf, askedOf, pageOf, startOf } from '../answering/answering.ts'
import { checkPage } from '../answering/checkPage.ts'
import { declarationIn, linesOf } from '../answering/declaration.ts'
import { declarationView } from '../answering/declarationPage.ts'
import type { Form } from '../answering/form.ts'
import { fromIn, questionPage } from '../answering/questionPage.ts'
import { largestForm, readUploads } from '../answering/readUploads.ts'
import { askedBy } from '../answering/revealing.ts'
import { afterPage } from '../answering/routes.ts'
import { savePage } from '../answering/savePage.ts'
import { toMend } from '../answering/send.ts'
import { previewFrame, startPage, whyNotAsked } from './page.ts'
import { removeTrial, trialId } from './trialStore.ts'
import { inTrial, tryingOf } from './trying.ts'

const root = '/desk/:consultation/questions/preview'

/** What is being built, as a respondent goes through it. Nothing that is entered here is counted or sent. */
export function previewRoutes(): Router {
  const router = Router()

  router.get(root, allow('read'), async (req, res) => {
    const answering = await trying(req)
    show(res, answering, 'responses/preview/start', startPage(answering))
  })

  router.post(root, allow('read'), async (req, res) => {
    const consultation = await buildableOf(req)
    await removeTrial(trialId(consultation._id, signedIn(req)._id))
    const answering = await trying(req)
    res.redirect(303, startOf(answering))
  })

  router.get(`${root}/check`, allow('read'), async (req, res) => {
    const answering = await trying(req)
    show(res, answering, 'responses/check', checkPage(answering, 'check' in req.query))
  })

  router.get(`${root}/declaration`, allow('read'), async (req, res) => {
    const answering = await trying(req)
    const style = await styleOf(answering.consultation._id)
    show(
      res,
      answering,
      'responses/declaration',
      declarationView(answering, 'check' in req.query, style, { others: [], general: undefined }),
    )
  })

  router.post(`${root}/declaration`, allow('read'), async (req, res) => {
    const answering = await declared(req)
    res.redirect(303, `${addressOf(answering, 'declaration')}#choice`)
  })

  // The lines as they would be printed, while somebody fills in the declaration.
  router.post(`${root}/preview`, allow('read'), async (req, res) => {
    const answering = await trying(req)
    const declaration = declarationIn(formOf(req))
    const style = await styleOf(answering.consultation._id)
    res.json(linesOf({ ...answering, draft: { ...answering.draft, declaration } }, style))
  })

  router.get(`${root}/send`, allow('read'), async (req, res) => {
    const answering = await trying(req)
    show(res, answering, 'responses/preview/end', { title: 'The end of the preview' })
  })

  router.post(`${root}/send`, allow('read'), async (req, res) => {
    const answering = await declared(req)
    res.redirect(303, (await toMend(answering)) ?? addressOf(answering, 'send'))
  })

  router.get(`${root}/:page`, allow('read'), async (req, res) => {
    const answering = await trying(req)
    const { pages } = answering.questionnaire
    const named = pages.find(({ id }) => id === req.params.page)
    if (!named) throw new NotFound('This page is not among the questions any more. Go back to the preview.')
    const page = askedOf(answering).find(({ id }) => id === named.id)
    if (!page)
      return show(res, answering, 'responses/preview/notAsked', {
        title: named.title,
        why: whyNotAsked(named, pages),
      })
    const from = fromIn(req.query.from)
    const view = questionPage(answering, page, 'check' in req.query, from)
    show(res, answering, 'responses/questions', {
      ...view,
      ...(view.first && !from ? { back: startOf(answering) } : {}),
      saved: 'saved' in req.query,
      more: 'more' in req.query,
    })
  })

  router.post(`${root}/:page`, allow('read'), async (req, res) => {
    const answering = await trying(req)
    const page = pageOf(answering, String(req.params.page))
    if (Number(req.headers['content-length'] ?? 0) > largestForm)
      throw new TooLarge('The file is far larger than 10 MB. Go back and choose a smaller one.')
    const uploads = await readUploads(req, res, page)
    await new Promise<void>((resolve, reject) => {
      checkUploadCsrf(req, res, problem => (problem ? reject(problem) : resolve()))
    })
    const form = formOf(req)
    const before = askedBy(form, answering, page)
    const draft = await savePage(answering.draft, page, form, uploads, before, inTrial(answering))
    res.redirect(303, draft ? afterPage({ ...answering, draft }, page, form, before) : startOf(answering))
  })

  return router
}

async function trying(req: Request): Promise<Answering> {
  return tryingOf(await buildableOf(req), signedIn(req)._id)
}

/** The same, with the declaration of this request, which is kept. */
async function declared(req: Request): Promise<Answering> {
  const answering = await trying(req)
  const declaration = declarationIn(formOf(req))
  await inTrial(answering).change(answering.draft._id, { declaration })
  return { ...answering, draft: { ...answering.draft, declaration } }
}

function formOf(req: Request): Form {
  return (req.body ?? {}) as Form
}

function show(res: Response, answering: Answering, view: string, values: object): void {
  res.render(view, { ...values, ...previewFrame(answering, res.locals.csrf) })
}
