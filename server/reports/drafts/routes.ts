import { Router } from 'express'
import { z } from 'zod'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { reportOf } from '../load.ts'
import { versionsPage } from './page.ts'
import { restoreVersion } from './restore.ts'

const path = '/desk/:consultation/reports/:report/versions'

const aVersion = z.coerce.number().int().min(1)
const compareForm = z.object({
  from: aVersion.optional().catch(undefined),
  to: aVersion.optional().catch(undefined),
})
const restoreForm = z.object({ seen: z.coerce.number({ error: 'Reload the page and try again' }) })

/** What a draft said in each of its versions: any two beside each other, and an earlier one brought back. */
export function draftRoutes(): Router {
  const router = Router()

  router.get(path, allow('read'), async (req, res) => {
    const [consultation, report] = await Promise.all([consultationOf(req), reportOf(req)])
    res.render('reports/versions', {
      layout: 'desk',
      title: `Versions of ${report.title}`,
      section: 'reports',
      consultation,
      mayWrite: may(signedIn(req), 'writeFindings'),
      problems: takeEntry(req, `versions ${report._id}`)?.problems,
      ...(await versionsPage(report, compareForm.parse(req.query))),
    })
  })

  router.post(`${path}/:version/restore`, allow('writeFindings'), async (req, res) => {
    const report = await reportOf(req)
    const form = validate(restoreForm, req.body)
    const version = Number(req.params.version)
    const by = signedIn(req)._id
    const problems = form.ok
      ? await restoreVersion(report, { version, seen: form.value.seen, by })
      : form.problems
    const home = `/desk/${report.consultation}/reports/${report._id}`
    if (problems.length > 0) {
      keepEntry(req, `versions ${report._id}`, req.body, problems)
      return res.redirect(303, `${home}/versions`)
    }
    await record(by, `brought version ${version} of a report back`, report._id)
    req.session.notice = `The report says again what it said in version ${version}. What it said before is kept as a version too.`
    res.redirect(303, home)
  })

  return router
}
