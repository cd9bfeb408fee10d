import { type ErrorRequestHandler, type Request, Router } from 'express'
import multer from 'multer'
import { allowImporting, mayBegin, signedIn } from '../../accounts/allow.ts'
import { record as recordEvent } from '../../accounts/auditStore.ts'
import { freeSlug } from '../../consultations/running/slug.ts'
import { questionnaireOf } from '../../consultations/store.ts'
import { newId } from '../../database/ids.ts'
import { NotFound } from '../../errors.ts'
import { checkUploadCsrf } from '../../http/csrf.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { claimFor } from '../claim.ts'
import { dropPreviews } from '../dropPreviews.ts'
import { importStorage, removeFile } from '../fileStore.ts'
import { dayWritten, uploadForm } from '../forms.ts'
import { intoChoices } from '../intoChoices.ts'
import { intoChosen, maySeeImport, uploadProblems } from '../mayImport.ts'
import { addImport, beginImport, findImport, type Import } from '../store.ts'
import { type Arrived, collect, largestZip, mostDocuments, readWho } from './collect.ts'
import { documentsForm } from './forms.ts'
import { askForDocuments, documentQuestions } from './importDocuments.ts'
import { documentsPage } from './page.ts'

const root = '/desk/import/documents'
const one = `${root}/:import`
const upload = multer({
  storage: importStorage,
  defParamCharset: 'utf8',
  limits: { fileSize: largestZip, files: mostDocuments + 1, fields: 10, fieldSize: 10_000 },
}).fields([
  { name: 'documents', maxCount: mostDocuments },
  { name: 'table', maxCount: 1 },
])

/** Bringing a folder of documents, each of which becomes a response. */
export function documentRoutes({ runner }: Pick<Services, 'runner'>): Router {
  const router = Router()

  router.get(root, allowImporting(), async (req, res) => {
    const entry = takeEntry(req, 'documents')
    res.render('importing/documents/upload', {
      layout: 'desk',
      title: 'Import documents',
      intos: await intoChoices(req, entry?.values),
      mayBegin: mayBegin(req),
      values: entry?.values,
      problems: entry?.problems,
    })
  })

  router.post(root, allowImporting(), upload, checkUploadCsrf, async (req, res) => {
    const { documents, table } = arrivedIn(req)
    const form = validate(uploadForm, req.body)
    const problems = form.ok ? [] : uploadProblems(req, form.problems)
    if (documents.length === 0)
      problems.push({ place: 'documents', message: 'Choose the documents, or a ZIP file of them' })
    const chosen = form.ok ? await intoChosen(req, form.value.into) : undefined
    if (chosen?.ok === false) problems.push({ place: 'into', message: chosen.message })
    const into = chosen?.ok ? chosen.into : undefined
    const pages = into && (await questionnaireOf(into._id, into.version)).pages
    if (pages && documentQuestions(pages).length === 0)
      problems.push({ place: 'into', message: 'None of its questions takes a document or a long text' })
    if (!form.ok || problems.length > 0) {
      await drop(req)
      keepEntry(req, 'documents', req.body, problems)
      return res.redirect(303, root)
    }
    const collected = await collect(documents)
    const title = into?.title ?? form.value.title
    const record: Import = {
      ...{ _id: newId(), title, file: '', encoding: '', columns: [] },
      consultation: into?._id ?? (await freeSlug(title)),
      ...(into ? { into: into.version } : {}),
      name: documents.length === 1 ? (documents[0]?.name ?? '') : `${documents.length} files`,
      documents: collected.documents,
      ...{ choice: 'none', basis: '', state: 'preview' },
      counts: { taken: 0, empty: 0, faulty: 0 },
      ...{ problems: collected.problems, problemCount: collected.problems.length },
      ...{ account: signedIn(req)._id, at: new Date() },
    }
    if (table) {
      record.problems = [...record.problems, ...(await readWho(table, collected.documents, record))]
      await removeFile(table.file)
    }
    if (collected.documents.length === 0) {
      const told = record.problems.map(({ message }) => ({ place: 'documents', message }))
      keepEntry(
        req,
        'documents',
        req.body,
        told.length > 0 ? told : [{ place: 'documents', message: 'There is no document in it' }],
      )
      return res.redirect(303, root)
    }
    await dropPreviews(new Date())
    await addImport({ ...record, problemCount: record.problems.length })
    res.redirect(303, `${root}/${record._id}`)
  })

  router.get(one, allowImporting(), async (req, res) => {
    const record = await documentsOf(req)
    if (record.state !== 'preview') return res.redirect(303, `/desk/import/${record._id}`)
    res.render('importing/documents/preview', {
      layout: 'desk',
      ...documentsPage(record, await pagesOf(record), takeEntry(req, record._id)),
    })
  })

  router.post(one, allowImporting(), async (req, res) => {
    const record = await documentsOf(req)
    const form = validate(documentsForm, req.body)
    if (!form.ok) {
      keepEntry(req, record._id, req.body, form.problems)
      return res.redirect(303, `${root}/${record._id}`)
    }
    const came = dayWritten(form.value.came)
    if (record.state === 'preview') {
      const by = signedIn(req)._id
      const consultation = await claimFor(record, by)
      if (await beginImport(record._id, { ...form.value, ...(came ? { came } : {}) }, consultation)) {
        await recordEvent(by, `imported ${record.name}`, consultation)
        await askForDocuments(record._id)
        runner.wake()
      }
    }
    res.redirect(303, `/desk/import/${record._id}`)
  })

  router.use(root, dropRefused)
  return router
}

async function pagesOf({ consultation, into }: Import) {
  return into === undefined ? undefined : (await questionnaireOf(consultation, into)).pages
}

async function documentsOf(req: Request): Promise<Import> {
  const found = await findImport(String(req.params.import))
  if (!found?.documents || !(await maySeeImport(req, found)))
    throw new NotFound('There is no import of documents at this address.')
  return found
}

function arrivedIn(req: Request): { documents: Arrived[]; table: Arrived | undefined } {
  const files = (req.files ?? {}) as Record<string, Express.Multer.File[]>
  const arrived = (field: string) =>
    (files[field] ?? []).map(({ filename: file, originalname: name, size }) => ({
      ...{ file, name: name.normalize('NFC'), size },
    }))
  return { documents: arrived('documents'), table: arrived('table')[0] }
}

/** A request that is refused behind its upload leaves nothing behind; what multer refuses, it removes itself. */
const dropRefused: ErrorRequestHandler = async (error, req, _res, next) => {
  if (!(error instanceof multer.MulterError)) await drop(req)
  next(error)
}

async function drop(req: Request): Promise<void> {
  const { documents, table } = arrivedIn(req)
  for (const { file } of [...documents, ...(table ? [table] : [])]) await removeFile(file)
}
