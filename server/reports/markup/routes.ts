import { Router } from 'express'
import multer from 'multer'
import { z } from 'zod'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import { NotFound } from '../../errors.ts'
import { largestDocument } from '../../files/extract/problems.ts'
import { checkUploadCsrf } from '../../http/csrf.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { authorNames } from '../drafts/authors.ts'
import { reportOf } from '../load.ts'
import { kindNames } from '../store.ts'
import { bringBack } from './bringBack.ts'
import { decideOn } from './decideOn.ts'
import { findMarkUp, type MarkUp, markUpsOf } from './markupStore.ts'
import { markUpPage } from './page.ts'
import { workingCopy } from './workingCopy.ts'

const path = '/desk/:consultation/reports/:report/markups'
const upload = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: { fileSize: largestDocument, files: 1, fields: 10 },
})
const decisionForm = z.object({
  all: z.enum(['accepted', 'refused'], { error: 'Choose from the list' }).optional(),
})

/** A Word copy of a report goes out to be marked up, and comes back. */
export function markUpRoutes(): Router {
  const router = Router()

  router.get(path, allow('read'), async (req, res) => {
    const [consultation, report] = await Promise.all([consultationOf(req), reportOf(req)])
    const [markUps, nameOf] = await Promise.all([markUpsOf(report._id), authorNames()])
    res.render('reports/markups', {
      layout: 'desk',
      title: `Word copies of ${report.title}`,
      section: 'reports',
      consultation,
      report,
      name: `${kindNames[report.kind]} ${report.number}`,
      mayWrite: may(signedIn(req), 'writeFindings'),
      mayExport: may(signedIn(req), 'export'),
      markUps: markUps.map(({ _id, file, version, at, by, changes }) => ({
        ...{ _id, file, version, at },
        by: nameOf(by),
        changes: changes.length,
        waiting: changes.filter(({ decision }) => decision === 'waiting').length,
      })),
      problems: takeEntry(req, `markups ${report._id}`)?.problems,
    })
  })

  router.get(`${path}/copy`, allow('export'), async (req, res) => {
    const [consultation, report] = await Promise.all([consultationOf(req), reportOf(req)])
    const copy = await workingCopy(consultation, report)
    if (!copy.ok) {
      keepEntry(req, `markups ${report._id}`, {}, copy.problems)
      return res.redirect(303, `/desk/${consultation._id}/reports/${report._id}/markups`)
    }
    await record(
      signedIn(req)._id,
      `exported a report to be marked up (version ${report.version})`,
      report._id,
    )
    const name = `${kindNames[report.kind].toLowerCase().replace(/[^a-z]+/g, '-')}-${report.number}-version-${report.version}-to-mark-up.docx`
    res.type('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
    res.attachment(name).set('Cache-Control', 'no-store')
    res.send(copy.bytes)
  })

  router.post(path, allow('writeFindings'), upload.single('file'), checkUploadCsrf, async (req, res) => {
    const [consultation, report] = await Promise.all([consultationOf(req), reportOf(req)])
    const home = `/desk/${consultation._id}/reports/${report._id}/markups`
    const by = signedIn(req)._id
    const brought = req.file
      ? await bringBack(consultation, report, { name: req.file.originalname, bytes: req.file.buffer, by })
      : { ok: false as const, problems: [{ place: 'file', message: 'Choose the Word copy that came back' }] }
    if (!brought.ok) {
      keepEntry(req, `markups ${report._id}`, {}, brought.problems)
      return res.redirect(303, home)
    }
    await record(by, 'brought a marked-up copy of a report back', report._id)
    res.redirect(303, `${home}/${brought.id}`)
  })

  router.get(`${path}/:markUp`, allow('read'), async (req, res) => {
    const [consultation, report] = await Promise.all([consultationOf(req), reportOf(req)])
    const markUp = found(await findMarkUp(report._id, String(req.params.markUp)))
    res.render('reports/markup', {
      layout: 'desk',
      title: `What “${markUp.file}” would change`,
      section: 'reports',
      consultation,
      mayWrite: may(signedIn(req), 'writeFindings'),
      ...(await markUpPage(report, markUp, takeEntry(req, `markup ${markUp._id}`))),
    })
  })

  router.post(`${path}/:markUp`, allow('writeFindings'), async (req, res) => {
    const report = await reportOf(req)
    const markUp = found(await findMarkUp(report._id, String(req.params.markUp)))
    const form = validate(decisionForm, req.body)
    const all = form.ok ? form.value.all : undefined
    const body = (req.body ?? {}) as Record<string, unknown>
    const chosen = new Map(
      markUp.changes.flatMap((_, i) => {
        const decision = all ?? body[`change-${i}`]
        return decision === 'accepted' || decision === 'refused' ? [[i, decision] as const] : []
      }),
    )
    const by = signedIn(req)._id
    const { accepted, refused, problems } = await decideOn(report, markUp, chosen, by)
    if (chosen.size === 0)
      problems.push({
        place: 'changes',
        message: 'Choose of one change at least whether it is accepted or refused',
      })
    if (accepted > 0) await record(by, `took ${accepted} changes of a marked-up copy over`, report._id)
    if (accepted + refused > 0) req.session.notice = `Accepted: ${accepted}. Refused: ${refused}.`
    if (problems.length > 0) keepEntry(req, `markup ${markUp._id}`, {}, problems)
    res.redirect(303, `/desk/${report.consultation}/reports/${report._id}/markups/${markUp._id}`)
  })

  return router
}

function found(markUp: MarkUp | null): MarkUp {
  if (!markUp) throw new NotFound('There is no such copy of this report.')
  return markUp
}
