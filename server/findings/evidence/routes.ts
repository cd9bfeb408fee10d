import { type Request, Router } from 'express'
import { allow } from '../../accounts/allow.ts'
import { consultationOf } from '../../consultations/load.ts'
import { NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { type Finding, listFindings } from '../store.ts'
import { bearingChoices, bearingLabels, bearingsFrom } from './bearings.ts'
import { createEvidence } from './create.ts'
import { evidenceForm, newEvidenceForm } from './forms.ts'
import {
  type BearingKind,
  bearingKinds,
  changeEvidence,
  type Evidence,
  findEvidence,
  listEvidence,
  removeEvidence,
} from './store.ts'

/** What was published elsewhere and a report may cite. */
export function evidenceRoutes(): Router {
  const router = Router()

  router.get('/desk/:consultation/evidence', allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const entry = takeEntry(req, 'evidence')
    const [evidence, findings] = await Promise.all([
      listEvidence(consultation._id),
      listFindings(consultation._id),
    ])
    res.render('findings/evidence', {
      layout: 'desk',
      title: 'Evidence',
      section: 'evidence',
      consultation,
      evidence: evidence.map(item => ({ ...item, bears: bearsOn(item, findings) })),
      bearings: bearingChoices(findings, [], entry?.values),
      values: entry?.values,
      problems: entry?.problems,
    })
  })

  router.post('/desk/:consultation/evidence', allow('writeFindings'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const form = validate(newEvidenceForm, req.body)
    const taken = form.ok ? await createEvidence(await filled(consultation, form.value)) : undefined
    if (!form.ok || taken)
      keepEntry(req, 'evidence', req.body, taken ? [taken] : form.ok ? [] : form.problems)
    else req.session.notice = `“${form.value.key}” is on file.`
    res.redirect(303, `/desk/${consultation}/evidence`)
  })

  router.get('/desk/:consultation/evidence/:evidence', allow('read'), async (req, res) => {
    const [consultation, evidence] = await Promise.all([consultationOf(req), evidenceOf(req)])
    const findings = await listFindings(consultation._id)
    const entry = takeEntry(req, `evidence ${evidence._id}`)
    res.render('findings/evidenceItem', {
      layout: 'desk',
      title: evidence.citation,
      section: 'evidence',
      consultation,
      evidence,
      bearings: bearingChoices(findings, evidence.bearings, entry?.values),
      values: entry?.values ?? evidence,
      problems: entry?.problems,
    })
  })

  router.post('/desk/:consultation/evidence/:evidence', allow('writeFindings'), async (req, res) => {
    const { _id, consultation } = await evidenceOf(req)
    const form = validate(evidenceForm, req.body)
    if (!form.ok) {
      keepEntry(req, `evidence ${_id}`, req.body, form.problems)
      return res.redirect(303, `/desk/${consultation}/evidence/${_id}`)
    }
    const { consultation: _same, ...change } = await filled(consultation, form.value)
    await changeEvidence(consultation, _id, change)
    req.session.notice = 'Saved.'
    res.redirect(303, `/desk/${consultation}/evidence`)
  })

  router.post('/desk/:consultation/evidence/:evidence/remove', allow('writeFindings'), async (req, res) => {
    const { _id, consultation, key } = await evidenceOf(req)
    await removeEvidence(consultation, _id)
    req.session.notice = `“${key}” is off the file. Reports that call it will say so.`
    res.redirect(303, `/desk/${consultation}/evidence`)
  })

  return router
}

/** A form's fields with its ticks as bearings on the findings that there are. */
async function filled<T extends Record<BearingKind, string[]>>(consultation: string, value: T) {
  const { supports, qualifies, contradicts, ...rest } = value
  const bearings = bearingsFrom({ supports, qualifies, contradicts }, await listFindings(consultation))
  return { consultation, ...rest, bearings }
}

/** What a source bears on, in words: a line for each way. */
function bearsOn({ bearings }: Evidence, findings: Finding[]) {
  return bearingKinds.flatMap(how => {
    const statements = findings
      .filter(({ _id }) => bearings.some(bearing => bearing.finding === _id && bearing.how === how))
      .map(({ statement }) => statement)
    return statements.length > 0 ? [{ label: bearingLabels[how], statements }] : []
  })
}

async function evidenceOf(req: Request): Promise<Evidence> {
  const { _id } = await consultationOf(req)
  const found = await findEvidence(_id, String(req.params.evidence))
  if (!found) throw new NotFound('There is no such piece of evidence here.')
  return found
}
