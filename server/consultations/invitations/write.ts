import type { MailKind } from '../../mail/mail.ts'
import { countReady } from '../../mail/mailStore.ts'
import type { Services } from '../../services.ts'
import { languagesOf } from '../languages/languages.ts'
import { type Consultation, findConsultation, openingOf } from '../store.ts'
import { type Invitation, openStates } from './invitation.ts'
import { findInvitation, markTold, nextToWrite } from './invitationStore.ts'
import { activeMailings, endMailing, mailingOf } from './mailingStore.ts'

/**
 * How many mails of invitations may wait at once: a code that somebody waits for stands behind no more than these.
 * Where mails are sent by hand, it is as many as a page of the outbox can show beside others.
 */
const mostWaiting = { sent: 20, byHand: 100 }

const kinds: MailKind[] = ['invitation', 'invitationReminder']

/** Has the runner ask for the mails of invitations, a few at a time, while their consultation is open. */
export function registerInvitationMails({ runner, post }: Pick<Services, 'runner' | 'post'>): void {
  runner.registerBeside({
    name: 'write invitations',
    async waiting() {
      const most = post.sends ? mostWaiting.sent : mostWaiting.byHand
      for (const mailing of await activeMailings()) {
        const consultation = await findConsultation(mailing._id)
        const opening = consultation && openingOf(consultation, new Date())
        // What was left when it closed is not taken up unasked when it is opened again.
        if (opening === 'closed' || !opening) await endMailing(mailing)
        if (opening !== 'open') continue
        const room = most - (await countReady(kinds, new Date(), most))
        if (room <= 0) return []
        const which = {
          invite: mailing.inviting,
          ...(mailing.reminding ? { remind: mailing.round } : {}),
        }
        const next = await nextToWrite(mailing._id, which, room)
        if (next.length > 0) return next
        await endMailing(mailing)
      }
      return []
    },
    async run(id) {
      const invitation = await findInvitation(id)
      const consultation = invitation && (await findConsultation(invitation.consultation))
      if (!invitation || !consultation || !openStates.includes(invitation.state)) return
      const { round } = await mailingOf(consultation._id)
      await askFor(invitation, round, consultation)
      await markTold(invitation, round)
    },
  })

  /** One mail for each invitation and round: asked for again after a kill, it is the same. */
  async function askFor(
    { _id, told, quiet, link }: Invitation,
    round: number,
    consultation: Consultation,
  ): Promise<void> {
    if (told >= round || (told > 0 && quiet)) return
    const kind = told === 0 ? 'invitation' : 'invitationReminder'
    // A link that was made anew, as for somebody who is invited again, has mails of its own.
    const cause = `${_id}:${link}:${told === 0 ? 'first' : round}`
    const about = { invitation: _id }
    const [language] = languagesOf(consultation)
    await post.ask(
      { kind, cause, to: 'somebody invited', about, language, until: consultation.closesAt },
      new Date(),
    )
  }
}
