import { type ErrorRequestHandler, type Request, Router } from 'express'
import multer from 'multer'
import type { Problem } from '../../analysis/index.ts'
import { allowImporting, mayBegin, placesWhere, signedIn } from '../accounts/allow.ts'
import { record as recordEvent } from '../accounts/auditStore.ts'
import { NotFound } from '../errors.ts'
import { checkUploadCsrf } from '../http/csrf.ts'
import { keepEntry, takeEntry } from '../http/entry.ts'
import { validate } from '../http/validate.ts'
import { findJob } from '../jobs/store.ts'
import { countImported } from '../responses/importedStore.ts'
import type { Services } from '../services.ts'
import { attributeRoutes } from './attributes/routes.ts'
import { claimFor } from './claim.ts'
import { documentRoutes } from './documents/routes.ts'
import { importStorage, removeFile } from './fileStore.ts'
import { type ColumnsForm, columnsForm, dayWritten, uploadForm } from './forms.ts'
import { askForImport, intoOf } from './importJob.ts'
import { intoChoices } from './intoChoices.ts'
import { intoChosen, maySeeImport, uploadProblems } from './mayImport.ts'
import { importPage, previewPage } from './page.ts'
import { preview } from './preview.ts'
import {
  beginImport,
  beginUndo,
  type ColumnUse,
  findImport,
  findSame,
  type Import,
  listImports,
} from './store.ts'
import { askForUndo, isFresh } from './undo.ts'

const largest = 200 * 1024 * 1024
const upload = multer({
  storage: importStorage,
  limits: { fileSize: largest, files: 1, fields: 10, fieldSize: 10_000 },
})

