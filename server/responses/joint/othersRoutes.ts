import { type Request, Router } from 'express'
import { Forbidden } from '../../errors.ts'
import { checkDraftToken, draftToken } from '../../http/csrf.ts'
import { say } from '../../http/languages/say.ts'
import type { Services } from '../../services.ts'
import { type Answering, formOwner, startOf } from '../answering/answering.ts'
import { type Form, textIn } from '../answering/form.ts'
import { framePart } from '../answering/questionPage.ts'
import { writingOf } from '../revising/changing.ts'
import { changeColleague } from './colleagueStore.ts'
import { othersAddress, othersPage } from './othersPage.ts'
import { nothingEntered, share } from './share.ts'

const path = '/answer/:token/check/others'

/** Sharing a draft with colleagues: links of their own, which can be ended. */
export function othersRoutes({ config }: Services): Router {
  const router = Router()
  const frame = (answering: Answering) =>
    framePart(answering, config.baseUrl, draftToken(config.sessionSecret, formOwner(answering)))
  /** The form of who began the draft. @throws Forbidden where it is not theirs */
  const formFor = (answering: Answering, req: Request): Form => {
    const form = (req.body ?? {}) as Form
    checkDraftToken(config.sessionSecret, formOwner(answering), form._csrf)
    if (answering.colleague)
      throw new Forbidden(say('Only who began this response can share it, or end a link to it. Ask them.'))
    return form
  }

  router.get(path, async (req, res) => {
    const answering = await writingOf(req.params.token)
    if (isOver(answering)) return res.redirect(303, startOf(answering))
    const view = await othersPage(answering, config.baseUrl, nothingEntered)
    res.render('responses/others', { ...frame(answering), ...view })
  })

  router.post(path, async (req, res) => {
    const answering = await writingOf(req.params.token)
    const form = formFor(answering, req)
    if (isOver(answering)) return res.redirect(303, startOf(answering))
    const entered = await share(answering, form)
    if (entered.problems.length === 0) return res.redirect(303, `${othersAddress(answering)}#links`)
    const view = await othersPage(answering, config.baseUrl, entered)
    res.status(422).render('responses/others', { ...frame(answering), ...view })
  })

  router.post(`${path}/:colleague`, async (req, res) => {
    const answering = await writingOf(req.params.token)
    const form = formFor(answering, req)
    if (isOver(answering)) return res.redirect(303, startOf(answering))
    const change = changes.get(textIn(form, 'do') ?? '')
    if (change) await changeColleague(answering.draft._id, req.params.colleague, change)
    res.redirect(303, `${othersAddress(answering)}#links`)
  })

  return router
}

const changes = new Map<string, { ended?: true; maySend?: boolean }>([
  ['end', { ended: true }],
  ['allow', { maySend: true }],
  ['refuse', { maySend: false }],
])

/** Whether it cannot be shared: it was sent, is of changes of what was sent, or takes no answers now. */
function isOver({ sent, draft, opening }: Answering): boolean {
  return sent !== undefined || draft.revises !== undefined || opening !== 'open'
}
