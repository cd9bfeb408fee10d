import { createHmac } from 'node:crypto'
import type { Invitation } from '../../consultations/invitations/invitation.ts'
import { invitationBehind, markBegun } from '../../consultations/invitations/invitationStore.ts'
import { linkOf } from '../../consultations/invitations/token.ts'
import { inItsLanguages } from '../../consultations/load.ts'
import { type Consultation, findConsultation, openingOf } from '../../consultations/store.ts'
import { NotFound } from '../../errors.ts'
import { say } from '../../http/languages/say.ts'
import { addInvitedDraft, type Draft, draftIdOf, findDraft } from '../draftStore.ts'
import { idByOrigin } from '../store.ts'

/**
 * The token of the one draft that a personal link has. It is made of the link's own, which is kept nowhere once the
 * response is sent: so one link has one draft, and nothing that is kept leads from an invitation to a response.
 */
export function draftTokenOf(token: string): string {
  return createHmac('sha256', token).update('draft').digest('base64url').slice(0, 24)
}

/** What a personal link opens, with what was begun by it. */
export type Invited = {
  token: string
  invitation: Invitation
  consultation: Consultation
  draftToken: string
  draft: Draft | null
  /** Whether its response was sent. */
  isSent: boolean
}

/** @throws NotFound where a personal link opens nothing, or its invitation was withdrawn */
export async function invitedBy(token: string): Promise<Invited> {
  const invitation = await invitationBehind(linkOf(token))
  const consultation = invitation && (await findConsultation(invitation.consultation))
  if (!invitation || !consultation || consultation.version === 0)
    throw new NotFound(
      say(
        'This personal link opens nothing. Check that all of it was copied, to its last character. If you were sent a newer one, use that.',
      ),
    )
  if (invitation.state === 'withdrawn')
    throw new NotFound(
      say(
        'This invitation was withdrawn by {{asker}}, and its link opens nothing any more. If you think that is wrong, write to: {{contact}}',
        { asker: consultation.asker, contact: consultation.contact },
      ),
    )
  const draftToken = draftTokenOf(token)
  const begun = await begunBy(draftToken)
  const spoken = await inItsLanguages(consultation, begun.draft?.language)
  return { token, invitation, consultation: spoken, draftToken, ...begun }
}

/** The draft of a token, and whether it was sent. */
export async function begunBy(draftToken: string): Promise<{ draft: Draft | null; isSent: boolean }> {
  const draft = await findDraft(draftToken)
  const isSent =
    draft !== null &&
    (draft.response !== undefined || (await idByOrigin(draftIdOf(draftToken))) !== undefined)
  return { draft, isSent }
}

/**
 * Begins the one draft of a personal link, or finds it: begun twice, also at the same time, it is the same.
 * @returns false where nothing was begun, as the consultation takes no answers now
 */
export async function begin(
  { token, consultation, draftToken, draft }: Invited,
  now: Date,
): Promise<boolean> {
  const invitation = linkOf(token)
  if (!draft) {
    if (openingOf(consultation, now) !== 'open') return false
    const { _id, version } = consultation
    await addInvitedDraft(draftToken, { consultation: _id, version, invitation, startedOn: now })
  }
  await markBegun(invitation)
  return true
}
