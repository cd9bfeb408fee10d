import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import type { Problem } from '../../../analysis/index.ts'
import { graceEnds } from '../../consultations/store.ts'
import { seal, unseal } from '../../database/seal.ts'
import { currentLanguage } from '../../http/languages/current.ts'
import { phrase, say } from '../../http/languages/say.ts'
import { isAddress } from '../../mail/plain.ts'
import type { Post } from '../../mail/post.ts'
import type { Answering } from '../answering/answering.ts'
import { findSent } from '../sentStore.ts'
import { beginCheck, findCheck, finishCheck, mostAsked, tryCheck } from './checkStore.ts'

const hour = 60 * 60 * 1000
const aDay = 24 * hour
/** How many codes one address is sent in an hour, whoever asks. */
const mostPerHour = 3

/** How long a code is good: by hand it comes later. */
export const codeHours = { sent: 1, byHand: 48 }

/** With what addresses are checked: the site's secret, and where mails are asked for. */
export type Checking = { secret: string; post: Post }

/**
 * Sends a code to an address that somebody gives, who types it into the page that they have open: so a mistyped address
 * opens nothing to whoever has it. What is told is the same whoever the address belongs to. Wake the runner afterwards.
 *
 * @returns what stands in the way
 */
export async function askForCode(
  { draft }: Answering,
  given: string,
  { secret, post }: Checking,
  now: Date,
): Promise<Problem[]> {
  const address = given.normalize('NFC').trim()
  if (address === '') return [{ place: 'email', message: say('Enter your email address') }]
  if (!isAddress(address))
    return [{ place: 'email', message: say('Enter an email address in full, like name@example.com') }]
  if (((await findCheck(draft._id))?.asked ?? 0) >= mostAsked) return refused('tooOften')
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const hours = post.sends ? codeHours.sent : codeHours.byHand
  const expiresAt = new Date(now.getTime() + hours * hour)
  const language = currentLanguage()
  const asked = {
    kind: 'code' as const,
    to: '',
    about: {},
    language,
    until: expiresAt,
    secrets: { address, code },
  }
  const key = macOf(secret, `address:${address.toLowerCase()}`)
  const thisHour = Math.floor(now.getTime() / hour)
  let isAsked = false
  // The cause of each is its place in the hour: no more can be asked for, by whichever process.
  for (let nth = 0; nth < mostPerHour && !isAsked; nth++)
    isAsked = await post.ask({ ...asked, cause: `${key}:${thisHour}:${nth}` }, now)
  if (!isAsked) return refused('busyAddress')
  const begun = {
    sealed: seal(secret, { address }),
    code: macOf(secret, `code:${draft._id}:${code}`),
    expiresAt,
    keptUntil: new Date(now.getTime() + Math.max(aDay, hours * hour)),
  }
  return (await beginCheck(draft._id, begun)) ? [] : refused('tooOften')
}

/**
 * Takes the code, and asks for the mail to the address that it was sent to: a copy of what was sent, or else the private
 * link of the draft. Wake the runner afterwards.
 *
 * @returns what stands in the way
 */
export async function giveCode(
  { draft, token, sent, consultation }: Answering,
  given: string,
  { secret, post }: Checking,
  now: Date,
): Promise<Problem[]> {
  const code = given.replace(/\s/g, '')
  if (code === '') return [{ place: 'code', message: say('Enter the code from the mail') }]
  const check = await tryCheck(draft._id, now)
  if (!check) return refused('expired')
  if (!isSame(check.code, macOf(secret, `code:${draft._id}:${code}`)))
    return [
      {
        place: 'code',
        message: say('That is not the code. Look at the newest mail, and enter its six figures'),
      },
    ]
  const secrets = check.sealed === undefined ? undefined : unseal(secret, check.sealed)
  // Pressed twice: the mail was asked for.
  if (check.isDone || !secrets?.address) return []
  const response = sent === undefined ? null : await findSent(consultation._id, sent)
  await post.ask(
    {
      kind: response ? 'copy' : 'link',
      cause: `${draft._id}:${check.code}`,
      to: response?.reference ?? '',
      about: {},
      language: currentLanguage(),
      until: response ? new Date(now.getTime() + 7 * aDay) : graceEnds(consultation),
      secrets: { address: secrets.address, token },
    },
    now,
  )
  await finishCheck(check)
  return []
}

function macOf(secret: string, of: string): string {
  return createHmac('sha256', secret).update(of).digest('base64url')
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

const refusals = {
  tooOften: phrase(
    'Codes were asked for five times with this link. Try again tomorrow, or copy what you need from the page',
  ),
  busyAddress: phrase(
    'Several codes went to this address in the last hour. Use the newest of them, or wait an hour',
  ),
  expired: phrase('This code has expired, or was tried too often. Give the address again for another'),
}

function refused(why: keyof typeof refusals): Problem[] {
  return [{ place: 'email', message: say(refusals[why]) }]
}
