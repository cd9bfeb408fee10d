import MailComposer from 'nodemailer/lib/mail-composer'
import type { Config } from '../../config.ts'
import type { Letter, Mail } from '../mail.ts'
import { claimMail, markHanding, postpone, settle } from '../mailStore.ts'
import { isAddress } from '../plain.ts'
import type { Post } from '../post.ts'
import { deliver, type Outcome } from './deliver.ts'

const minute = 60_000
/** How long a mail waits after each try that failed; after one more it is given up. */
const pauses = [1, 5, 15, 60, 3 * 60, 6 * 60, 12 * 60].map(minutes => minutes * minute)

/** Longer than any mail waits, in milliseconds. */
export const tooLongMs = 2 * Math.max(...pauses)

/** What became of a try: undefined where there was none. */
export type Tried = { mail: Mail; outcome: Outcome | { is: 'dropped' } }

/** Sends a mail whose turn has come, as it is to be written now, and records what became of it. */
export async function send(
  { smtpUrl, from }: Config['mail'],
  post: Post,
  id: string,
  now: Date,
): Promise<Tried | undefined> {
  const mail = smtpUrl === undefined ? null : await claimMail(id, now)
  if (!mail || smtpUrl === undefined) return undefined
  const prepared = await prepare(mail, post, from, now)
  if ('dropped' in prepared) {
    await settle(mail, 'dropped', now, prepared.dropped)
    return { mail, outcome: { is: 'dropped' } }
  }
  const outcome: Outcome = isAddress(prepared.to)
    ? await deliver(smtpUrl, { from: from.address, to: prepared.to }, prepared.message, () =>
        markHanding(mail),
      )
    : { is: 'refused', problem: 'No mail can be sent to the address that was given.' }
  await recordOutcome(mail, outcome, now)
  return { mail, outcome }
}

/** Writes a mail as things stand now; while it is written, no server was given any of it. */
async function prepare(mail: Mail, post: Post, from: Config['mail']['from'], now: Date) {
  try {
    const written = await post.write(mail, now)
    if ('dropped' in written) return written
    return { to: written.to, message: await messageOf(mail, written, from, now) }
  } catch (error) {
    await putOff(mail, 'It could not be written: the log of the site says why.', now)
    throw error
  }
}

async function recordOutcome(mail: Mail, outcome: Outcome, now: Date): Promise<void> {
  if (outcome.is === 'sent') await settle(mail, 'sent', now)
  else if (outcome.is === 'later') await putOff(mail, outcome.problem, now)
  else await settle(mail, outcome.is === 'unsure' ? 'unsure' : 'failed', now, outcome.problem)
}

async function putOff(mail: Mail, problem: string, now: Date): Promise<void> {
  const pause = pauses[mail.attempts - 1]
  if (pause === undefined) await settle(mail, 'failed', now, problem)
  else await postpone(mail, new Date(now.getTime() + pause), problem)
}

/** The message as it goes over the wire. Sent again it has the same id, by which mail programs know it. */
function messageOf(
  { _id, language }: Mail,
  { to, subject, text }: Letter,
  from: Config['mail']['from'],
  date: Date,
): Promise<Buffer> {
  const mail = new MailComposer({
    from,
    to: { name: '', address: to },
    subject,
    text,
    date,
    messageId: `<${_id}@${from.address.split('@').at(-1)}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
    encoding: 'quoted-printable',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return mail.compile().build()
}
