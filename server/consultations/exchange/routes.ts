import { type Request, Router } from 'express'
import multer from 'multer'
import { z } from 'zod'
import { allow, signedIn } from '../../accounts/allow.ts'
import { newId } from '../../database/ids.ts'
import { NotFound } from '../../errors.ts'
import { checkUploadCsrf } from '../../http/csrf.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { change, longestQuestionnaire, longestTranslations } from '../building/change.ts'
import { addressOf, buildableOf } from '../building/load.ts'
import { buildingOf } from '../building/store.ts'
import { languagesOf } from '../languages/languages.ts'
import { consultationOf } from '../load.ts'
import type { Consultation } from '../store.ts'
import { findImport, keepImport, type StoredImport } from './importStore.ts'
import { mostTold, previewPage } from './page.ts'
import { largestQuestionnaireFile, readQuestionnaire } from './readQuestionnaire.ts'
import { writeSurveyjs } from './surveyjs/write.ts'
import { takeOver } from './takeOver.ts'
import { writeXlsform } from './xlsform/write.ts'

const root = '/desk/:consultation/questions'
const upload = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: largestQuestionnaireFile, files: 1, fields: 10 },
})

const takeOverForm = z.object({
  how: z.enum(['instead', 'behind'], { error: 'Choose where the questions go' }),
})

/** Questions that come from other programs, and go to them. */
export function exchangeRoutes(): Router {
  const router = Router()

  router.get(`${root}/import`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    res.render('consultations/exchange/upload', {
      layout: 'desk',
      title: 'Import questions',
      section: 'questions',
      consultation,
      at: addressOf(consultation),
      problems: takeEntry(req, `import ${consultation._id}`)?.problems,
    })
  })

  router.post(
    `${root}/import`,
    allow('manageConsultations'),
    upload.single('questions'),
    checkUploadCsrf,
    async (req, res) => {
      const consultation = await buildableOf(req)
      const here = `${addressOf(consultation)}/import`
      const refuse = (message: string) => {
        keepEntry(req, `import ${consultation._id}`, {}, [{ place: 'questions', message }])
        res.redirect(303, here)
      }
      const { file } = req
      if (!file || file.size === 0) return refuse('Choose a file that is not empty')
      const name = Buffer.from(file.originalname, 'latin1').toString('utf8').slice(0, 200)
      const read = await readQuestionnaire({ name, content: file.buffer })
      if (!read.ok) return refuse(`${name}: ${read.message}`)
      if (
        JSON.stringify(read.pages).length > longestQuestionnaire ||
        JSON.stringify(read.translations ?? {}).length > longestTranslations
      )
        return refuse(`${name}: Holds more questions than this site can keep. Divide it into several files.`)
      const { ok: _ok, ...imported } = read
      const _id = newId()
      const losses = imported.losses.slice(0, mostTold)
      await keepImport({ ...imported, losses, _id, consultation: consultation._id, name, at: new Date() })
      res.redirect(303, `${here}/${_id}`)
    },
  )

  router.get(`${root}/import/:import`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const read = await importOf(req, consultation)
    const { pages } = await buildingOf(consultation)
    res.render('consultations/exchange/preview', {
      layout: 'desk',
      title: 'What was read',
      section: 'questions',
      consultation,
      at: addressOf(consultation),
      action: req.path,
      problems: takeEntry(req, read._id)?.problems,
      ...previewPage(read, pages.length > 0),
    })
  })

  router.post(`${root}/import/:import`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const read = await importOf(req, consultation)
    const form = validate(takeOverForm, req.body)
    const taken = form.ok
      ? await change(consultation, signedIn(req)._id, (_, building) =>
          takeOver(building, read, form.value.how === 'behind'),
        )
      : form
    if (!taken.ok) {
      keepEntry(req, read._id, req.body, taken.problems)
      return res.redirect(303, req.path)
    }
    req.session.notice = `The questions of ${read.name} are here. Nothing is published by that, and it can be undone.`
    res.redirect(303, addressOf(consultation))
  })

  router.get(`${root}/questions.:format`, allow('export'), async (req, res, next) => {
    const consultation = await consultationOf(req)
    const { pages, translations } = await buildingOf(consultation)
    const { format } = req.params
    if (format !== 'xlsx' && format !== 'json') return next()
    res.attachment(`${consultation._id}-questions.${format}`)
    if (format === 'json')
      return res
        .type('application/json')
        .send(writeSurveyjs(consultation.title, pages, translations, languagesOf(consultation)[0]))
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    res.type(type).send(await writeXlsform(consultation.title, pages, translations))
  })

  return router
}

async function importOf(req: Request, consultation: Consultation): Promise<StoredImport> {
  const found = await findImport(consultation._id, String(req.params.import))
  if (!found)
    throw new NotFound('There is no such import any more. They are kept for a day: bring the file again.')
  return found
}
