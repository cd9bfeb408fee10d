import { type Consultation, openingOf } from '../store.ts'
import type { Counts } from './invitationStore.ts'
import type { Mailing } from './mailingStore.ts'

/** What an owner can have written to those who are on the list. */
export const mailActs = ['invite', 'remind'] as const
export type MailAct = (typeof mailActs)[number]

/** What an act comes to, in sentences for whoever confirms it; or why it cannot be done. */
export type MailPlan = { heading: string; effects: string[]; button: string } | { problem: string }

/** Plans mails to those who are on the list; nothing is asked for. */
export function planMails(
  consultation: Consultation,
  act: MailAct,
  counts: Counts,
  mailing: Mailing,
  { sends, now }: { sends: boolean; now: Date },
): MailPlan {
  const opening = openingOf(consultation, now)
  if (opening === 'closed') return { problem: 'It is closed, so nobody is written to. Open it again first.' }
  const how = sends
    ? 'They are mailed some at a time; you may leave the page.'
    : 'This site sends no mail: they come to the outbox, a hundred at a time, for an administrator to send by hand.'
  if (act === 'invite') {
    if (counts.unsent === 0) return { problem: 'Everybody on the list was written to.' }
    return {
      heading: 'Send the invitations',
      effects: [
        `${people(counts.unsent)} who ${counts.unsent === 1 ? 'was' : 'were'} not written to yet ${counts.unsent === 1 ? 'gets' : 'get'} an invitation with a personal link.`,
        ...(opening === 'open' ? [] : ['They are sent once it is open, and not before.']),
        how,
      ],
      button: 'Send them',
    }
  }
  if (opening !== 'open') return { problem: 'It is not open yet, so there is nobody to remind.' }
  if (mailing.reminding) return { problem: 'Reminders are being sent already.' }
  if (counts.remindable === 0)
    return { problem: 'Everybody who was invited has answered, or wants no reminders.' }
  return {
    heading: 'Send reminders',
    effects: [
      `${people(counts.remindable)} who ${counts.remindable === 1 ? 'has' : 'have'} not answered ${counts.remindable === 1 ? 'gets' : 'get'} a reminder with the same personal link.`,
      'Whoever answers before theirs is sent gets none.',
      how,
    ],
    button: 'Send them',
  }
}

function people(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'person' : 'people'}`
}
