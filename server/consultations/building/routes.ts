import { Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { may } from '../../accounts/roles.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { consultationOf } from '../load.ts'
import { askNextVersion } from '../store.ts'
import { versionsOf } from '../versions.ts'
import { conditionRoutes } from './conditionRoutes.ts'
import { differs } from './differences.ts'
import { addressOf, buildableOf } from './load.ts'
import { buildingPage } from './page.ts'
import { pageRoutes } from './pageRoutes.ts'
import { frozenOf } from './publish.ts'
import { questionRoutes } from './questionRoutes.ts'
import { root, show } from './reply.ts'
import { buildingOf, undoChange } from './store.ts'
import { versionRoutes } from './versionRoutes.ts'

/** Building a questionnaire: its pages, its questions, when each is asked, and its versions. */
export function buildingRoutes(): Router {
  const router = Router()

  router.get(root, allow('read'), async (req, res) => {
    const before = await consultationOf(req)
    const consultation = (await askNextVersion(before)) ? await consultationOf(req) : before
    const [building, versions] = await Promise.all([buildingOf(consultation), versionsOf(consultation)])
    const entry = takeEntry(req, `questions ${consultation._id}`)
    show(req, res, consultation, 'list', {
      ...buildingPage(consultation, building, differs(versions.at(-1), frozenOf(consultation, building))),
      mayExport: may(signedIn(req), 'export'),
      problems: entry?.problems,
    })
  })

  router.post(`${root}/undo`, allow('manageConsultations'), async (req, res) => {
    const consultation = await buildableOf(req)
    const building = await buildingOf(consultation)
    const last = building.before.at(-1)
    const seen = (req.body as { version?: unknown }).version === String(building.version)
    if (last && seen && (await undoChange(building))) {
      await record(signedIn(req)._id, `questionnaire: undid “${last.what}”`.slice(0, 500), consultation._id)
      req.session.notice = `Undone: ${last.what}.`
    } else
      keepEntry(req, `questions ${consultation._id}`, {}, [
        {
          place: 'list',
          message: 'Someone else changed the questions meanwhile, so nothing was undone. Look at them below',
        },
      ])
    res.redirect(303, addressOf(consultation))
  })

  router.use(pageRoutes())
  router.use(questionRoutes())
  router.use(conditionRoutes())
  router.use(versionRoutes())
  return router
}
