import { type Request, Router } from 'express'
import { z } from 'zod'
import { allow, signedIn } from '../../accounts/allow.ts'
import { may } from '../../accounts/roles.ts'
import { codebookAt, codebookOf } from '../../codebook/store.ts'
import { changedThemes } from '../../codebook/versions/changes.ts'
import { differs, putBack } from '../../codebook/versions/putBack.ts'
import { mayUndo, undoVersion } from '../../codebook/versions/undoVersion.ts'
import { consultationOf } from '../../consultations/load.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import type { Services } from '../../services.ts'
import { comparePage } from './comparePage.ts'
import { versionsPage } from './listPage.ts'
import { olderTheme, putBackPage } from './putBackPage.ts'

const number = z
  .string()
  .regex(/^\d{1,7}$/)
  .transform(Number)
const compareForm = z.object({
  from: number.optional().catch(undefined),
  to: number.optional().catch(undefined),
})
const putBackForm = z.object({
  rules: z.enum(['yes', 'no']).catch('no'),
  meaning: z.enum(['yes', 'no']).optional().catch(undefined),
  seen: number.catch(0),
})

/** The history of the codebook: every version, any two compared, older words put back, and a version undone. */
export function versionRoutes({ runner }: Services): Router {
  const router = Router()
  const path = '/desk/:consultation/codebook-history'

  router.get(path, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const before = number.optional().catch(undefined).parse(req.query.before)
    const page = await versionsPage(consultation._id, before)
    res.render('coding/versions', {
      layout: 'desk',
      title: 'Versions of the codebook',
      section: 'themes',
      consultation,
      ...page,
      mayEdit: may(signedIn(req), 'editCodebook'),
    })
  })

  router.get(`${path}/compare`, allow('read'), async (req, res) => {
    const consultation = await consultationOf(req)
    const page = await comparePage(consultation._id, asked(req))
    res.render('coding/compareVersions', {
      layout: 'desk',
      title: `Version ${page.from} and version ${page.to} of the codebook`,
      section: 'themes',
      consultation,
      ...page,
      mayEdit: may(signedIn(req), 'editCodebook'),
    })
  })

  router.get(`${path}/:version/themes/:theme`, allow('editCodebook'), async (req, res) => {
    const consultation = await consultationOf(req)
    const codebook = await codebookOf(consultation._id)
    const older = await olderTheme(codebook, versionIn(req), String(req.params.theme))
    const entry = takeEntry(req, entryOf(req))
    res.render('coding/putBack', {
      layout: 'desk',
      title: `Put back the words of ${older.now.name}`,
      section: 'themes',
      consultation,
      ...putBackPage(older, entry?.values ?? {}),
      seen: codebook.version,
      problems: entry?.problems,
    })
  })

  router.post(`${path}/:version/themes/:theme`, allow('editCodebook'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const older = await olderTheme(await codebookOf(consultation), versionIn(req), String(req.params.theme))
    const { rules, meaning, seen } = putBackForm.parse(req.body)
    const { old, now, version } = older
    const again = (place: string, message: string) => {
      keepEntry(req, entryOf(req), { rules, meaning }, [{ place, message }])
      res.redirect(303, `/desk/${consultation}/codebook-history/${version}/themes/${now.id}`)
    }
    if (now.changed > seen)
      return again('', 'Someone else changed this theme while you looked. Look at what would change now.')
    if (meaning === undefined && differs(now, old, false))
      return again('meaning', 'Say whether the theme means something else with these words')
    const isOther = meaning === 'yes'
    const change = { old, version, rules: rules === 'yes', isOther }
    if (!(await putBack(consultation, signedIn(req)._id, change)))
      throw new Conflict('The theme was archived or merged meanwhile. Go back and look again.')
    runner.wake()
    req.session.notice = `${now.name} says again what it said in version ${version}.`
    res.redirect(303, `/desk/${consultation}/themes/${now.id}`)
  })

  router.post(`${path}/:version/undo`, allow('editCodebook'), async (req, res) => {
    const { _id: consultation } = await consultationOf(req)
    const version = versionIn(req)
    const [before, after] = await Promise.all([
      codebookAt(consultation, version - 1),
      codebookAt(consultation, version),
    ])
    if (!before || !after || !mayUndo(changedThemes(before.themes, after.themes)))
      throw new NotFound('There is no version at this address that can be undone here.')
    const by = signedIn(req)._id
    const { back, kept } = await undoVersion(consultation, by, version, before.themes, after.themes)
    runner.wake()
    req.session.notice = [
      back.length > 0
        ? `Version ${version} is undone: ${back.join(', ')}.`
        : `Nothing of version ${version} was left to undo.`,
      ...(kept.length > 0
        ? [`Left as it is, since it was changed since or is in use: ${kept.join(', ')}.`]
        : []),
    ].join(' ')
    res.redirect(303, `/desk/${consultation}/codebook-history`)
  })

  return router
}

function asked(req: Request): { from?: number; to?: number } {
  const { from, to } = compareForm.parse(req.query)
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

/** @throws NotFound when the address names no number */
function versionIn(req: Request): number {
  const version = number.safeParse(req.params.version)
  if (!version.success || version.data === 0)
    throw new NotFound('There is no version of the codebook at this address.')
  return version.data
}

function entryOf(req: Request): string {
  return `put back ${req.params.version} ${req.params.theme}`
}
