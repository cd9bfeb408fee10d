import { type Request, type Response, Router } from 'express'
import multer from 'multer'
import { allow, signedIn } from '../../accounts/allow.ts'
import { may } from '../../accounts/roles.ts'
import { checkUploadCsrf } from '../../http/csrf.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { addressOf, buildableOf } from '../building/load.ts'
import { languageNamed } from '../languages/languages.ts'
import type { Consultation } from '../store.ts'
import { changeLanguages } from './changeLanguages.ts'
import { enteredIn, languagesForm } from './forms.ts'
import { languagesAt, languagesPage, partPage } from './page.ts'
import { ownPath, partNamed, tagNamed, translatingOf } from './parts.ts'
import { savePart } from './save.ts'
import { largestTranslations, translationsCsv, translationsXlsx } from './table.ts'
import { takeTable } from './takeTable.ts'

const root = '/desk/:consultation/questions/languages'
const upload = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: largestTranslations, files: 1, fields: 10 },
})

/** In which languages a consultation is asked, and the translations of what it asks. */
export function translatingRoutes(): Router {
  const router = Router()

  router.get(root, allow('read'), async (req, res) => {
    const consultation = await buildableOf(req)
    const mayBuild = may(signedIn(req), 'manageConsultations')
    const entry = takeEntry(req, `languages ${consultation._id}`)
    show(res, consultation, 'languages', {
      ...languagesPage(await translatingOf(consultation), mayBuild),
      mayBuild,
      problems: entry?.problems,
    })
  })

  router.post(root, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const form = validate(languagesForm, req.body)
    const changed = form.ok ? await changeLanguages(consultation, form.value, signedIn(req)._id) : form
    if (!changed.ok) keepEntry(req, `languages ${consultation._id}`, req.body, changed.problems)
    else if ('what' in changed) req.session.notice = changed.what
    res.redirect(303, languagesAt(consultation))
  })

  for (const path of [`${root}/:language/${ownPath}`, `${root}/:language/pages/:page`]) {
    router.get(path, allow('manageConsultations'), async (req, res) => {
      const { translating, part, tag, name } = await partOf(req)
      show(res, translating.consultation, 'part', partPage(translating, part, tag, takeEntry(req, name)))
    })

    router.post(path, allow('manageConsultations'), async (req, res) => {
      const { translating, part, tag, name } = await partOf(req)
      const entered = enteredIn((req.body ?? {}) as Record<string, unknown>)
      const saved = await savePart(translating, part, tag, entered, signedIn(req)._id)
      if (!saved.ok) {
        keepEntry(req, name, req.body, saved.problems)
        return res.redirect(303, req.originalUrl)
      }
      req.session.notice =
        saved.saved === 0
          ? 'Nothing was changed.'
          : `Saved: ${part.title}, in ${languageNamed(tag)}.${part.path === ownPath ? '' : ' Nobody sees it before it is published.'}`
      res.redirect(303, `${languagesAt(translating.consultation)}#${tag}`)
    })
  }

  router.get(`${root}/:language/texts.:format`, allow('manageConsultations'), async (req, res, next) => {
    const { format } = req.params
    if (format !== 'csv' && format !== 'xlsx') return next()
    const translating = await translatingOf(await buildableOf(req))
    const tag = tagNamed(translating, req.params.language)
    res.attachment(`${translating.consultation._id}-${tag}.${format}`)
    if (format === 'csv') return res.type('text/csv; charset=utf-8').send(translationsCsv(translating, tag))
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    res.type(type).send(await translationsXlsx(translating, tag))
  })

  router.post(
    `${root}/:language/texts`,
    allow('manageConsultations'),
    upload.single('texts'),
    checkUploadCsrf,
    async (req, res) => {
      const translating = await translatingOf(await buildableOf(req))
      const tag = tagNamed(translating, req.params.language)
      const { consultation } = translating
      const taken = req.file
        ? await takeTable(req.file, translating, tag, signedIn(req)._id)
        : { saved: 0, faults: [{ place: `texts-${tag}`, message: 'Choose a file' }] }
      if (taken.saved > 0) req.session.notice = `${taken.saved} of the translations in the file are here now.`
      else if (taken.faults.length === 0) req.session.notice = 'Nothing in the file is new.'
      if (taken.faults.length > 0) keepEntry(req, `languages ${consultation._id}`, {}, taken.faults)
      res.redirect(303, languagesAt(consultation))
    },
  )

  return router

  async function partOf(req: Request) {
    const translating = await translatingOf(await buildableOf(req))
    const { page } = req.params
    const tag = tagNamed(translating, req.params.language)
    const part = partNamed(translating, page === undefined ? ownPath : `pages/${String(page)}`)
    return { translating, part, tag, name: `translation ${translating.consultation._id} ${tag} ${part.path}` }
  }
}

function show(res: Response, consultation: Consultation, view: string, values: object): void {
  res.render(`consultations/translating/${view}`, {
    layout: 'desk',
    section: 'questions',
    consultation,
    at: addressOf(consultation),
    ...values,
  })
}
