import { type Request, Router } from 'express'
import { z } from 'zod'
import { allow, signedIn } from '../../../accounts/allow.ts'
import { record } from '../../../accounts/auditStore.ts'
import { consultationOf } from '../../../consultations/load.ts'
import { Invalid, NotFound } from '../../../errors.ts'
import type { Approval } from '../../../findings/approvals/approval.ts'
import { findApproval } from '../../../findings/approvals/store.ts'
import { keepEntry } from '../../../http/entry.ts'
import { validate } from '../../../http/validate.ts'
import { acceptShorter } from './accept.ts'
import { proposedParts } from './proposal.ts'
import { undoShorter } from './undo.ts'

const path = '/desk/:consultation/approvals/:approval/shorter'
const form = z.object({ seen: z.coerce.number().int().min(0) })

/** Having quotes print only the part that their respondent allows, and undoing that. */
export function shorterRoutes(): Router {
  const router = Router()

  router.post(path, allow('writeFindings'), async (req, res) => {
    const [consultation, approval] = await Promise.all([consultationOf(req), approvalOf(req)])
    const read = validate(form, req.body)
    if (!read.ok) throw new Invalid('This form is not one that our pages make. Go back and reload the page.')
    const by = signedIn(req)._id
    const accepted = await acceptShorter(consultation, approval, {
      seen: read.value.seen,
      by,
      now: new Date(),
    })
    if (accepted.ok) {
      const keys = keysOf(approval)
      await record(
        by,
        `had a quote print only the part that its respondent allows (${keys})`,
        approval.report,
      )
      const what = `Printed of ${keys} is only what its respondent allows.`
      req.session.notice = accepted.approved
        ? `${what} The sentence is the one that they saw, so it counts as approved.`
        : `${what} The sentence is not to the letter the one that they saw: ask them about it as it is now.`
    } else keepEntry(req, 'approvals', {}, [accepted.problem])
    res.redirect(303, `/desk/${consultation._id}/approvals`)
  })

  router.post(`${path}/undo`, allow('writeFindings'), async (req, res) => {
    const approval = await approvalOf(req)
    const by = signedIn(req)._id
    const problem = await undoShorter(approval, by, new Date())
    if (problem) keepEntry(req, 'approvals', {}, [problem])
    else {
      await record(by, `had a quote print all of its words again (${keysOf(approval)})`, approval.report)
      req.session.notice = `${keysOf(approval)} prints again what it did before. Its respondent has not approved that.`
    }
    res.redirect(303, `/desk/${approval.consultation}/approvals`)
  })

  return router
}

async function approvalOf(req: Request): Promise<Approval> {
  const { _id } = await consultationOf(req)
  const found = await findApproval(_id, String(req.params.approval))
  if (!found) throw new NotFound('Nobody was asked about a sentence at this address.')
  return found
}

function keysOf(approval: Approval): string {
  return proposedParts(approval)
    .map(({ key }) => key)
    .join(', ')
}
