import { type Request, Router } from 'express'
import type { z } from 'zod'
import type { Problem } from '../../../analysis/index.ts'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import type { Consultation } from '../../consultations/store.ts'
import { NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { reportOf } from '../load.ts'
import { reportNameInSentence } from '../names.ts'
import type { Report } from '../store.ts'
import { publishForm } from './forms.ts'
import { freeze } from './freeze.ts'
import { publicationPage } from './page.ts'
import { quotedIn } from './quoted.ts'
import { findVersionOf, type Publication } from './store.ts'

const path = '/desk/:consultation/reports/:report/publication'

/** Publishing a report, and what was published of it. */
export function publicationRoutes({ config, runner, post }: Services): Router {
  const router = Router()

  router.get(path, allow('read'), async (req, res) => {
    const [consultation, report] = await Promise.all([consultationOf(req), reportOf(req)])
    const entry = takeEntry(req, `publication ${report._id}`)
    res.render('reports/publication', {
      layout: 'desk',
      title: `Publish ${reportNameInSentence(report)}`,
      section: 'reports',
      consultation,
      mayPublish: may(signedIn(req), 'publish'),
      maySeeContacts: may(signedIn(req), 'seeContacts'),
      ...(await publicationPage({ report, account: signedIn(req), consultation }, entry, new Date())),
    })
  })

  router.post(path, allow('publish'), async (req, res) => {
    const [consultation, report] = await Promise.all([consultationOf(req), reportOf(req)])
    const form = validate(publishForm, req.body)
    const refused = form.ok ? await publish(req, consultation, report, form.value) : form.problems
    if (refused.length === 0) runner.wake()
    else keepEntry(req, `publication ${report._id}`, req.body, refused)
    res.redirect(303, `/desk/${consultation._id}/reports/${report._id}/publication`)
  })

  router.get(`${path}/:version/sidecar`, allow('export'), async (req, res) => {
    const { report, slug, version, sidecar } = await versionOf(req)
    const name = `${slug}-version-${version}-private-key.json`
    await record(signedIn(req)._id, `exported the private key of a publication (version ${version})`, report)
    res.type('application/json; charset=utf-8').attachment(name).send(sidecar)
  })

  router.get(`${path}/:version/quoted`, allow('seeContacts'), async (req, res) => {
    const [consultation, publication] = await Promise.all([consultationOf(req), versionOf(req)])
    const { report, slug, version } = publication
    await record(signedIn(req)._id, `looked up whom a publication quotes (version ${version})`, report)
    const quoted = await quotedIn(publication, post.sends)
    res.render('reports/quoted', {
      layout: 'desk',
      title: 'Whom it quotes',
      section: 'reports',
      consultation,
      version,
      back: `/desk/${consultation._id}/reports/${report}/publication`,
      address: `${config.baseUrl}/c/${consultation._id}/reports/${slug}`,
      quoted: quoted.length,
      reachable: quoted.filter(({ email }) => email !== ''),
      others: quoted.filter(({ email }) => email === ''),
    })
  })

  return router
}

/** The version of a report that a request's address names, out or not. @throws NotFound */
async function versionOf(req: Request): Promise<Publication> {
  const { _id } = await reportOf(req)
  const version = Number(req.params.version)
  const found = Number.isSafeInteger(version) ? await findVersionOf(_id, version) : null
  if (!found) throw new NotFound('This report has no such version.')
  return found
}

/** Publishes a report, and says so on the page that follows. @returns what stands in the way */
async function publish(
  req: Request,
  consultation: Consultation,
  report: Report,
  { seen, publishAt, correction }: z.infer<typeof publishForm>,
): Promise<Problem[]> {
  const [by, now] = [signedIn(req)._id, new Date()]
  const frozen = await freeze(
    consultation,
    report,
    { seen, by, publishAt: publishAt ?? now, correction },
    now,
  )
  if (!frozen.ok) return frozen.problems
  const { version } = frozen.publication
  await record(by, `published a report (version ${version})`, report._id)
  const when = publishAt ? ', and appears at the time you gave' : ' and published'
  const { withheld } = frozen
  const taken =
    withheld.length > 0
      ? ` In the same moment ${withheld.join(', ')} was taken back by its respondent. It is shown to nobody: correct the report.`
      : ''
  req.session.notice = `Version ${version} of ${reportNameInSentence(frozen.publication)} is frozen${when}.${taken}`
  return []
}
