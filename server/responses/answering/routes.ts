import { type Request, Router } from 'express'
import { consultationOf } from '../../consultations/load.ts'
import type { Page } from '../../consultations/questions.ts'
import { openingOf } from '../../consultations/store.ts'
import { styleOf } from '../../consultations/style/store.ts'
import { TooLarge } from '../../errors.ts'
import { checkDraftToken, draftToken } from '../../http/csrf.ts'
import { say } from '../../http/languages/say.ts'
import { limit } from '../../http/limits.ts'
import { placeOf } from '../../http/place.ts'
import type { Services } from '../../services.ts'
import { addDraft, newToken } from '../draftStore.ts'
import { signsOf } from '../held/signs.ts'
import { asidesTold } from '../joint/asidesPage.ts'
import { bothAddress } from '../joint/bothPage.ts'
import { letGo, showHeld, showSent } from '../joint/holding.ts'
import { keepPage } from '../joint/keepPage.ts'
import { savingOf } from '../joint/keepTyped.ts'
import { showLate } from '../joint/latePage.ts'
import { jointTold } from '../joint/othersPage.ts'
import { holdPage, maySend } from '../joint/people.ts'
import { tabIn } from '../joint/seen.ts'
import { generalLine } from '../permissions/generalLine.ts'
import { makeReceipt } from '../receipts/receipt.ts'
import { signReceipt } from '../receipts/sign.ts'
import { sendingOf, writingOf } from '../revising/changing.ts'
import {
  type Answering,
  addressOf,
  answeringOf,
  askedOf,
  formOwner,
  openedBy,
  pageOf,
  receiptOf,
  sentBy,
  startOf,
} from './answering.ts'
import { checkPage } from './checkPage.ts'
import { firstUnfinished, pageProblems, questionAt } from './checks.ts'
import { closedPage } from './closedPage.ts'
import { declarationIn, linesOf } from './declaration.ts'
import type { Form } from './form.ts'
import { textIn } from './form.ts'
import { framePart, fromIn, nextAddress, questionPage } from './questionPage.ts'
import { largestForm, readUploads } from './readUploads.ts'
import { receiptPage } from './receiptPage.ts'
import { askedBy } from './revealing.ts'
import { saveDeclaration, send } from './send.ts'
import { showChosenElsewhere, showDeclaration } from './showDeclaration.ts'

