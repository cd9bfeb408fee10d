import { type Request, Router } from 'express'
import { allQuestions } from '../../consultations/questions.ts'
import { NotFound } from '../../errors.ts'
import { checkDraftToken, draftToken } from '../../http/csrf.ts'
import { say } from '../../http/languages/say.ts'
import type { Services } from '../../services.ts'
import { type Answering, addressOf, answeringOf } from '../answering/answering.ts'
import { type Form, textIn } from '../answering/form.ts'
import { framePart } from '../answering/questionPage.ts'
import { answersAddress, answersPage, passagesPage, sentencesAPage } from './answersPage.ts'
import { type GivenAnswer, givenAnswers, givenTo } from './given.ts'
import { saveChoices, savePassages } from './save.ts'

const path = '/answer/:token/declaration/answers'

/** Allowing less for single answers, and marking passages that are not for quotation, before a response is sent. */
export function permissionRoutes({ config }: Services): Router {
  const router = Router()
  const frame = (answering: Answering) =>
    framePart(answering, config.baseUrl, draftToken(config.sessionSecret, answering.draft._id))
  const formFor = ({ draft }: Answering, req: Request): Form => {
    const form = (req.body ?? {}) as Form
    checkDraftToken(config.sessionSecret, draft._id, form._csrf)
    return form
  }

  router.get(path, async (req, res) => {
    const answering = await answeringOf(req.params.token)
    if (isOver(answering)) return res.redirect(303, `/answer/${answering.token}`)
    res.render('responses/answers', {
      ...frame(answering),
      ...answersPage(answering, await givenAnswers(answering)),
    })
  })

  router.post(path, async (req, res) => {
    const answering = await answeringOf(req.params.token)
    const form = formFor(answering, req)
    if (isOver(answering)) return res.redirect(303, `/answer/${answering.token}`)
    await saveChoices(answering, await givenAnswers(answering), form)
    const mark = textIn(form, 'mark')
    const isAsked = allQuestions(answering.questionnaire).some(({ id }) => id === mark)
    res.redirect(
      303,
      isAsked ? `${answersAddress(answering)}/${mark}` : `${addressOf(answering, 'declaration')}#single`,
    )
  })

  router.get(`${path}/:question`, async (req, res) => {
    const answering = await answeringOf(req.params.token)
    if (isOver(answering)) return res.redirect(303, `/answer/${answering.token}`)
    const given = await answerOf(answering, req)
    const view = passagesPage(answering, given, fromIn(req.query.from), 'changed' in req.query)
    res.render('responses/passages', { ...frame(answering), ...view })
  })

  router.post(`${path}/:question`, async (req, res) => {
    const answering = await answeringOf(req.params.token)
    const form = formFor(answering, req)
    if (isOver(answering)) return res.redirect(303, `/answer/${answering.token}`)
    const given = await answerOf(answering, req)
    const from = fromIn(textIn(form, 'from'))
    const here = `${answersAddress(answering)}/${given.question.id}`
    if (!(await savePassages(answering, given, form, from))) return res.redirect(303, `${here}?changed`)
    const isOn = textIn(form, 'on') !== undefined
    res.redirect(303, isOn ? `${here}?from=${from + sentencesAPage}` : answersAddress(answering))
  })

  return router
}

function isOver({ sent, opening }: Answering): boolean {
  return sent !== undefined || opening !== 'open'
}

/** @throws NotFound where there is no such answer that can be quoted */
async function answerOf(answering: Answering, req: Request): Promise<GivenAnswer> {
  const question = allQuestions(answering.questionnaire).find(({ id }) => id === req.params.question)
  const given = question && (await givenTo(answering, question))
  if (!given)
    throw new NotFound(
      say('There is no written answer at this address. Go back to the choices for single answers.'),
    )
  return given
}

/** Pages begin at whole hundreds. */
function fromIn(given: unknown): number {
  const from = typeof given === 'string' && /^\d{1,7}$/.test(given) ? Number(given) : 0
  return from - (from % sentencesAPage)
}
