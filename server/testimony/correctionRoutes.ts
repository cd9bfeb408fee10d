import { type Request, Router } from 'express'
import { allow, signedIn } from '../accounts/allow.ts'
import { record } from '../accounts/auditStore.ts'
import { may } from '../accounts/roles.ts'
import { consultationOf } from '../consultations/load.ts'
import { NotFound } from '../errors.ts'
import { keepEntry, takeEntry } from '../http/entry.ts'
import { validate } from '../http/validate.ts'
import { reportName, reportNameInSentence } from '../reports/names.ts'
import { changeReport } from '../reports/store.ts'
import { readTemplate } from '../reports/template/read.ts'
import { type Correction, correctionsIn } from './corrections.ts'
import { correctionForm } from './forms.ts'
import { repeatsIn } from './repeats.ts'

const path = '/desk/:consultation/corrections'

/** What was published of words that were withdrawn, with a proposal of how to put each right. */
export function correctionRoutes(): Router {
  const router = Router()

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const [corrections, repeats] = await Promise.all([
      correctionsIn(consultation._id),
      repeatsIn(consultation._id),
    ])
    res.render('testimony/corrections', {
      layout: 'desk',
      title: 'To correct',
      section: 'reports',
      consultation,
      repeats,
      corrections: corrections.map(({ publication, report, quotes }) => ({
        ...{ title: publication.title, name: reportName(publication), version: publication.version },
        quotes: quotes.join(', '),
        href: `/desk/${consultation._id}/corrections/${report._id}`,
      })),
    })
  })

  router.get(`${path}/:report`, allow('read'), async (req, res) => {
    const [consultation, correction] = await Promise.all([consultationOf(req), correctionOf(req)])
    const { publication, report, quotes, template, words } = correction
    const entry = takeEntry(req, `correction ${report._id}`)
    res.render('testimony/correction', {
      layout: 'desk',
      title: `Correct ${reportNameInSentence(publication)}`,
      section: 'reports',
      consultation,
      mayPublish: may(signedIn(req), 'publish'),
      ...{ publication, report, words, name: reportNameInSentence(publication) },
      quotes: quotes.join(', '),
      isDone: template === report.template,
      values: entry?.values ?? { template },
      problems: entry?.problems,
    })
  })

  router.post(`${path}/:report`, allow('publish'), async (req, res) => {
    const { report } = await correctionOf(req)
    const form = validate(correctionForm, req.body)
    const problems = form.ok ? readTemplate(form.value.template).problems : form.problems
    if (form.ok && problems.length === 0) {
      const { version, template } = form.value
      if (await changeReport({ ...report, version }, { template }, signedIn(req)._id)) {
        await record(signedIn(req)._id, 'took withdrawn quotes out of a report', report._id)
        req.session.notice =
          'The report no longer calls the withdrawn quotes. Read it, then publish the correction.'
        return res.redirect(303, `/desk/${report.consultation}/reports/${report._id}/publication`)
      }
      problems.push({
        place: 'template',
        message:
          'Someone else changed this report meanwhile. What you entered is kept below: compare it and send it again',
      })
    }
    keepEntry(req, `correction ${report._id}`, req.body, problems)
    res.redirect(303, `/desk/${report.consultation}/corrections/${report._id}`)
  })

  return router
}

async function correctionOf(req: Request): Promise<Correction> {
  const { _id } = await consultationOf(req)
  const found = (await correctionsIn(_id)).find(({ report }) => report._id === req.params.report)
  if (!found) throw new NotFound('There is nothing to correct at this address: perhaps it was done already.')
  return found
}