export function answeringRoutes(services: Services): Router {
  const { config, runner } = services
  const router = Router()

  const frame = (answering: Answering) =>
    framePart(answering, config.baseUrl, draftToken(config.sessionSecret, formOwner(answering)))
  /** The form of a request, whose token belongs to this draft. @throws Forbidden where it does not */
  const formFor = (answering: Answering, req: Request): Form => {
    const form = (req.body ?? {}) as Form
    checkDraftToken(config.sessionSecret, formOwner(answering), form._csrf)
    return form
  }

  // Kept by no one in between, but not `no-store`: that would make Back lose what was typed and not yet sent.
  router.use(['/answer', '/receipt'], (_req, res, next) => {
    res.set('Cache-Control', 'private, no-cache')
    next()
  })

  router.post(
    '/c/:consultation/start',
    limit(services, 'start', config.perMinute.starts),
    async (req, res) => {
      const consultation = await consultationOf(req)
      const now = new Date()
      if (openingOf(consultation, now) !== 'open' || consultation.access === 'invited')
        return res.redirect(303, `/c/${consultation._id}`)
      const token = newToken()
      const draft = await addDraft(token, consultation._id, consultation.version, now)
      const answering = await openedBy(token, draft, now)
      res.redirect(303, addressOf(answering, askedOf(answering)[0]?.id ?? 'check'))
    },
  )

  router.get('/answer/:token', async (req, res) => {
    const answering = await writingOf(req.params.token)
    if (answering.sent && answering.colleague) return showSent(res, answering)
    if (answering.sent) return res.redirect(303, receiptOf(answering))
    if (answering.opening !== 'open')
      return answering.draft.revises
        ? res.redirect(303, receiptOf(answering))
        : res.render('responses/closed', await closedPage(answering))
    const page = firstUnfinished(askedOf(answering), answering.draft)
    res.redirect(303, addressOf(answering, page?.id ?? 'check'))
  })

  router.get('/answer/:token/check', async (req, res) => {
    const answering = await writingOf(req.params.token)
    if (isOver(answering)) return res.redirect(303, `/answer/${answering.token}`)
    res.render('responses/check', {
      ...frame(answering),
      ...checkPage(answering, 'check' in req.query),
      ...(await jointTold(answering)),
      ...(await asidesTold(answering)),
      saving: savingOf(answering),
    })
  })

  const shell = (answering: Answering) => ({ frame: frame(answering), secret: config.sessionSecret })

  router.get('/answer/:token/declaration', async (req, res) => {
    const answering = await writingOf(req.params.token)
    if (isOver(answering)) return res.redirect(303, `/answer/${answering.token}`)
    if (!maySend(answering)) return res.redirect(303, addressOf(answering, 'check'))
    await showDeclaration(res, answering, shell(answering), { told: 'check' in req.query })
  })

  router.post('/answer/:token/declaration', async (req, res) => {
    const answering = await writingOf(req.params.token)
    const form = formFor(answering, req)
    if (!maySend(answering)) return res.redirect(303, addressOf(answering, 'check'))
    if (await showChosenElsewhere(res, answering, shell(answering), form)) return
    await saveDeclaration(answering, form)
    const onward = textIn(form, 'on') === 'answers' ? '/answers' : '#choice'
    res.redirect(303, `${addressOf(answering, 'declaration')}${onward}`)
  })

  router.post('/answer/:token/preview', async (req, res) => {
    const answering = await writingOf(req.params.token)
    if (!maySend(answering)) return res.redirect(303, addressOf(answering, 'check'))
    const declaration = declarationIn(formFor(answering, req))
    const style = await styleOf(answering.consultation._id)
    const typed = { ...answering, draft: { ...answering.draft, declaration } }
    res.json({ ...linesOf(typed, style), general: (await generalLine(typed, style)) ?? '' })
  })

  router.post('/answer/:token/send', async (req, res) => {
    const now = new Date()
    const answering = await sendingOf(req.params.token, now)
    const form = formFor(answering, req)
    if (maySend(answering) && (await showChosenElsewhere(res, answering, shell(answering), form))) return
    const next = maySend(answering)
      ? await send(answering, form, now, sending =>
          signsOf({ answering: sending, form, place: placeOf(req), now }, services),
        )
      : addressOf(answering, 'check')
    runner.wake()
    res.redirect(303, next)
  })

  // Where a browser stands whose sending failed; it may try again from here.
  router.get('/answer/:token/send', (req, res) =>
    res.redirect(303, `/answer/${req.params.token}/declaration`),
  )

  router.get('/answer/:token/:page', async (req, res) => {
    const answering = await writingOf(req.params.token)
    const { id } = pageOf(answering, req.params.page)
    const page = askedOf(answering).find(asked => asked.id === id)
    if (isOver(answering) || !page) return res.redirect(303, `/answer/${answering.token}`)
    if (!(await holdPage(answering, page.id))) return showHeld(res, answering, page, frame(answering))
    const view = questionPage(answering, page, 'check' in req.query, fromIn(req.query.from))
    res.render('responses/questions', {
      ...frame(answering),
      ...view,
      saving: savingOf(answering, { page }),
      saved: 'saved' in req.query,
      more: 'more' in req.query,
    })
  })

  router.post(
    '/answer/:token/:page',
    limit(services, 'upload', config.perMinute.uploads, hasNoFile),
    async (req, res) => {
      const answering = await writingOf(String(req.params.token))
      const page = pageOf(answering, String(req.params.page))
      if (Number(req.headers['content-length'] ?? 0) > largestForm)
        throw new TooLarge(
          say(
            'The file is far larger than 10 MB. Go back and choose a smaller one: nothing of this page was kept.',
          ),
        )
      const uploads = await readUploads(req, res, page)
      const form = formFor(answering, req)
      const before = askedBy(form, answering, page)
      const kept = answering.sent ? undefined : await keepPage(answering, page, form, uploads)
      if (!kept) return showLate(res, answering, page, form)
      const now = { ...answering, draft: kept.draft }
      await letGo(now, page, form)
      res.redirect(
        303,
        kept.aside
          ? `${bothAddress(now, page, kept.aside)}?tab=${tabIn(form) ?? ''}`
          : afterPage(now, page, form, before),
      )
    },
  )

  router.get('/receipt/:token', async (req, res) => {
    const answering = await answeringOf(req.params.token)
    if (!answering.sent) return res.redirect(303, `/answer/${answering.token}`)
    const page = await receiptPage(answering, await sentBy(answering), config)
    res.render('responses/receipt', { ...page, usedLink: 'used' in req.query })
  })

  router.get('/receipt/:token/file', async (req, res) => {
    const answering = await answeringOf(req.params.token)
    if (!answering.sent) return res.redirect(303, `/answer/${answering.token}`)
    const signed = await signReceipt(config, await makeReceipt(await sentBy(answering)))
    res
      .type('application/json; charset=utf-8')
      .attachment(`receipt-${signed.receipt.reference}.json`)
      .send(`${JSON.stringify(signed, null, 2)}\n`)
  })

  return router
}

/** Only pages that ask for a file send their form in parts. */
function hasNoFile(req: Request): boolean {
  return !req.is('multipart/form-data')
}

/** Whether nothing more can be written: it was sent, or the consultation does not take answers now. */
function isOver(answering: Answering): boolean {
  return answering.sent !== undefined || answering.opening !== 'open'
}

/**
 * Where a page that was kept leads: onward, or back to itself to be mended, to show what was done with a file, or
 * because its answers have it ask more.
 *
 * @param before ids of the questions that it asked when it was sent
 */
export function afterPage(answering: Answering, { id }: Page, form: Form, before: Set<string>): string {
  const page = askedOf(answering).find(asked => asked.id === id)
  if (!page) return startOf(answering)
  const from = fromIn(textIn(form, 'from'))
  const refused = page.questions.some(question => Object.hasOwn(answering.draft.refused, question.id))
  const stay = textIn(form, 'remove') !== undefined || textIn(form, 'stay') !== undefined
  const wrong = pageProblems(page, answering.draft).some(({ place }) => before.has(questionAt(place)))
  const more = page.questions.some(question => !before.has(question.id))
  if (!stay && !refused && !wrong && !more) return nextAddress(answering, page, from)
  const query = [
    stay && !refused ? 'saved' : refused || wrong ? 'check' : '',
    more ? 'more' : '',
    from ? `from=${from}` : '',
  ]
  return `${addressOf(answering, id)}?${query.filter(Boolean).join('&')}`
}
