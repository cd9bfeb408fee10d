import { findInvitation } from '../../consultations/invitations/invitationStore.ts'
import { tokenOf } from '../../consultations/invitations/token.ts'
import { translatedConsultation } from '../../consultations/languages/ownTexts.ts'
import { translationsIn } from '../../consultations/languages/translations.ts'
import { findConsultation, openingOf, zoneOf } from '../../consultations/store.ts'
import type { Mail, Written } from '../../mail/mail.ts'
import { fillMail } from '../../mail/template.ts'
import type { Services } from '../../services.ts'
import { begunBy, draftTokenOf } from './open.ts'

/** Says what stands in invitations and their reminders. */
export function registerInvitationLetters({ post, config }: Pick<Services, 'post' | 'config'>): void {
  for (const kind of ['invitation', 'invitationReminder'] as const)
    post.register(kind, (mail, _secrets, now) => invitationLetter(mail, config, now))
}

/** An invitation, or a reminder, as things stand when its turn comes: nobody is written to who has answered meanwhile. */
async function invitationLetter(
  { kind, about, language: asked }: Mail,
  { baseUrl, sessionSecret }: Services['config'],
  now: Date,
): Promise<Written> {
  const invitation = await findInvitation(about.invitation ?? '')
  const consultation = invitation && (await findConsultation(invitation.consultation))
  if (!invitation || !consultation) return { dropped: 'It is about nothing that is kept any more.' }
  if (invitation.state === 'withdrawn') return { dropped: 'The invitation was withdrawn.' }
  if (invitation.state === 'answered') return { dropped: 'They have answered.' }
  if (kind === 'invitationReminder' && invitation.quiet) return { dropped: 'They want no reminders.' }
  if (openingOf(consultation, now) !== 'open') return { dropped: 'The consultation takes no answers now.' }
  const token = tokenOf(invitation, sessionSecret)
  if (token === undefined)
    return { dropped: 'Its link can be read no more. Withdraw the invitation, and invite them again.' }
  const { draft, isSent } = await begunBy(draftTokenOf(token))
  if (isSent) return { dropped: 'They have answered.' }
  const language = draft?.language ?? asked
  const translations = translationsIn(consultation.translations, language)
  const { title, asker, contact } = translatedConsultation(consultation, translations)
  const values = {
    name: invitation.name,
    consultation: title,
    asker,
    contact,
    link: `${baseUrl}/invited/${token}`,
    reminders: `${baseUrl}/invited/${token}/reminders`,
    privacy: `${baseUrl}/c/${consultation._id}/privacy`,
    until: consultation.closesAt,
    zone: zoneOf(consultation),
    hasBegun: draft !== null,
  }
  return { to: invitation.email, ...fillMail(kind, language, values) }
}