/** Bringing responses that were gathered elsewhere: upload, preview of the columns, import, report. */
export function importRoutes({ runner }: Services): Router {
  const router = Router()
  // Before the addresses of imports: none of them is called “documents”.
  router.use(documentRoutes({ runner }))
  router.use(attributeRoutes({ runner }))

  router.get('/desk/import', allowImporting(), async (req, res) => {
    const entry = takeEntry(req, 'import')
    res.render('importing/upload', {
      layout: 'desk',
      title: 'Import responses',
      imports: await listImports(await placesWhere(req, 'import'), signedIn(req)._id),
      intos: await intoChoices(req, entry?.values),
      mayBegin: mayBegin(req),
      values: entry?.values,
      problems: entry?.problems,
    })
  })

  router.post('/desk/import', allowImporting(), upload.single('table'), checkUploadCsrf, async (req, res) => {
    const form = validate(uploadForm, req.body)
    const problems = form.ok ? [] : uploadProblems(req, form.problems)
    if (!req.file)
      problems.push({ place: 'table', message: 'Choose a CSV, an .xlsx spreadsheet or a JSON Lines file' })
    const chosen = form.ok ? await intoChosen(req, form.value.into) : undefined
    if (chosen?.ok === false) problems.push({ place: 'into', message: chosen.message })
    if (!form.ok || !req.file || !chosen?.ok || problems.length > 0) {
      if (req.file) await removeFile(req.file.filename)
      keepEntry(req, 'import', req.body, problems)
      return res.redirect(303, '/desk/import')
    }
    const { filename: file, originalname } = req.file
    const name = Buffer.from(originalname, 'latin1').toString('utf8')
    const made = await preview(
      { file, name, title: form.value.title, ...(chosen.into ? { into: chosen.into } : {}) },
      signedIn(req),
    )
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

  router.get('/desk/import/:import', allowImporting(), async (req, res) => {
    const record = await importOf(req)
    if (record.documents && record.state === 'preview')
      return res.redirect(303, `/desk/import/documents/${record._id}`)
    if (record.state === 'preview')
      return res.render('importing/preview', {
        layout: 'desk',
        ...previewPage(
          record,
          takeEntry(req, record._id),
          await intoOf(record),
          await sameSeenBy(req, record),
        ),
      })
    res.render('importing/import', {
      layout: 'desk',
      ...importPage(record, await findJob(jobOf(record), record._id)),
    })
  })

  router.post('/desk/import/:import', allowImporting(), async (req, res) => {
    const record = await importOf(req)
    if (record.documents) throw new NotFound('There is no table at this address.')
    const here = `/desk/import/${record._id}`
    const into = await intoOf(record)
    const form = validate(
      columnsForm(
        record.columns.length,
        into?.columns.map(({ use }) => use),
      ),
      req.body,
    )
    const problems = form.ok ? [] : form.problems
    const chosen = form.ok ? chosenIn(record, form.value) : undefined
    if (chosen && into) problems.push(...comingMissing(chosen))
    if (form.ok && into && form.value.again !== 'yes' && (await findSame(record)))
      problems.push({
        place: 'again',
        message: 'This table was imported before. Tick that you want its rows a second time, or leave it',
      })
    if (!chosen || problems.length > 0) {
      keepEntry(req, record._id, req.body, problems)
      return res.redirect(303, here)
    }
    if (record.state === 'preview') {
      const by = signedIn(req)._id
      const consultation = await claimFor(record, by)
      if (await beginImport(record._id, chosen, consultation)) {
        await recordEvent(by, `imported ${record.name}`, consultation)
        await askForImport(record._id)
        runner.wake()
      }
    }
    res.redirect(303, here)
  })

  router.get('/desk/import/:import/undo', allowImporting(), async (req, res) => {
    const record = await importOf(req)
    if (record.state !== 'done') return res.redirect(303, `/desk/import/${record._id}`)
    res.render('importing/undo', {
      layout: 'desk',
      title: 'Take an import back',
      record: { _id: record._id, name: record.name, title: record.title },
      standing: await countImported(record._id),
      fresh: isFresh(record, new Date()),
    })
  })

  router.post('/desk/import/:import/undo', allowImporting(), async (req, res) => {
    const record = await importOf(req)
    if (await beginUndo(record._id)) {
      await recordEvent(signedIn(req)._id, `took back the import of ${record.name}`, record.consultation)
      await askForUndo(record._id)
      runner.wake()
    }
    res.redirect(303, `/desk/import/${record._id}`)
  })

  router.use('/desk/import', dropRefusedUpload)
  return router
}

/** An upload that ended in an error leaves nothing behind. */
const dropRefusedUpload: ErrorRequestHandler = async (error, req, _res, next) => {
  if (req.file) await removeFile(req.file.filename)
  next(error)
}

type Chosen = Pick<Import, 'columns' | 'choice' | 'basis' | 'approval' | 'as' | 'came' | 'asItCame'>

/** What was chosen for an import, as it is kept. */
function chosenIn(record: Import, form: ColumnsForm): Chosen {
  const { choice, basis, approval, asItCame, as, again: _again, came: written, ...rest } = form
  const uses = rest as Record<string, string>
  const came = dayWritten(written)
  return {
    columns: record.columns.map((column, n) => ({
      ...column,
      use: (uses[`use-${n}`] ?? 'ignore') as ColumnUse,
    })),
    ...{ choice, basis, approval: approval === 'yes', asItCame: asItCame === 'yes' },
    ...(as === '' ? {} : { as }),
    ...(came === undefined ? {} : { came }),
  }
}

/** What is not said of how the rows of an import came into a consultation. */
function comingMissing({ columns, as, came }: Chosen): Problem[] {
  const has = (use: ColumnUse) => columns.some(column => column.use === use)
  return [
    ...(as || has('source')
      ? []
      : [{ place: 'as', message: 'Choose how the answers came, or the column that says so' }]),
    ...(came || has('came')
      ? []
      : [
          {
            place: 'came',
            message: 'Enter the day on which the answers came, or choose the column that says so',
          },
        ]),
  ]
}

/** The kind of job that an import waits for. */
function jobOf({ state, documents }: Import): string {
  if (state === 'undoing') return 'undoImport'
  return documents ? 'importDocuments' : 'import'
}

/** An earlier import of the very same table, where whoever asks may know of it. */
async function sameSeenBy(req: Request, record: Import): Promise<Import | null> {
  const same = await findSame(record)
  return same && (await maySeeImport(req, same)) ? same : null
}

async function importOf(req: Request): Promise<Import> {
  const found = await findImport(String(req.params.import))
  if (!found || !(await maySeeImport(req, found))) throw new NotFound('There is no import at this address.')
  return found
}
