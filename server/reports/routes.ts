import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import { allow, signedIn } from '../accounts/allow.ts'
import { record } from '../accounts/auditStore.ts'
import { may } from '../accounts/roles.ts'
import { consultationOf } from '../consultations/load.ts'
import { NotFound } from '../errors.ts'
import { isPrintable } from '../findings/states.ts'
import { listFindings } from '../findings/store.ts'
import { keepEntry, takeEntry } from '../http/entry.ts'
import { validate } from '../http/validate.ts'
import type { Services } from '../services.ts'
import { saveReport } from './change.ts'
import { countOpenComments } from './comments/commentStore.ts'
import { commentRoutes } from './comments/routes.ts'
import { createReport } from './create.ts'
import { draftingRoutes } from './drafting/routes.ts'
import { overtakenBy } from './drafts/overtaken.ts'
import { draftRoutes } from './drafts/routes.ts'
import { editingRoutes, openForEditing } from './editing/routes.ts'
import { exportFile } from './export/exportFile.ts'
import { formats, isFormat } from './export/formats.ts'
import { quoteBank } from './export/quotes/bank.ts'
import { bankFormats, isBankFormat } from './export/quotes/bankFormats.ts'
import { newReportForm, reportForm } from './forms.ts'
import { gather } from './gather.ts'
import { reportOf } from './load.ts'
import { markUpRoutes } from './markup/routes.ts'
import { reportName } from './names.ts'
import { reportPage } from './page.ts'
import { permittedRoutes } from './permitted/routes.ts'
import { publishedRoutes } from './publication/publishedRoutes.ts'
import { publicationRoutes } from './publication/routes.ts'
import { listPublications } from './publication/store.ts'
import { toCorrect } from './publication/toCorrect.ts'
import { recommendationsFile, recommendationsPage } from './recommendations.ts'
import { previewRoutes } from './sharing/previewRoutes.ts'
import { sharingRoutes } from './sharing/routes.ts'
import { listReports, reportKinds } from './store.ts'
import { kindPurposes, startingTemplate } from './templates/templates.ts'

