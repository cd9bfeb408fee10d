import { type Request, Router } from 'express'
import { NotFound } from '../../errors.ts'
import { checkDraftToken, draftToken } from '../../http/csrf.ts'
import { say } from '../../http/languages/say.ts'
import type { Services } from '../../services.ts'
import { type Answering, addressOf, formOwner, pageOf, startOf } from '../answering/answering.ts'
import type { Form } from '../answering/form.ts'
import { framePart } from '../answering/questionPage.ts'
import { writingOf } from '../revising/changing.ts'
import { type Aside, findAside } from './asideStore.ts'
import { asidesPage } from './asidesPage.ts'
import { bothAddress, bothPage, questionsOf } from './bothPage.ts'
import { choose, chosenIn, nothingChosen } from './choose.ts'
import { keepTyped, savingOf } from './keepTyped.ts'
import { heldByOther, holdPage, writerIn } from './people.ts'

/** Saving while one types; having a page for longer, and waiting for one; and where two people wrote at once, or one in two tabs, both texts and the choice between them. */
export function jointRoutes({ config }: Services): Router {
  const router = Router()
  const frame = (answering: Answering) =>
    framePart(answering, config.baseUrl, draftToken(config.sessionSecret, formOwner(answering)))
  const formFor = (answering: Answering, req: Request): Form => {
    const form = (req.body ?? {}) as Form
    checkDraftToken(config.sessionSecret, formOwner(answering), form._csrf)
    return form
  }

  router.get('/answer/:token/check/aside', async (req, res) => {
    const answering = await writingOf(req.params.token)
    if (answering.sent) return res.redirect(303, startOf(answering))
    res.render('responses/asides', { ...frame(answering), ...(await asidesPage(answering)) })
  })

  router.post('/answer/:token/:page/typed', async (req, res) => {
    const answering = await writingOf(req.params.token)
    const form = formFor(answering, req)
    res.json(await keepTyped(answering, pageOf(answering, req.params.page), form))
  })

  // Whether somebody else has a page: asked by the page that waits for it.
  router.get('/answer/:token/:page/holding', async (req, res) => {
    const answering = await writingOf(req.params.token)
    const { id } = pageOf(answering, req.params.page)
    const held = !answering.sent && heldByOther(answering.draft, id, writerIn(answering), new Date())
    res.json({ free: !held })
  })

  // Somebody still reads the page that they have.
  router.post('/answer/:token/:page/holding', async (req, res) => {
    const answering = await writingOf(req.params.token)
    formFor(answering, req)
    const { id } = pageOf(answering, req.params.page)
    res.json({ state: answering.sent ? 'sent' : (await holdPage(answering, id)) ? 'yours' : 'held' })
  })

  router.get('/answer/:token/:page/both/:aside', async (req, res) => {
    const answering = await writingOf(req.params.token)
    if (answering.sent) return res.redirect(303, startOf(answering))
    const page = pageOf(answering, req.params.page)
    const aside = await asideOf(answering, req.params.aside)
    await holdPage(answering, page.id)
    res.render('responses/both', {
      ...frame(answering),
      ...(await bothPage(answering, page, aside, nothingChosen)),
      saving: savingOf(answering, { arrived: String(req.query.tab) }),
    })
  })

  router.post('/answer/:token/:page/both/:aside', async (req, res) => {
    const answering = await writingOf(req.params.token)
    const form = formFor(answering, req)
    if (answering.sent) return res.redirect(303, startOf(answering))
    const page = pageOf(answering, req.params.page)
    const aside = await asideOf(answering, req.params.aside)
    const entry = chosenIn(form, questionsOf(answering, page, aside))
    if (entry.problems.length > 0)
      return res
        .status(422)
        .render('responses/both', { ...frame(answering), ...(await bothPage(answering, page, aside, entry)) })
    const kept = await choose(answering, page, aside, entry, form)
    if (kept?.aside) return res.redirect(303, bothAddress(answering, page, kept.aside))
    res.redirect(303, kept ? `${addressOf(answering, page.id)}?saved` : startOf(answering))
  })

  return router
}

/** @throws NotFound where nothing of this id is kept aside of the draft */
async function asideOf({ draft }: Answering, id: string): Promise<Aside> {
  const found = await findAside(draft._id, id)
  if (!found) throw new NotFound(say('Nothing is kept aside at this address. Open your private link again.'))
  return found
}
