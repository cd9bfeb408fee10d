import { Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { publishedTypes, versionsOf } from '../versions.ts'
import { arrangePage } from './arrange.ts'
import { change } from './change.ts'
import { pageForm } from './forms.ts'
import { addressOf, buildableOf, pageNamed } from './load.ts'
import { printOf } from './print.ts'
import { again, arrange, gone, root, show } from './reply.ts'
import { addPage, savePage } from './save.ts'
import { buildingOf } from './store.ts'

/** Adding, editing and ordering pages. */
export function pageRoutes(): Router {
  const router = Router()

  router.get(`${root}/new-page`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const entry = takeEntry(req, `new page ${consultation._id}`)
    show(req, res, consultation, 'page', {
      title: 'Add a page',
      values: entry?.values,
      problems: entry?.problems,
    })
  })

  router.post(`${root}/new-page`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const form = validate(pageForm, req.body)
    if (!form.ok) return again(req, res, `new page ${consultation._id}`, form.problems)
    const { value } = form
    const added = await change(consultation, signedIn(req)._id, pages => addPage(pages, value))
    if (!added.ok) return again(req, res, `new page ${consultation._id}`, added.problems)
    req.session.notice = `Page added: ${value.title}. Add its questions now.`
    res.redirect(303, `${addressOf(consultation)}#page-${added.pages.at(-1)?.id ?? ''}`)
  })

  router.get(`${root}/pages/:page`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const { pages } = await buildingOf(consultation)
    const page = pageNamed(pages, req.params.page)
    const entry = takeEntry(req, `page ${consultation._id} ${page.id}`)
    show(req, res, consultation, 'page', {
      title: 'Edit a page',
      values: entry?.values ?? { ...page, seen: printOf(page) },
      problems: entry?.problems,
    })
  })

  router.post(`${root}/pages/:page`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const { pages } = await buildingOf(consultation)
    if (!pages.some(page => page.id === req.params.page))
      return again(
        req,
        res,
        `new page ${consultation._id}`,
        [gone('page')],
        {},
        `${addressOf(consultation)}/new-page`,
      )
    const { id } = pageNamed(pages, req.params.page)
    const name = `page ${consultation._id} ${id}`
    const form = validate(pageForm, req.body)
    if (!form.ok) return again(req, res, name, form.problems)
    const { value } = form
    const saved = await change(consultation, signedIn(req)._id, now => savePage(now, id, value))
    if (!saved.ok) {
      const page = (await buildingOf(consultation)).pages.find(each => each.id === id)
      return again(req, res, name, saved.problems, page && { seen: printOf(page) })
    }
    req.session.notice = 'Saved.'
    res.redirect(303, `${addressOf(consultation)}#page-${id}`)
  })

  router.post(`${root}/pages/:page/arrange`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const id = String(req.params.page)
    const used = new Set(publishedTypes(await versionsOf(consultation)).keys())
    await arrange(req, res, consultation, `page-${id}`, (pages, what) => arrangePage(pages, id, what, used))
  })

  return router
}
