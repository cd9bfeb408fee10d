import { type Request, Router } from 'express'
import { z } from 'zod'
import { allow, signedIn } from '../../accounts/allow.ts'
import { may } from '../../accounts/roles.ts'
import { NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { joinedTranslations } from '../languages/translations.ts'
import { consultationOf } from '../load.ts'
import type { Questionnaire } from '../questions.ts'
import { askNextVersion, zoneOf } from '../store.ts'
import { versionsOf } from '../versions.ts'
import { change } from './change.ts'
import { addressOf, buildableOf } from './load.ts'
import { publish } from './publish.ts'
import { root } from './reply.ts'
import { buildingOf } from './store.ts'
import { publishPage, versionList, versionPage } from './versionPage.ts'

const publishForm = z.object({ seen: z.coerce.number({ error: 'Reload the page and try again' }) })

/** Publishing what was built, and the versions that were published. */
export function versionRoutes(): Router {
  const router = Router()

  router.get(`${root}/publish`, allow('manageConsultations'), async (req, res) => {
    const before = await buildableOf(req)
    const consultation = (await askNextVersion(before)) ? await buildableOf(req) : before
    const [building, versions] = await Promise.all([buildingOf(consultation), versionsOf(consultation)])
    const at = addressOf(consultation)
    res.render('consultations/building/publish', {
      layout: 'desk',
      section: 'questions',
      consultation,
      at,
      problems: takeEntry(req, `publish ${consultation._id}`)?.problems,
      ...publishPage(consultation, building, versions, at),
    })
  })

  router.post(`${root}/publish`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const form = validate(publishForm, req.body)
    const published = form.ok
      ? await publish(consultation, signedIn(req)._id, form.value.seen, new Date())
      : form
    if (published.ok && 'version' in published) {
      req.session.notice = `Version ${published.version} is published.`
      const isFirst = published.version === 1
      return res.redirect(
        303,
        isFirst ? `/desk/${consultation._id}/setup` : `${addressOf(consultation)}/versions`,
      )
    }
    const problems = published.ok
      ? []
      : published.problems.map(({ message }) => ({ place: 'changes', message }))
    keepEntry(req, `publish ${consultation._id}`, {}, problems)
    res.redirect(303, `${addressOf(consultation)}/publish`)
  })

  router.get(`${root}/versions`, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    res.render('consultations/building/versions', {
      layout: 'desk',
      section: 'questions',
      consultation,
      at: addressOf(consultation),
      zone: zoneOf(consultation),
      ...(await versionList(await versionsOf(consultation))),
    })
  })

  router.get(`${root}/versions/:version`, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const versions = await versionsOf(consultation)
    res.render('consultations/building/version', {
      layout: 'desk',
      section: 'questions',
      consultation,
      at: addressOf(consultation),
      mayBuild: consultation.kind !== 'imported' && may(signedIn(req), 'manageConsultations'),
      zone: zoneOf(consultation),
      ...versionPage(versions, versionNamed(versions, req)),
    })
  })

  router.post(`${root}/versions/:version/restore`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const { version, pages, translations } = versionNamed(await versionsOf(consultation), req)
    const what = `brought back version ${version}`
    await change(consultation, signedIn(req)._id, (_, building) => ({
      ok: true,
      pages,
      translations: joinedTranslations(building.translations, translations),
      what,
    }))
    req.session.notice = `The questions stand as in version ${version}. Nothing is published by that, and it can be undone.`
    res.redirect(303, addressOf(consultation))
  })

  return router
}

/** The version that an address names. @throws NotFound where there is none of this number */
function versionNamed(versions: Questionnaire[], req: Request): Questionnaire {
  const found = versions.find(({ version }) => String(version) === req.params.version)
  if (!found) throw new NotFound('There is no such version of the questions.')
  return found
}
