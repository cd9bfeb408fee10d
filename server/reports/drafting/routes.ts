import { type Request, Router } from 'express'
import { allow } from '../../accounts/allow.ts'
import { themes as themesOf } from '../../codebook/store.ts'
import { consultationOf } from '../../consultations/load.ts'
import { draftFrom } from '../../findings/draft.ts'
import { testimonyQuestions } from '../../findings/questions.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { gather } from '../gather.ts'
import { listReports } from '../store.ts'
import { draftQuery, insertForm, themesForm } from './forms.ts'
import { insertSection } from './insert.ts'
import { draftPage } from './page.ts'

/** Drafting a section of a report from findings or themes. */
export function draftingRoutes(): Router {
  const router = Router()

  router.get('/desk/:consultation/reports/draft', allow('writeFindings'), async (req, res) => {
    const consultation = await consultationOf(req)
    const [material, themes, reports] = await Promise.all([
      gather(consultation),
      themesOf(consultation._id),
      listReports(consultation._id),
    ])
    res.render('reports/draft', {
      layout: 'desk',
      title: 'Draft a section',
      section: 'reports',
      consultation,
      ...draftPage(
        draftQuery.parse(req.query),
        { material, themes, reports },
        consultation,
        takeEntry(req, 'draft'),
      ),
    })
  })

  router.post('/desk/:consultation/reports/draft', allow('writeFindings'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const form = validate(insertForm, req.body)
    const problem = form.ok
      ? await insertSection({ consultation, _id: form.value.into }, form.value.section, form.value.findings)
      : undefined
    if (form.ok && problem === undefined) {
      req.session.notice = 'The section is in the report. Fill its gaps, and read it against the testimony.'
      return res.redirect(303, `/desk/${consultation}/reports/${form.value.into}`)
    }
    const problems = form.ok ? [{ place: 'section', message: problem ?? '' }] : form.problems
    keepEntry(req, 'draft', req.body, problems)
    res.redirect(303, addressOf(consultation, entered(req, 'findings'), entered(req, 'into')[0]))
  })

  router.post('/desk/:consultation/reports/draft/themes', allow('writeFindings'), async (req, res) => {
    const consultation = await consultationOf(req)
    const form = validate(themesForm, req.body)
    const known = await themesOf(consultation._id)
    const themes = form.ok ? known.filter(theme => form.value.themes.includes(theme.id)) : []
    const [report] = entered(req, 'report')
    if (!form.ok || themes.length < form.value.themes.length) {
      const gone = {
        place: 'themes',
        message: 'A theme that you chose is no longer in the codebook. Choose again',
      }
      keepEntry(req, 'draft', req.body, form.ok ? [gone] : form.problems)
      return res.redirect(303, addressOf(consultation._id, [], report))
    }
    const scope = (await testimonyQuestions(consultation)).map(question => question.id)
    const { key } = await draftFrom(consultation._id, { themes, match: form.value.match }, scope)
    req.session.notice =
      'A finding was made of these themes, with the quotes that fit best. A report prints it once you have said what it claims, and marked it as ready.'
    res.redirect(303, addressOf(consultation._id, [key], report))
  })

  return router
}

/** What was entered in a field, whether once or several times. */
function entered(req: Request, field: string): string[] {
  const values: unknown[] = [req.body?.[field]].flat()
  return values.filter((value): value is string => typeof value === 'string')
}

function addressOf(consultation: string, findings: string[], report: string | undefined): string {
  const query = new URLSearchParams(report ? { report } : {})
  for (const key of findings) query.append('findings', key)
  return `/desk/${consultation}/reports/draft?${query}`
}
