import { type ErrorRequestHandler, type Request, Router } from 'express'
import multer from 'multer'
import type { Problem } from '../../../analysis/index.ts'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import { NotFound } from '../../errors.ts'
import { checkUploadCsrf } from '../../http/csrf.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { attributedIn, caseAttribute } from '../../responses/cases/caseStore.ts'
import type { Services } from '../../services.ts'
import { importStorage, removeFile } from '../fileStore.ts'
import { type AttributeBatch, dropAttributes, findAttributeBatch, moveBatch } from './batchStore.ts'
import { casesForm, decideForm, handForm } from './forms.ts'
import { dropOldAttributes } from './give.ts'
import { attributeBatchPage, attributesPage } from './page.ts'
import { type Given, nameProblem, propose } from './propose.ts'
import { readAttributes } from './readRows.ts'

const largest = 20 * 1024 * 1024
const upload = multer({ storage: importStorage, limits: { fileSize: largest, files: 1, fields: 10 } })
const path = '/desk/:consultation/attributes'

/** What is said of respondents: giving attributes from a table or by hand, cases, and taking a batch back. */
export function attributeRoutes({ runner }: Pick<Services, 'runner'>): Router {
  const router = Router()

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const entry = takeEntry(req, 'attributes')
    res.render('importing/attributes', {
      layout: 'desk',
      title: 'Attributes and cases',
      section: 'responses',
      consultation,
      ...(await attributesPage(consultation._id)),
      mayGive: may(signedIn(req), 'import'),
      problems: entry?.problems,
      values: entry?.values,
    })
  })

  router.post(path, allow('import'), upload.single('table'), checkUploadCsrf, async (req, res) => {
    const consultation = await consultationOf(req)
    const here = `/desk/${consultation._id}/attributes`
    const refuse = (messages: string[]) => {
      keepEntry(
        req,
        'attributes',
        {},
        messages.map(message => ({ place: 'table', message })),
      )
      res.redirect(303, here)
    }
    if (!req.file) return refuse(['Choose a CSV file or an .xlsx spreadsheet'])
    const { filename: file, originalname } = req.file
    const name = Buffer.from(originalname, 'latin1').toString('utf8')
    await dropOldAttributes(new Date())
    const read = await readAttributes(consultation, { file, name }).finally(() => removeFile(file))
    if (!read.ok) return refuse(read.problems.map(problem => `${name}: ${problem}`))
    const made = { by: signedIn(req)._id, title: name }
    res.redirect(303, `${here}/${await propose(consultation, made, read.rows, read.faults)}`)
  })

  router.post(`${path}/hand`, allow('import'), async (req, res) => {
    const consultation = await consultationOf(req)
    const here = `/desk/${consultation._id}/attributes`
    const form = validate(handForm, req.body)
    const wrong = form.ok ? await nameProblem(consultation, form.value.name) : undefined
    const problems = form.ok ? (wrong ? [{ place: 'name', message: wrong }] : []) : form.problems
    if (!form.ok || problems.length > 0) return refuseHand(req, problems, () => res.redirect(303, here))
    const { reference, case: of, name, value } = form.value
    const row: Given = {
      ...{ place: 'by hand', key: reference === '' ? 'case' : 'reference', of: reference || of },
      values: { [name]: value === '' ? null : value },
    }
    const made = { by: signedIn(req)._id, title: `${name} of ${reference || of}, by hand` }
    const id = await propose(consultation, made, [row], [])
    const batch = await findAttributeBatch(id)
    if (!batch || batch.counts.faulty > 0) {
      await dropAttributes(id)
      const place = reference === '' ? 'case' : 'reference'
      const found = (batch?.problems ?? []).map(({ message }) => ({ place, message }))
      return refuseHand(req, found, () => res.redirect(303, here))
    }
    await give(req, batch)
    runner.wake()
    res.redirect(303, `${here}/${id}`)
  })

  router.post(`${path}/cases`, allow('import'), async (req, res) => {
    const consultation = await consultationOf(req)
    const here = `/desk/${consultation._id}/attributes`
    const form = validate(casesForm, req.body)
    if (!form.ok) return refuseHand(req, form.problems, () => res.redirect(303, here))
    const { attribute } = form.value
    const rows = (await attributedIn(consultation._id)).flatMap(
      ({ reference, state, attributes, anonymous }) => {
        const value = (attributes[attribute] ?? '').trim()
        const row: Given = {
          place: reference,
          key: 'reference',
          of: reference,
          values: { [caseAttribute]: value },
        }
        return value === '' || state !== 'submitted' || anonymous ? [] : [row]
      },
    )
    const made = { by: signedIn(req)._id, title: `Cases made of “${attribute}”` }
    res.redirect(303, `${here}/${await propose(consultation, made, rows, [])}`)
  })

  router.get(`${path}/:batch`, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const batch = await batchOf(req, consultation._id)
    res.render('importing/attributeBatch', {
      layout: 'desk',
      title: batch.state === 'preview' ? 'Look at it first' : batch.title,
      section: 'responses',
      consultation,
      ...(await attributeBatchPage(batch)),
      mayGive: may(signedIn(req), 'import'),
    })
  })

  router.post(`${path}/:batch`, allow('import'), async (req, res) => {
    const consultation = await consultationOf(req)
    const batch = await batchOf(req, consultation._id)
    const here = `/desk/${consultation._id}/attributes`
    const form = validate(decideForm, req.body)
    if (form.ok && form.value.do === 'leave') {
      await dropAttributes(batch._id)
      req.session.notice = 'Left: nothing was given.'
      return res.redirect(303, here)
    }
    if (form.ok && form.value.do === 'give') await give(req, batch)
    if (form.ok && form.value.do === 'undo' && (await moveBatch(batch, 'applied')))
      await record(signedIn(req)._id, `took attributes back (${batch.title})`, consultation._id)
    runner.wake()
    res.redirect(303, `${here}/${batch._id}`)
  })

  router.use(path, dropRefusedUpload)
  return router
}

async function give(req: Request, batch: AttributeBatch): Promise<void> {
  if (batch.counts.responses > 0 && (await moveBatch(batch, 'preview')))
    await record(signedIn(req)._id, `gave attributes (${batch.title})`, batch.consultation)
}

function refuseHand(req: Request, problems: Problem[], back: () => void): void {
  keepEntry(req, 'attributes', req.body, problems)
  back()
}

/** An upload that ended in an error leaves nothing behind. */
const dropRefusedUpload: ErrorRequestHandler = async (error, req, _res, next) => {
  if (req.file) await removeFile(req.file.filename)
  next(error)
}

/** @throws NotFound where nothing was given, or looked at, at this address */
async function batchOf(req: Request, consultation: string): Promise<AttributeBatch> {
  const batch = await findAttributeBatch(String(req.params.batch))
  if (batch?.consultation !== consultation) throw new NotFound('No attributes were given at this address.')
  return batch
}
