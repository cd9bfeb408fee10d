/** How far somebody who was invited has come. */
export const invitationStates = ['invited', 'begun', 'answered', 'withdrawn'] as const
export type InvitationState = (typeof invitationStates)[number]

/** Those who may still answer. */
export const openStates: InvitationState[] = ['invited', 'begun']

/**
 * Somebody who was invited to a consultation by a personal link. Once they have answered, nothing in it leads to their
 * response: it holds the hash of the link's token, of which their draft's own link was made, and no time.
 */
export type Invitation = {
  _id: string
  consultation: string
  name: string
  /** As it was brought, and as it is told apart from others: in small letters. */
  email: string
  key: string
  /** The hash of the token of their link. */
  link: string
  /** The token, as `seal` left it, for the mails; gone once they have answered, or it was withdrawn. */
  sealed?: string
  state: InvitationState
  /** Whether they want no reminders. */
  quiet?: boolean
  /** The last round of mails that they were written to in; 0 before the invitation itself, which is round 1 or later. */
  told: number
}
