/** What mails are for. The rooms that ask for a kind say what stands in it: see post.ts. */
export const mailKinds = [
  'approval',
  'reminder',
  'answered',
  'quoted',
  'code',
  'link',
  'copy',
  'invitation',
  'invitationReminder',
  'colleague',
  'newPassword',
] as const
export type MailKind = (typeof mailKinds)[number]

export const kindNames: Record<MailKind, string> = {
  approval: 'A sentence to approve',
  reminder: 'A reminder of a sentence to approve',
  answered: 'An answer about a sentence',
  quoted: 'News of a report that quotes them',
  code: 'A code for an address',
  link: 'The private link of a draft',
  copy: 'A copy of what they sent',
  invitation: 'An invitation to answer',
  invitationReminder: 'A reminder to answer',
  colleague: 'An invitation of a colleague',
  newPassword: 'A link to set a new password',
}

/**
 * How far a mail has come. `sending`: a process has it, and the mail server none of it yet. `handing`: the mail server
 * is being given it, and may have it whatever follows. `unsure`: it may have been sent. `dropped`: it was no longer
 * wanted when its turn came.
 */
export const mailStates = ['waiting', 'sending', 'handing', 'sent', 'unsure', 'failed', 'dropped'] as const
export type MailState = (typeof mailStates)[number]

/**
 * A mail that was asked for. It holds no address, no name and no words: they are looked up when its turn comes, so that
 * nobody is written to who was deleted or withdrew meanwhile.
 */
export type Mail = {
  /** The hash of its kind and its cause: one cause has one mail. */
  _id: string
  kind: MailKind
  /** To whom, for the desk: the reference of a response or the id of an account; empty where it is told nobody. */
  to: string
  /** Ids of what it is about. */
  about: Record<string, string>
  /** As an address of the web names it, such as `en`. */
  language: string
  /** What nobody may read, as `seal` left it; taken away once the mail is settled. */
  sealed?: string
  state: MailState
  attempts: number
  /** Why it was not sent, without addresses and links. */
  problem?: string
  /** The account of whoever sent it by hand. */
  byHand?: string
  askedAt: Date
  notBefore: Date
  /** From then on it is of no use any more. */
  until: Date
  /** Until when the process that sends it holds it. */
  leaseUntil?: Date
  /** When it was sent, or given up. */
  settledAt?: Date
}

/** A mail in full, as it is sent. */
export type Letter = { to: string; subject: string; text: string }

/** A letter, or why there is none to send any more. */
export type Written = Letter | { dropped: string }
