import { type Request, type Response, Router } from 'express'
import type { Problem } from '../../../analysis/index.ts'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { consultationOf } from '../load.ts'
import type { Page } from '../questions.ts'
import { askNextVersion, type Consultation } from '../store.ts'
import { publishedTypes, versionsOf } from '../versions.ts'
import { arrangeForm, arrangePage, arrangeQuestion } from './arrange.ts'
import { change } from './change.ts'
import { conditionRoutes } from './conditionRoutes.ts'
import { differs } from './differences.ts'
import { placeOf } from './edits.ts'
import { pageForm, readQuestion } from './forms.ts'
import { kinds, questionTypes, typeIn } from './kinds.ts'
import { addressOf, buildableOf, goneProblem, pageNamed, questionNamed } from './load.ts'
import { buildingPage } from './page.ts'
import { printOf } from './print.ts'
import { questionPage } from './questionPage.ts'
import { addPage, addQuestion, savePage, saveQuestion } from './save.ts'
import { buildingOf, undoChange } from './store.ts'
import { versionRoutes } from './versionRoutes.ts'

const root = '/desk/:consultation/questions'

/** Building a questionnaire: its pages, its questions, and when each is asked. */
export function buildingRoutes(): Router {
  const router = Router()

  router.get(root, allow('read'), async (req, res) => {
    const before = await consultationOf(req)
    const consultation = (await askNextVersion(before)) ? await consultationOf(req) : before
    const [building, versions] = await Promise.all([buildingOf(consultation), versionsOf(consultation)])
    const entry = takeEntry(req, `questions ${consultation._id}`)
    show(req, res, consultation, 'building/list', {
      ...buildingPage(consultation, building, differs(versions.at(-1)?.pages ?? [], building.pages)),
      problems: entry?.problems,
    })
  })

  router.post(`${root}/undo`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const building = await buildingOf(consultation)
    const last = building.before.at(-1)
    const seen = (req.body as { version?: unknown }).version === String(building.version)
    if (last && seen && (await undoChange(building))) {
      await record(signedIn(req)._id, `questionnaire: undid “${last.what}”`.slice(0, 500), consultation._id)
      req.session.notice = `Undone: ${last.what}.`
    } else
      keepEntry(req, `questions ${consultation._id}`, {}, [
        {
          place: 'list',
          message: 'Someone else changed the questions meanwhile, so nothing was undone. Look at them below',
        },
      ])
    res.redirect(303, addressOf(consultation))
  })

  router.get(`${root}/new-page`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const entry = takeEntry(req, `new page ${consultation._id}`)
    show(req, res, consultation, 'building/page', {
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
    show(req, res, consultation, 'building/page', {
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

  router.post(`${root}/all/:question/arrange`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const id = String(req.params.question)
    const used = new Set(publishedTypes(await versionsOf(consultation)).keys())
    await arrange(req, res, consultation, `question-${id}`, (pages, what) =>
      arrangeQuestion(pages, id, what, used),
    )
  })

  router.get(`${root}/pages/:page/add`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const { pages } = await buildingOf(consultation)
    const page = pageNamed(pages, req.params.page)
    const type = typeIn(req.query.type)
    if (!type)
      return show(req, res, consultation, 'building/kinds', {
        title: 'Add a question',
        onPage: page.title,
        kinds: questionTypes.map(each => ({ ...kinds[each], href: `?type=${each}` })),
      })
    const entry = takeEntry(req, `add ${consultation._id} ${page.id}`)
    show(req, res, consultation, 'building/question', {
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
    show(req, res, consultation, 'building/question', {
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

  router.use(conditionRoutes())
  router.use(versionRoutes())
  return router
}

function show(req: Request, res: Response, consultation: Consultation, view: string, values: object): void {
  res.render(`consultations/${view}`, {
    layout: 'desk',
    section: 'questions',
    consultation,
    at: addressOf(consultation),
    mayBuild: consultation.kind !== 'imported' && may(signedIn(req), 'manageConsultations'),
    ...values,
  })
}

/** Back to the form, with what was entered. */
function again(
  req: Request,
  res: Response,
  name: string,
  problems: Problem[],
  changed: Record<string, unknown> = {},
  to = req.originalUrl,
): void {
  keepEntry(req, name, { ...req.body, ...changed }, problems)
  res.redirect(303, to)
}

function gone(what: 'page' | 'question'): Problem {
  const { message } = goneProblem(what)
  return { place: '', message: `${message}. What you entered is kept below: save it to add it again` }
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

async function arrange(
  req: Request,
  res: Response,
  consultation: Consultation,
  anchor: string,
  edit: (
    pages: Parameters<typeof arrangePage>[0],
    what: Parameters<typeof arrangePage>[2],
  ) => ReturnType<typeof arrangePage>,
): Promise<void> {
  const form = validate(arrangeForm, req.body)
  const edited = form.ok
    ? await change(consultation, signedIn(req)._id, pages => edit(pages, form.value.do))
    : form
  if (!edited.ok)
    keepEntry(
      req,
      `questions ${consultation._id}`,
      {},
      edited.problems.map(({ message }) => ({ place: 'list', message })),
    )
  else if ('what' in edited)
    req.session.notice = `Done: ${edited.what}. It can be undone with the button below.`
  const isThere = edited.ok && form.ok && form.value.do !== 'remove'
  res.redirect(303, `${addressOf(consultation)}${isThere ? `#${anchor}` : ''}`)
}
