import { type Response as Reply, type Request, Router } from 'express'
import { findConsultation } from '../../consultations/store.ts'
import { NotFound } from '../../errors.ts'
import type { Approval } from '../../findings/approvals/approval.ts'
import { asShown } from '../../findings/approvals/shown.ts'
import { approvalBehind } from '../../findings/approvals/store.ts'
import { checkDraftToken, draftToken } from '../../http/csrf.ts'
import { limit } from '../../http/limits.ts'
import { keepPrivate } from '../../http/security.ts'
import { validate } from '../../http/validate.ts'
import { type PublicationLine, publicationsQuoting } from '../../reports/publication/store.ts'
import { findReport } from '../../reports/store.ts'
import { findResponse } from '../../responses/store.ts'
import { withdraw } from '../../responses/withdraw.ts'
import type { Services } from '../../services.ts'
import { answer, mostAnswers } from './answer.ts'
import { answerForm, saidBy } from './forms.ts'
import { type Entered, linkPage, mayAnswer, type Opened, offeredTo } from './linkPage.ts'
import { printedNow } from './printedNow.ts'

/** How often one address may open or answer links in a minute. */
const perMinute = 60

/** What a respondent sees by the private link to a sentence that quotes them. There is no session: the link is enough. */
export function approvalLinkRoutes({ config, runner }: Services): Router {
  const router = Router()
  router.use('/approve', limit(perMinute), keepPrivate, (_req, res, next) => {
    res.set('X-Robots-Tag', 'noindex, nofollow')
    next()
  })
  const csrfOf = ({ approval }: Opened) => draftToken(config.sessionSecret, approval._id)
  const check = (req: Request, { approval }: Opened) =>
    checkDraftToken(config.sessionSecret, approval._id, (req.body as { _csrf?: unknown })?._csrf)
  const show = (res: Reply, token: string, opened: Opened, entered: Entered = {}) => {
    const address = `/approve/${token}`
    res.render('testimony/approve', linkPage(opened, { csrf: csrfOf(opened), address, ...entered }))
  }

  router.get('/approve/:token', async (req, res) => {
    show(res, req.params.token, await openedBy(req))
  })

  router.post('/approve/:token', async (req, res) => {
    const { token } = req.params
    const opened = await openedBy(req)
    check(req, opened)
    const { approval, response } = opened
    // What was published meanwhile, or reworded, the page tells.
    if (!mayAnswer(opened)) return res.redirect(303, `/approve/${token}`)
    const form = validate(answerForm(offeredTo(response)), req.body)
    const values = (req.body ?? {}) as Record<string, unknown>
    const problems = form.ok ? [] : form.problems
    if (form.ok && form.value.seen !== approval.answers.length) problems.push(answeredMeanwhile)
    if (approval.answers.length >= mostAnswers) problems.push(tooOften)
    if (form.ok && problems.length === 0) {
      if (await answer(approval, saidBy(form.value.answer, form.value.comment), new Date())) {
        runner.wake()
        return res.redirect(303, `/approve/${token}`)
      }
      problems.push(answeredMeanwhile)
    }
    res.status(422)
    show(res, String(token), await openedBy(req), { values, problems })
  })

  router.get('/approve/:token/withdraw', async (req, res) => {
    const opened = await openedBy(req)
    res.render('testimony/approveWithdraw', {
      title: 'Withdraw your words',
      service: opened.consultation.title,
      address: `/approve/${req.params.token}`,
      csrf: csrfOf(opened),
    })
  })

  router.post('/approve/:token/withdraw', async (req, res) => {
    const opened = await openedBy(req)
    check(req, opened)
    await withdraw(opened.approval.consultation, opened.approval.respondent)
    runner.wake()
    res.render('testimony/approveWithdrawn', {
      title: 'Your words are withdrawn',
      service: opened.consultation.title,
      reference: opened.response.reference,
      contact: opened.consultation.contact,
    })
  })

  return router
}

const answeredMeanwhile = {
  place: 'answer',
  message: 'You answered from another page meanwhile. What it says now is shown above: choose again',
}

const tooOften = {
  place: 'answer',
  message: `You changed your answer ${mostAnswers} times, and the last one stands. Write to us to change it`,
}

/** What a request's link opens. @throws NotFound where it was ended or has expired, or its respondent withdrew */
async function openedBy(req: Request): Promise<Opened> {
  const found = await approvalBehind(String(req.params.token))
  const [approval] = found ? await asShown([found]) : []
  if (!approval || approval.expiresAt <= new Date())
    throw new NotFound(
      'This link opens nothing: it has expired, or a newer one was sent to you. Nothing is published without your answer. To be asked again, write to whoever sent it.',
    )
  const [consultation, response, report, publications] = await Promise.all([
    findConsultation(approval.consultation),
    findResponse(approval.consultation, approval.respondent),
    findReport(approval.consultation, approval.report),
    publicationsQuoting(approval.respondent),
  ])
  if (!consultation || response?.state !== 'submitted')
    throw new NotFound('Your words were withdrawn. They are used no more, and nothing is left to approve.')
  const printed = (await printedNow(consultation, approval.report)).some(
    ({ respondent, hash }) => respondent === approval.respondent && hash === approval.hash,
  )
  const frozen = publications.filter(each => printsSentence(each, approval))
  const now = new Date()
  return {
    ...{ approval, consultation, response, report, printed },
    published: frozen.filter(({ publishAt }) => publishAt <= now),
    toAppear: frozen.filter(({ publishAt }) => publishAt > now),
  }
}

/** Whether a version of a report prints a sentence; one that was frozen before this was kept, what it quotes. */
function printsSentence(publication: PublicationLine, { _id, report, quotes }: Approval): boolean {
  const keys = quotes.map(({ key }) => key)
  return (
    publication.report === report &&
    publication.quotes.some(({ key, approval }) => (approval ? approval === _id : keys.includes(key)))
  )
}
