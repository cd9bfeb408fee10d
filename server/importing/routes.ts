import { type ErrorRequestHandler, type Request, Router } from 'express'
import multer from 'multer'
import { allow, signedIn } from '../accounts/allow.ts'
import { record as recordEvent } from '../accounts/auditStore.ts'
import { NotFound } from '../errors.ts'
import { checkUploadCsrf } from '../http/csrf.ts'
import { keepEntry, takeEntry } from '../http/entry.ts'
import { validate } from '../http/validate.ts'
import { findJob } from '../jobs/store.ts'
import type { Services } from '../services.ts'
import { importStorage, removeFile } from './fileStore.ts'
import { columnsForm, uploadForm } from './forms.ts'
import { askForImport } from './importJob.ts'
import { importPage, previewPage } from './page.ts'
import { preview } from './preview.ts'
import { beginImport, type ColumnUse, findImport, type Import, listImports } from './store.ts'

const largest = 200 * 1024 * 1024
const upload = multer({
  storage: importStorage,
  limits: { fileSize: largest, files: 1, fields: 10, fieldSize: 10_000 },
})

/** Bringing responses that were gathered elsewhere: upload, preview of the columns, import, report. */
export function importRoutes({ runner }: Services): Router {
  const router = Router()

  router.get('/desk/import', allow('import'), async (req, res) => {
    const entry = takeEntry(req, 'import')
    res.render('importing/upload', {
      layout: 'desk',
      title: 'Import responses',
      imports: await listImports(),
      values: entry?.values,
      problems: entry?.problems,
    })
  })

  router.post('/desk/import', allow('import'), upload.single('table'), checkUploadCsrf, async (req, res) => {
    const form = validate(uploadForm, req.body)
    const problems = form.ok ? [] : form.problems
    if (!req.file)
      problems.push({ place: 'table', message: 'Choose a CSV, an .xlsx spreadsheet or a JSON Lines file' })
    if (!form.ok || !req.file) {
      if (req.file) await removeFile(req.file.filename)
      keepEntry(req, 'import', req.body, problems)
      return res.redirect(303, '/desk/import')
    }
    const { filename: file, originalname } = req.file
    const name = Buffer.from(originalname, 'latin1').toString('utf8')
    const made = await preview({ file, name, title: form.value.title }, signedIn(req))
    if (!made.ok) {
      keepEntry(
        req,
        'import',
        req.body,
        made.problems.map(message => ({ place: 'table', message: `${name}: ${message}` })),
      )
      return res.redirect(303, '/desk/import')
    }
    res.redirect(303, `/desk/import/${made.id}`)
  })

  router.get('/desk/import/:import', allow('import'), async (req, res) => {
    const record = await importOf(req)
    if (record.state === 'preview')
      return res.render('importing/preview', {
        layout: 'desk',
        ...previewPage(record, takeEntry(req, record._id)),
      })
    res.render('importing/import', {
      layout: 'desk',
      ...importPage(record, await findJob('import', record._id)),
    })
  })

  router.post('/desk/import/:import', allow('import'), async (req, res) => {
    const record = await importOf(req)
    const here = `/desk/import/${record._id}`
    const form = validate(columnsForm(record.columns.length), req.body)
    if (!form.ok) {
      keepEntry(req, record._id, req.body, form.problems)
      return res.redirect(303, here)
    }
    const { choice, basis, approval, ...rest } = form.value
    const uses = rest as Record<string, ColumnUse>
    const columns = record.columns.map((column, n) => ({ ...column, use: uses[`use-${n}`] ?? 'ignore' }))
    if (await beginImport(record._id, { columns, choice, basis, approval: approval === 'yes' })) {
      await recordEvent(signedIn(req)._id, `imported ${record.name}`, record.consultation)
      await askForImport(record._id)
      runner.wake()
    }
    res.redirect(303, here)
  })

  router.use('/desk/import', dropRefusedUpload)
  return router
}

/** An upload that ended in an error leaves nothing behind. */
const dropRefusedUpload: ErrorRequestHandler = async (error, req, _res, next) => {
  if (req.file) await removeFile(req.file.filename)
  next(error)
}

async function importOf(req: Request): Promise<Import> {
  const found = await findImport(String(req.params.import))
  if (!found) throw new NotFound('There is no import at this address.')
  return found
}
