import { type Request, Router } from 'express'
import type { Problem } from '../../../analysis/index.ts'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { thoseWhoMay } from '../../accounts/people/inConsultation.ts'
import { consultationOf } from '../../consultations/load.ts'
import { newId } from '../../database/ids.ts'
import { NotFound } from '../../errors.ts'
import { keepEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { newToken } from '../../responses/draftStore.ts'
import type { Services } from '../../services.ts'
import { exportReport } from '../export/exportReport.ts'
import { sha256 } from '../export/hash.ts'
import { markdownFile } from '../export/markdown.ts'
import { reportOf } from '../load.ts'
import type { Report } from '../store.ts'
import { previewForm, signForm, signOffForm } from './forms.ts'
import { addPreview, removePreview } from './previewStore.ts'
import { addSignOff, findSignOff, removeSignOff, signAs } from './signOffStore.ts'

const path = '/desk/:consultation/reports/:report'
const aDay = 24 * 60 * 60 * 1000

/** Who signs a report before it is published, and private links to it. All lead back to its page of publications. */
export function sharingRoutes({ config }: Services): Router {
  const router = Router()

  router.post(`${path}/sign-offs`, allow('publish'), async (req, res) => {
    const report = await reportOf(req)
    const form = validate(signOffForm, req.body)
    const problems = form.ok ? [] : form.problems
    const readers = await thoseWhoMay(report.consultation, 'read')
    if (form.ok && !readers.some(({ _id }) => _id === form.value.account))
      problems.push({ place: 'account', message: 'Choose who signs it from the list' })
    if (form.ok && problems.length === 0) {
      const { consultation } = report
      await addSignOff({ _id: newId(), consultation, report: report._id, askedAt: new Date(), ...form.value })
      await record(signedIn(req)._id, `asked for a signature (${form.value.as})`, report._id)
      req.session.notice = 'The report now waits for that signature.'
    }
    backTo(req, report, problems)
    res.redirect(303, pageOf(report))
  })

  router.post(`${path}/sign-offs/:signOff`, allow('read'), async (req, res) => {
    const report = await reportOf(req)
    const signOff = await findSignOff(report._id, String(req.params.signOff))
    if (!signOff) throw new NotFound('This signature is no longer asked for.')
    const form = validate(signForm, req.body)
    const problems = form.ok ? await sign(req, report, signOff._id, form.value.seen) : form.problems
    backTo(req, report, problems)
    res.redirect(303, pageOf(report))
  })

  router.post(`${path}/sign-offs/:signOff/remove`, allow('publish'), async (req, res) => {
    const report = await reportOf(req)
    await removeSignOff(report._id, String(req.params.signOff))
    await record(signedIn(req)._id, 'took back that a signature is needed', report._id)
    req.session.notice = 'The report no longer waits for that signature.'
    res.redirect(303, pageOf(report))
  })

  router.post(`${path}/previews`, allow('publish'), async (req, res) => {
    const report = await reportOf(req)
    const form = validate(previewForm, req.body)
    if (form.ok) {
      const [token, now] = [newToken(), new Date()]
      const { who, days } = form.value
      const expiresAt = new Date(now.getTime() + days * aDay)
      await addPreview(token, { consultation: report.consultation, report: report._id, who, expiresAt }, now)
      await record(signedIn(req)._id, 'made a preview link', report._id)
      req.session.notice = `The link for ${who}, shown this once: ${config.baseUrl}/preview/${token}`
    }
    backTo(req, report, form.ok ? [] : form.problems)
    res.redirect(303, pageOf(report))
  })

  router.post(`${path}/previews/:preview/end`, allow('publish'), async (req, res) => {
    const report = await reportOf(req)
    await removePreview(report._id, String(req.params.preview))
    await record(signedIn(req)._id, 'ended a preview link', report._id)
    req.session.notice = 'That link leads nowhere any more.'
    res.redirect(303, pageOf(report))
  })

  return router
}

/** Signs the report that its signer saw, as it comes out now. @returns what stands in the way */
async function sign(req: Request, report: Report, signOff: string, seen: string): Promise<Problem[]> {
  const exported = await exportReport(await consultationOf(req), report)
  if (!exported.ok) return exported.problems
  const hash = sha256(markdownFile(exported.written))
  const place = 'signatures'
  if (hash !== seen)
    return [{ place, message: 'The report was changed while you read it. Read it again, then sign it.' }]
  const account = signedIn(req)._id
  if (!(await signAs(account, signOff, { hash, reportVersion: report.version, at: new Date() })))
    return [{ place, message: 'This signature is asked of someone else. Only they can give it.' }]
  await record(account, `signed a report (${hash.slice(0, 12)})`, report._id)
  req.session.notice = 'You have signed the report as it is now. An edit of it makes your signature void.'
  return []
}

function backTo(req: Request, report: Report, problems: Problem[]): void {
  if (problems.length > 0) keepEntry(req, `publication ${report._id}`, req.body, problems)
}

function pageOf(report: Report): string {
  return `/desk/${report.consultation}/reports/${report._id}/publication`
}
