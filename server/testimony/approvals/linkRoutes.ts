import { type Response as Reply, type Request, Router } from 'express'
import type { z } from 'zod'
import type { Problem } from '../../../analysis/index.ts'
import { keepToItsLanguages } from '../../consultations/load.ts'
import { findConsultation } from '../../consultations/store.ts'
import { NotFound } from '../../errors.ts'
import { type Approval, lastAnswer } from '../../findings/approvals/approval.ts'
import { asShown } from '../../findings/approvals/shown.ts'
import { approvalBehind, approvalOfSentence } from '../../findings/approvals/store.ts'
import { checkDraftToken, draftToken } from '../../http/csrf.ts'
import { say } from '../../http/languages/say.ts'
import { limit } from '../../http/limits.ts'
import { keepPrivate } from '../../http/security.ts'
import { validate } from '../../http/validate.ts'
import { type PublicationLine, publicationsQuoting } from '../../reports/publication/store.ts'
import { findReport } from '../../reports/store.ts'
import { languageOfDraft } from '../../responses/draftStore.ts'
import { findResponse } from '../../responses/store.ts'
import { withdraw } from '../../responses/withdraw.ts'
import type { Services } from '../../services.ts'
import { withdrawnPage, withdrawPage } from '../withdrawPages.ts'
import { answer, mostAnswers, type Said } from './answer.ts'
import { answerForm, saidBy } from './forms.ts'
import { type Entered, linkPage, mayAnswer, type Opened, offeredTo } from './linkPage.ts'
import { type PrintedSentence, printedNow } from './printedNow.ts'
import { printedShorter } from './shorter/printedShorter.ts'
import { partBoxes, readParts } from './shorter/readParts.ts'

/** How often one address may open or answer links in a minute. */
const perMinute = 60

/** What a respondent sees by the private link to a sentence that quotes them. There is no session: the link is enough. */
export function approvalLinkRoutes(services: Services): Router {
  const { config, runner } = services
  const router = Router()
  router.use('/approve', limit(services, 'approve', perMinute), keepPrivate, (_req, res, next) => {
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
    const said = form.ok ? await saidIn(opened, form.value, values) : form.problems
    const problems = Array.isArray(said) ? said : []
    if (form.ok && form.value.seen !== approval.answers.length) problems.push(answeredMeanwhile())
    if (approval.answers.length >= mostAnswers) problems.push(tooOften())
    if (!Array.isArray(said) && problems.length === 0) {
      if (await answer(approval, said, new Date())) {
        runner.wake()
        return res.redirect(303, `/approve/${token}`)
      }
      problems.push(answeredMeanwhile())
    }
    res.status(422)
    show(res, String(token), await openedBy(req), { values, problems })
  })

  router.get('/approve/:token/withdraw', async (req, res) => {
    const opened = await openedBy(req)
    const { consultation, response } = opened
    const address = `/approve/${req.params.token}`
    const link = {
      address: `${address}/withdraw`,
      back: address,
      csrf: csrfOf(opened),
    }
    res.render('testimony/ownWithdraw', await withdrawPage(consultation, response, link, new Date()))
  })

  router.post('/approve/:token/withdraw', async (req, res) => {
    const opened = await openedBy(req)
    check(req, opened)
    await withdraw(opened.approval.consultation, opened.approval.respondent)
    runner.wake()
    const { consultation, response } = opened
    res.render('testimony/ownWithdrawn', await withdrawnPage(consultation, response, new Date()))
  })

  return router
}

function answeredMeanwhile(): Problem {
  const message = say(
    'You answered from another page meanwhile. What it says now is shown above: choose again',
  )
  return { place: 'answer', message }
}

function tooOften(): Problem {
  const message = say(
    'You changed your answer {{count times "time" "times"}}, and the last one stands. Write to us to change it',
    { times: mostAnswers },
  )
  return { place: 'answer', message }
}

/** What somebody says by a form that was filled in, with the parts that they left of their words; or what is wrong. */
async function saidIn(
  { approval, consultation, printed }: Opened,
  form: z.infer<ReturnType<typeof answerForm>>,
  body: Record<string, unknown>,
): Promise<Said | Problem[]> {
  const said = saidBy(form.answer, form.comment)
  if (said.answer !== 'shorter') return said
  const { parts, problems } = printed ? readParts(printed, body) : { parts: [], problems: [] }
  if (problems.length > 0) return problems
  if (parts.length === 0)
    return said.comment === ''
      ? [
          {
            place: printed ? (partBoxes(printed)[0]?.id ?? 'comment') : 'comment',
            message: say(
              'Say which of your words may be printed: leave only those in the box, or write a comment',
            ),
          },
        ]
      : said
  const proposed = await printedShorter(consultation, approval, parts)
  const { sentence = '', hash = '' } = proposed ?? {}
  return { ...said, parts, ...(proposed ? { proposed: { sentence, hash } } : {}) }
}

/** What a request's link opens. @throws NotFound where it was ended or has expired, or its respondent withdrew */
async function openedBy(req: Request): Promise<Opened> {
  const asked = await approvalBehind(String(req.params.token))
  if (!asked || asked.expiresAt <= new Date())
    throw new NotFound(
      say(
        'This link opens nothing: it has expired, or a newer one was sent to you. Nothing is published without your answer. To be asked again, write to whoever sent it.',
      ),
    )
  const [consultation, response, report, publications] = await Promise.all([
    findConsultation(asked.consultation),
    findResponse(asked.consultation, asked.respondent),
    findReport(asked.consultation, asked.report),
    publicationsQuoting(asked.respondent),
  ])
  if (!consultation || response?.state !== 'submitted')
    throw new NotFound(
      say('Your words were withdrawn. They are used no more, and nothing is left to approve.'),
    )
  if (response.anonymous)
    throw new NotFound(say('The link to this response was cut for good. Nobody can answer for it any more.'))
  const { found, printed } = await leadOn(asked, await printedNow(consultation, asked.report))
  const [approval = found] = await asShown([found])
  const frozen = publications.filter(each => printsSentence(each, approval))
  const now = new Date()
  await keepToItsLanguages(consultation, await languageOfDraft(response.origin))
  return {
    ...{ approval, consultation, response, report, printed },
    published: frozen.filter(({ publishAt }) => publishAt <= now),
    toAppear: frozen.filter(({ publishAt }) => publishAt > now),
  }
}

/** An approval; or where its sentence is printed no more, the one that came of what it proposed, and of that again. */
async function leadOn(asked: Approval, sentences: PrintedSentence[]) {
  let found = asked
  for (;;) {
    const { report, respondent, hash } = found
    const printed = sentences.find(each => each.respondent === respondent && each.hash === hash)
    const proposed = lastAnswer(found)?.proposed
    const next =
      proposed && !printed ? await approvalOfSentence(report, respondent, proposed.hash) : undefined
    if (next?.from !== found._id) return { found, printed }
    found = next
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
