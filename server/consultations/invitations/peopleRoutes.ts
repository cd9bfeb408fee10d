import { Router } from 'express'
import { allow, signedIn } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import type { Config } from '../../config.ts'
import { runConsultationOf } from '../running/load.ts'
import { invitationStates } from './invitation.ts'
import { eraseInvitation, inviteAgain, listPeople, withdrawInvitation } from './invitationStore.ts'
import { peoplePage } from './page.ts'
import { keyOf, newLink } from './token.ts'

const path = '/desk/:consultation/invitations/people'

/** The people who were invited: finding them, withdrawing an invitation, inviting again, and erasing somebody. */
export function peopleRoutes({ sessionSecret }: Config): Router {
  const router = Router()

  router.get(path, allow('manageConsultations'), async (req, res) => {
    const consultation = await runConsultationOf(req)
    const state = invitationStates.find(known => known === req.query.state)
    const from = keyOf(typeof req.query.from === 'string' ? req.query.from.trim() : '')
    const found = await listPeople(consultation._id, state, from)
    await record(signedIn(req)._id, 'looked at who was invited', consultation._id)
    res.render('consultations/invitations/people', {
      layout: 'desk',
      ...peoplePage(consultation, found, { state, from }),
    })
  })

  router.post(`${path}/:invitation/withdraw`, allow('manageConsultations'), async (req, res) => {
    const { _id } = await runConsultationOf(req)
    if (await withdrawInvitation(_id, String(req.params.invitation))) {
      await record(signedIn(req)._id, 'withdrew an invitation', _id)
      req.session.notice = 'The invitation is withdrawn: its link opens nothing any more.'
    } else req.session.notice = 'They have answered, or it was withdrawn already.'
    res.redirect(303, `/desk/${_id}/invitations/people`)
  })

  router.post(`${path}/:invitation/again`, allow('manageConsultations'), async (req, res) => {
    const { _id } = await runConsultationOf(req)
    if (await inviteAgain(_id, String(req.params.invitation), newLink(sessionSecret))) {
      await record(signedIn(req)._id, 'put somebody back on the list of those invited', _id)
      req.session.notice =
        'They are on the list again, with a new link. Send the invitations for it to reach them.'
    } else req.session.notice = 'Their invitation is not withdrawn.'
    res.redirect(303, `/desk/${_id}/invitations/people`)
  })

  router.post(`${path}/:invitation/erase`, allow('manageConsultations'), async (req, res) => {
    const { _id } = await runConsultationOf(req)
    if (await eraseInvitation(_id, String(req.params.invitation))) {
      await record(signedIn(req)._id, 'erased somebody from the list of those invited', _id)
      req.session.notice = 'Their name and address are erased.'
    } else req.session.notice = 'They may still answer: withdraw the invitation first.'
    res.redirect(303, `/desk/${_id}/invitations/people`)
  })

  return router
}