/** Recommendations: their templates, what they come out as, and their exports. */
export function reportRoutes(services: Services): Router {
  const router = Router()
  router.use(publishedRoutes())
  router.use(publicationRoutes(services))
  router.use(sharingRoutes(services))
  router.use(previewRoutes(services))
  router.use(draftRoutes())
  router.use(commentRoutes())
  router.use(draftingRoutes())
  router.use(markUpRoutes())
  router.use(editingRoutes())
  router.use(permittedRoutes())

  router.get('/desk/:consultation/reports', allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const [reports, publications, findings] = await Promise.all([
      listReports(consultation._id),
      listPublications(consultation._id),
      listFindings(consultation._id),
    ])
    const entry = takeEntry(req, 'new report')
    const chosen = [entry?.values.findings].flat()
    res.render('reports/reports', {
      layout: 'desk',
      title: 'Reports',
      section: 'reports',
      consultation,
      mayWrite: may(signedIn(req), 'writeFindings'),
      mayExport: may(signedIn(req), 'export'),
      toCorrect: toCorrect(publications).length,
      reports: reports.map(report => ({ ...report, name: reportName(report) })),
      hasRecommendations: reports.some(report => report.kind === 'recommendation'),
      kindChoices: reportKinds.map(kind => ({
        value: kind,
        label: kindPurposes[kind],
        chosen: kind === (entry?.values.kind ?? 'recommendation'),
      })),
      findingChoices: findings
        .filter(finding => isPrintable(finding.state))
        .map(({ key, statement }) => ({
          value: key,
          label: statement,
          chosen: entry ? chosen.includes(key) : true,
        })),
      values: entry?.values,
      problems: entry?.problems,
    })
  })

  router.get('/desk/:consultation/reports/quotes.:format', allow('export'), async (req, res) => {
    const consultation = await consultationOf(req)
    const format = String(req.params.format)
    if (!isBankFormat(format)) throw new NotFound('All quotes are exported as CSV, XLSX or JSON.')
    await record(signedIn(req)._id, `exported all quotes (${format})`, consultation._id)
    res.attachment(`quotes.${format}`).set('Cache-Control', 'no-store')
    await pipeline(Readable.from(bankFormats[format](quoteBank(consultation)), { objectMode: false }), res)
  })

  router.post('/desk/:consultation/reports', allow('writeFindings'), async (req, res) => {
    const consultation = await consultationOf(req)
    const form = validate(newReportForm, req.body)
    if (!form.ok) {
      keepEntry(req, 'new report', req.body, form.problems)
      return res.redirect(303, `/desk/${consultation._id}/reports`)
    }
    const { findings, kind } = form.value
    const material = await gather(consultation)
    const template = startingTemplate(kind, findings, material)
    // A draft of one kind cites what is on file; what any report rests on is for its author to say.
    const evidence = kind === 'recommendation' ? [...material.evidence.keys()] : []
    const known = findings.filter(key => material.findings.has(key))
    const said = { ...form.value, findings: known, evidence, template, by: signedIn(req)._id }
    const report = await createReport({ consultation: consultation._id, ...said })
    res.redirect(303, `/desk/${consultation._id}/reports/${report._id}`)
  })

  router.get('/desk/:consultation/reports/recommendations', allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const [reports, material] = await Promise.all([listReports(consultation._id), gather(consultation)])
    res.render('reports/recommendations', {
      layout: 'desk',
      title: 'Recommendations',
      section: 'reports',
      consultation,
      mayExport: may(signedIn(req), 'export'),
      problems: takeEntry(req, 'recommendations')?.problems,
      ...recommendationsPage(reports, material),
    })
  })

  router.get('/desk/:consultation/reports/recommendations/:format', allow('export'), async (req, res) => {
    const consultation = await consultationOf(req)
    const format = String(req.params.format)
    if (format !== 'markdown' && format !== 'html')
      throw new NotFound('The list of recommendations is not exported in that format.')
    const exported = await recommendationsFile(consultation, format)
    if (!exported.ok) {
      keepEntry(req, 'recommendations', {}, exported.problems)
      return res.redirect(303, `/desk/${consultation._id}/reports/recommendations`)
    }
    await record(signedIn(req)._id, `exported the list of recommendations (${format})`, consultation._id)
    const { type, file, content } = exported
    res.type(type).attachment(file).set('Cache-Control', 'no-store').send(content)
  })

  router.get('/desk/:consultation/reports/:report', allow('read'), async (req, res) => {
    const [consultation, report] = await Promise.all([consultationOf(req), reportOf(req)])
    const material = await gather(consultation, report.template)
    const entry = takeEntry(req, `report ${report._id}`)
    const mayWrite = may(signedIn(req), 'writeFindings')
    const overtaken = entry && (await overtakenBy(report, entry.values))
    res.render('reports/report', {
      layout: 'desk',
      title: `${reportName(report)}: ${report.title}`,
      section: 'reports',
      consultation,
      mayWrite,
      script: 'editing',
      editing: mayWrite ? (await openForEditing(report._id, signedIn(req)._id)).join(' ') : '',
      overtaken,
      openComments: await countOpenComments(report._id),
      ...reportPage(
        report,
        material,
        consultation,
        overtaken ? { ...entry, values: overtaken.values } : entry,
      ),
    })
  })

  router.post('/desk/:consultation/reports/:report', allow('writeFindings'), async (req, res) => {
    const report = await reportOf(req)
    const form = validate(reportForm, req.body)
    const problems = form.ok ? await saveReport(report, form.value, signedIn(req)._id) : form.problems
    if (problems.length > 0) keepEntry(req, `report ${report._id}`, req.body, problems)
    else req.session.notice = 'Saved.'
    res.redirect(303, `/desk/${report.consultation}/reports/${report._id}`)
  })

  router.get('/desk/:consultation/reports/:report/export/:format', allow('export'), async (req, res) => {
    const [consultation, report] = await Promise.all([consultationOf(req), reportOf(req)])
    const name = String(req.params.format)
    if (!isFormat(name)) throw new NotFound('Reports are not exported in that format.')
    const exported = await exportFile(consultation, report, name)
    if (!exported.ok) {
      keepEntry(req, `report ${report._id}`, report, exported.problems)
      return res.redirect(303, `/desk/${consultation._id}/reports/${report._id}`)
    }
    const { type, file } = formats[name]
    await record(signedIn(req)._id, `exported a report (${name})`, report._id)
    res.type(type).attachment(file(report)).set('Cache-Control', 'no-store').send(exported.content)
  })

  return router
}
