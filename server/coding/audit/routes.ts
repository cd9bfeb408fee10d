import { type Request, Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { may } from '../../accounts/roles.ts'
import { codebookOf } from '../../codebook/store.ts'
import { consultationOf } from '../../consultations/load.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { queueAddress, queueFields, withQuery } from '../back.ts'
import { queueForm, whereForm } from '../forms.ts'
import { recordOf } from '../record.ts'
import { countOutdated } from '../taggingStore.ts'
import { answerPassage } from './answer.ts'
import { auditPage } from './auditPage.ts'
import { endAudit } from './auditStore.ts'
import { beginAudit } from './begin.ts'
import { answerForm, beginForm } from './forms.ts'
import { auditPath } from './inQueue.ts'
import { passagePage } from './passagePage.ts'
import { nextOpen, passageAt, type Sample, sampleOf } from './sample.ts'

const beingTagged = {
  place: 'size',
  message: 'The responses are being tagged anew. Begin when the overview says no more of it',
}
const noSuchTheme = { place: 'theme', message: 'This theme is not in use. Choose another' }

/** Checking the machine: a random sample of passages, each shown without marks, and what their answers come to. */
export function auditRoutes({ runner }: Services): Router {
  const router = Router()
  const path = '/desk/:consultation/audit'

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const entry = takeEntry(req, 'audit')
    const page = await auditPage(consultation._id, entry?.values)
    res.render('coding/audit', {
      layout: 'desk',
      title: 'Check the machine',
      section: 'queue',
      consultation,
      ...page,
      mayCode: may(signedIn(req), 'code'),
      problems: entry?.problems,
    })
  })

  router.post(path, allow('code'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const form = validate(beginForm, req.body)
    const problems = form.ok ? await notNow(_id, form.value.theme) : form.problems
    if (form.ok && problems.length === 0) {
      await beginAudit(_id, signedIn(req)._id, form.value)
      runner.wake()
    } else keepEntry(req, 'audit', req.body, problems)
    res.redirect(303, auditPath(_id))
  })

  router.post(`${path}/end`, allow('code'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const sample = await sampleOf(_id)
    if (sample) await endAudit(sample.audit._id)
    req.session.notice = 'The sample is ended. What was answered stays.'
    res.redirect(303, auditPath(_id))
  })

  router.get(`${path}/:place`, allow('code'), async (req, res) => {
    const consultation = await consultationOf(req)
    const { sample, passage } = await passageAt(consultation._id, String(req.params.place))
    const entry = takeEntry(req, entryOf(passage._id))
    const where = backOf(req.query)
    const page = await passagePage(consultation, sample, passage, entry?.values, where)
    res.render('coding/auditPassage', {
      layout: 'desk',
      title: `Passage ${page.number} of ${page.of}`,
      section: 'queue',
      script: 'coding',
      consultation,
      ...page,
      problems: entry?.problems,
    })
  })

  router.post(`${path}/:place`, allow('code'), async (req, res) => {
    const { _id } = await consultationOf(req)
    const { sample, passage } = await passageAt(_id, String(req.params.place))
    const form = validate(answerForm, req.body)
    const where = backOf(req.body)
    if (!form.ok) {
      keepEntry(req, entryOf(passage._id), req.body, form.problems)
      return res.redirect(303, withQuery(`${auditPath(_id)}/${passage.place}`, where))
    }
    if (form.value.do === 'keep') {
      const themes = sample.audit.themes.filter(theme => form.value.themes.includes(theme))
      const record = await recordOf(_id, passage.respondent)
      await answerPassage(record, signedIn(req)._id, sample.audit, passage, themes)
    }
    res.redirect(303, onwards(req, _id, sample, passage.place))
  })

  return router
}

function entryOf(passage: string): string {
  return `audit ${passage}`
}

/** Why a sample cannot be drawn now. */
async function notNow(consultation: string, theme: string) {
  const { rulesVersion, themes } = await codebookOf(consultation)
  if (theme !== '' && !themes.some(each => each.id === theme && !each.archived)) return [noSuchTheme]
  return (await countOutdated(consultation, rulesVersion)) > 0 ? [beingTagged] : []
}

/** Where in the queue someone came from, as fields; none where they go through the sample by itself. */
function backOf(given: unknown): Record<string, string> {
  if (whereForm.parse(given ?? {}).back !== 'queue') return {}
  return { back: 'queue', ...queueFields(queueForm.parse(given)) }
}

/** To the next passage that nobody has answered, or to what they come to; or on in the queue. */
function onwards(req: Request, consultation: string, sample: Sample, place: number): string {
  const { back, ...fields } = backOf(req.body)
  if (back) {
    const here = queueForm.parse(fields)
    return queueAddress(consultation, { ...here, step: here.step + 1 })
  }
  const next = nextOpen(sample, place)
  return next ? `${auditPath(consultation)}/${next.place}` : auditPath(consultation)
}
