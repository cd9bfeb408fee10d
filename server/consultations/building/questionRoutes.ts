import { type Request, type Response, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { takeEntry } from '../../http/entry.ts'
import type { Page } from '../questions.ts'
import type { Consultation } from '../store.ts'
import { publishedTypes, versionsOf } from '../versions.ts'
import { arrangeQuestion } from './arrange.ts'
import { change } from './change.ts'
import { placeOf } from './edits.ts'
import { readQuestion } from './forms.ts'
import { kinds, questionTypes, typeIn } from './kinds.ts'
import { addressOf, buildableOf, pageNamed, questionNamed } from './load.ts'
import { printOf } from './print.ts'
import { questionPage } from './questionPage.ts'
import { again, arrange, gone, root, show } from './reply.ts'
import { addQuestion, saveQuestion } from './save.ts'
import { buildingOf } from './store.ts'

/** Adding, editing and ordering questions. */
export function questionRoutes(): Router {
  const router = Router()

  router.get(`${root}/pages/:page/add`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const { pages } = await buildingOf(consultation)
    const page = pageNamed(pages, req.params.page)
    const type = typeIn(req.query.type)
    if (!type)
      return show(req, res, consultation, 'kinds', {
        title: 'Add a question',
        onPage: page.title,
        kinds: questionTypes.map(each => ({ ...kinds[each], href: `?type=${each}` })),
      })
    const entry = takeEntry(req, `add ${consultation._id} ${page.id}`)
    show(req, res, consultation, 'question', {
      ...questionPage(pages, page, type, undefined, false, entry),
      isNew: true,
    })
  })

  router.post(`${root}/pages/:page/add`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const { pages } = await buildingOf(consultation)
    if (!pages.some(({ id }) => id === req.params.page))
      return addAgain(req, res, consultation, pages, 'page')
    const page = pageNamed(pages, req.params.page)
    const here = `${addressOf(consultation)}/pages/${page.id}/add`
    const type = typeIn((req.body as { type?: unknown }).type)
    if (!type) return res.redirect(303, here)
    const name = `add ${consultation._id} ${page.id}`
    const read = readQuestion(type, req.body)
    if (!read.ok) return again(req, res, name, read.problems, {}, `${here}?type=${type}`)
    const { value } = read
    const published = publishedTypes(await versionsOf(consultation))
    const added = await change(consultation, signedIn(req)._id, now =>
      addQuestion(now, page.id, value, published),
    )
    if (!added.ok) return again(req, res, name, added.problems, {}, `${here}?type=${type}`)
    req.session.notice = `Question added: ${value.question.label}.`
    const id = added.pages.find(each => each.id === page.id)?.questions.at(-1)?.id ?? ''
    res.redirect(303, `${addressOf(consultation)}#question-${id}`)
  })

  router.get(`${root}/all/:question`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const { pages } = await buildingOf(consultation)
    const { page, question } = questionNamed(pages, req.params.question)
    const published = publishedTypes(await versionsOf(consultation)).has(question.id)
    const entry = takeEntry(req, `question ${consultation._id} ${question.id}`)
    const type = (published ? undefined : typeIn(req.query.type)) ?? question.type
    show(req, res, consultation, 'question', {
      ...questionPage(pages, page, type, question, published, entry),
      id: question.id,
      published,
      others: published
        ? undefined
        : questionTypes
            .filter(each => each !== type)
            .map(each => ({ ...kinds[each], href: `?type=${each}` })),
      conditionAt: `${addressOf(consultation)}/all/${question.id}/when`,
    })
  })

  router.post(`${root}/all/:question`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const { pages } = await buildingOf(consultation)
    if (!placeOf(pages, String(req.params.question)))
      return addAgain(req, res, consultation, pages, 'question')
    const { question } = questionNamed(pages, req.params.question)
    const type = typeIn((req.body as { type?: unknown }).type) ?? question.type
    const here = `${addressOf(consultation)}/all/${question.id}${type === question.type ? '' : `?type=${type}`}`
    const name = `question ${consultation._id} ${question.id}`
    const read = readQuestion(type, req.body)
    if (!read.ok) return again(req, res, name, read.problems, {}, here)
    const { value } = read
    const published = publishedTypes(await versionsOf(consultation))
    const saved = await change(consultation, signedIn(req)._id, now =>
      saveQuestion(now, question.id, value, published),
    )
    if (!saved.ok) {
      const now = (await buildingOf(consultation)).pages
        .flatMap(page => page.questions)
        .find(({ id }) => id === question.id)
      return again(req, res, name, saved.problems, now && { seen: printOf(now) }, here)
    }
    req.session.notice = 'Saved.'
    const id = published.has(question.id) ? question.id : value.question.id || question.id
    res.redirect(303, `${addressOf(consultation)}#question-${id}`)
  })

  router.post(`${root}/all/:question/arrange`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const id = String(req.params.question)
    const used = new Set(publishedTypes(await versionsOf(consultation)).keys())
    await arrange(req, res, consultation, `question-${id}`, (pages, what) =>
      arrangeQuestion(pages, id, what, used),
    )
  })

  return router
}

/**
 * What was entered of a question that somebody removed meanwhile, or its page, goes into the form of a new one.
 * @throws NotFound where there is no page any more
 */
function addAgain(
  req: Request,
  res: Response,
  consultation: Consultation,
  pages: Page[],
  what: 'page' | 'question',
): void {
  const { page: from, type } = req.body as { page?: unknown; type?: unknown }
  const page = pages.find(({ id }) => id === from) ?? pageNamed(pages, pages.at(-1)?.id)
  const to = `${addressOf(consultation)}/pages/${page.id}/add?type=${typeIn(type) ?? ''}`
  again(req, res, `add ${consultation._id} ${page.id}`, [gone(what)], { seen: '' }, to)
}
