import { type Request, Router } from 'express'
import { z } from 'zod'
import { allow, signedIn } from '../../accounts/allow.ts'
import { may } from '../../accounts/roles.ts'
import { consultationOf } from '../../consultations/load.ts'
import { keepEntry, takeEntry } from '../../http/entry.ts'
import { validate } from '../../http/validate.ts'
import { findingOf } from '../load.ts'
import { lookAtOpposing, readOpposing } from '../look.ts'
import { opposingPage } from './page.ts'

const lookForm = z.object({
  passages: z.coerce.number({ error: 'Reload the page and try again' }).int().min(0),
  version: z.coerce.number({ error: 'Reload the page and try again' }),
})

/** Reading what speaks against a finding, and saying that it was read. */
export function opposingRoutes(): Router {
  const router = Router()
  const path = '/desk/:consultation/findings/:finding/opposing'

  router.get(path, allow('read'), async (req, res) => {
    const [consultation, finding] = await Promise.all([consultationOf(req), findingOf(req)])
    const passages = await readOpposing(finding)
    res.render('findings/opposing', {
      layout: 'desk',
      title: 'What speaks against it',
      section: 'findings',
      consultation,
      mayWrite: may(signedIn(req), 'writeFindings'),
      problems: takeEntry(req, `opposing ${finding._id}`)?.problems,
      ...(await opposingPage(finding, passages, fromIn(req))),
    })
  })

  router.post(path, allow('writeFindings'), async (req, res) => {
    const finding = await findingOf(req)
    const page = `/desk/${finding.consultation}/findings/${finding._id}`
    const form = validate(lookForm, req.body)
    const problems = form.ok
      ? await lookAtOpposing(
          { ...finding, version: form.value.version },
          signedIn(req)._id,
          form.value.passages,
        )
      : form.problems
    if (problems.length > 0) {
      keepEntry(req, `opposing ${finding._id}`, {}, problems)
      return res.redirect(303, `${page}/opposing`)
    }
    req.session.notice = 'It is kept that you read what speaks against the finding.'
    res.redirect(303, page)
  })

  return router
}

/** From which passage on the page begins: a whole number, nought where the address says none. */
function fromIn(req: Request): number {
  const given = req.query.from
  return typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : 0
}
