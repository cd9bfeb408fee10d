import { Router } from 'express'
import { z } from 'zod'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { listAccounts } from '../../accounts/store.ts'
import { consultationOf } from '../../consultations/load.ts'
import { Invalid } from '../../errors.ts'
import { validate } from '../../http/validate.ts'
import { findJob } from '../../jobs/store.ts'
import { addDecision, type Decision, decisions } from '../../responses/samePerson/pairStore.ts'
import type { Services } from '../../services.ts'
import { askForPeople } from './look.ts'
import { samePersonPage } from './page.ts'

const path = '/desk/:consultation/same-person'

const decisionForm = z.object({ decision: z.enum(decisions), seen: z.coerce.number().int().min(0) })

const told: Record<Decision, string> = {
  same: 'They are one person’s from now on: findings count one respondent for both. Both responses stay as they are.',
  different: 'They are of different people. Nothing is counted otherwise.',
  open: 'The decision is taken back. Each is counted as a respondent of its own.',
}

/** Pairs of responses that look like one person’s, for those who may see who wrote them to decide on. */
export function samePersonRoutes({ runner }: Pick<Services, 'runner'>): Router {
  const router = Router()

  router.get(path, allow('seeContacts'), async (req, res) => {
    const consultation = await consultationOf(req)
    const names = new Map((await listAccounts()).map(({ _id, name }) => [_id, name]))
    const nameOf = (id: string) => names.get(id) ?? 'someone whose account is gone'
    const [page, job] = await Promise.all([
      samePersonPage(consultation._id, nameOf),
      findJob('samePerson', consultation._id),
    ])
    await record(signedIn(req)._id, 'looked at which responses are one person’s', consultation._id)
    res.render('campaigns/samePerson', {
      layout: 'desk',
      title: 'The same person twice',
      section: 'responses',
      consultation,
      at: `/desk/${consultation._id}/same-person`,
      looking: job?.state === 'waiting' || job?.state === 'running',
      ...page,
    })
  })

  router.post(path, allow('seeContacts'), async (req, res) => {
    const consultation = await consultationOf(req)
    await askForPeople(consultation._id)
    runner.wake()
    res.redirect(303, `/desk/${consultation._id}/same-person`)
  })

  router.post(`${path}/:pair`, allow('seeContacts'), async (req, res) => {
    const consultation = await consultationOf(req)
    const form = validate(decisionForm, req.body)
    if (!form.ok)
      throw new Invalid(
        'This form is not one that our pages make. Go back, reload the page and send it again.',
      )
    const { decision, seen } = form.value
    const by = signedIn(req)._id
    const pair = String(req.params.pair)
    const event = { at: new Date(), by, decision }
    if (await addDecision(consultation._id, pair, seen, event)) {
      await record(by, `decided of two responses: ${decision === 'open' ? 'taken back' : decision}`, pair)
      req.session.notice = told[decision]
    } else
      req.session.notice =
        'A colleague decided on this pair meanwhile, or it is not there any more. Nothing was changed now: look at what stands.'
    res.redirect(303, `/desk/${consultation._id}/same-person`)
  })

  return router
}
