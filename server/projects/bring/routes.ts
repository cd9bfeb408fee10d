import { type ErrorRequestHandler, type Request, Router } from 'express'
import multer from 'multer'
import { allowBeginning, allowImporting, placesWhere, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { isAmong } from '../../accounts/people/places.ts'
import { claimFreeSlug } from '../../consultations/running/claim.ts'
import { newId } from '../../database/ids.ts'
import { NotFound } from '../../errors.ts'
import { checkUploadCsrf } from '../../http/csrf.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { findJob } from '../../jobs/store.ts'
import { countImported } from '../../responses/importedStore.ts'
import type { Services } from '../../services.ts'
import { transferView } from '../page.ts'
import { addTransfer, beginUndo, broughtProjects, findTransfer, type Transfer } from '../transferStore.ts'
import { askForProject } from './bringProject.ts'
import { projectForm } from './forms.ts'
import { bringPage } from './page.ts'
import { projectStorage, removeProjectFile } from './projectStore.ts'
import { askForProjectUndo } from './undo.ts'

const root = '/desk/import/project'
const one = `${root}/:transfer`
const largest = 500 * 1024 * 1024
const upload = multer({
  storage: projectStorage,
  defParamCharset: 'utf8',
  limits: { fileSize: largest, files: 1, fields: 10, fieldSize: 10_000 },
}).single('project')

/** Bringing a REFI-QDA project, of which a consultation of its own is made. */
export function bringRoutes({ runner }: Pick<Services, 'runner'>): Router {
  const router = Router()

  router.get(root, allowBeginning(), async (req, res) => {
    res.render('projects/bring', {
      layout: 'desk',
      ...bringPage(takeEntry(req, 'project'), await broughtProjects(await placesWhere(req, 'import'))),
    })
  })

  router.post(root, allowBeginning(), upload, checkUploadCsrf, async (req, res) => {
    const form = validate(projectForm, req.body)
    const problems = form.ok ? [] : form.problems
    if (!req.file || req.file.size === 0)
      problems.push({ place: 'project', message: 'Choose a project (.qdpx) that is not empty' })
    if (!form.ok || !req.file || problems.length > 0) {
      if (req.file) await removeProjectFile(req.file.filename)
      keepEntry(req, 'project', req.body, problems)
      return res.redirect(303, root)
    }
    const { title, choice, basis, approval } = form.value
    const at = new Date()
    const [_id, by] = [newId(), signedIn(req)._id]
    const transfer: Transfer = {
      ...{ _id, consultation: await claimFreeSlug(title, by, _id), direction: 'in' },
      ...{ name: req.file.originalname.normalize('NFC'), state: 'running', done: 0, of: 0 },
      brought: { file: req.file.filename, title, choice, basis, approval: approval === 'yes' },
      ...{ counts: {}, report: [], account: by, at, heard: at },
    }
    await addTransfer(transfer)
    await record(transfer.account, `imported the project ${transfer.name}`, transfer.consultation)
    await askForProject(transfer._id)
    runner.wake()
    res.redirect(303, `${root}/${transfer._id}`)
  })

  router.get(one, allowImporting(), async (req, res) => {
    const transfer = await transferOf(req)
    const job = await findJob(transfer.state === 'undoing' ? 'undoProject' : 'project', transfer._id)
    res.render('projects/brought', {
      layout: 'desk',
      title: transfer.brought?.title ?? transfer.name,
      consultationId: transfer.consultation,
      transfer: transferView(transfer, new Date(), job),
    })
  })

  router.get(`${one}/undo`, allowImporting(), async (req, res) => {
    const transfer = await transferOf(req)
    if (!(await undoableFrom(transfer))) return res.redirect(303, `${root}/${transfer._id}`)
    res.render('projects/undo', {
      layout: 'desk',
      title: 'Take a project back',
      transfer: { id: transfer._id, name: transfer.name },
      standing: await countImported(transfer._id),
    })
  })

  router.post(`${one}/undo`, allowImporting(), async (req, res) => {
    const transfer = await transferOf(req)
    const from = await undoableFrom(transfer)
    if (from && (await beginUndo(transfer._id, from))) {
      await record(signedIn(req)._id, `took back the project ${transfer.name}`, transfer.consultation)
      await askForProjectUndo(transfer._id)
      runner.wake()
    }
    res.redirect(303, `${root}/${transfer._id}`)
  })

  router.use(root, dropRefused)
  return router
}

/** The state from which what was brought can be taken back: done, or given up in the middle. */
async function undoableFrom({ _id, state }: Transfer): Promise<'done' | 'running' | undefined> {
  if (state === 'done') return 'done'
  return state === 'running' && (await findJob('project', _id))?.state === 'failed' ? 'running' : undefined
}

async function transferOf(req: Request): Promise<Transfer> {
  const found = await findTransfer(String(req.params.transfer))
  if (found?.direction !== 'in' || !isAmong(await placesWhere(req, 'import'), found.consultation))
    throw new NotFound('There is no project at this address.')
  return found
}

/** An upload that ended in an error leaves nothing behind; what multer refuses, it removes itself. */
const dropRefused: ErrorRequestHandler = async (error, req, _res, next) => {
  if (req.file && !(error instanceof multer.MulterError)) await removeProjectFile(req.file.filename)
  next(error)
}
