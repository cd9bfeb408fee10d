import { findAccount } from '../accounts/store.ts'
import type { Secrets } from '../database/seal.ts'
import type { Mail, Written } from '../mail/mail.ts'
import { fillMail } from '../mail/template.ts'
import type { Services } from '../services.ts'
import { findInvite, findReset } from './linkStore.ts'

/** Says what stands in the mails to colleagues. */
export function registerColleagueLetters({ post, config }: Pick<Services, 'post' | 'config'>): void {
  post.register('colleague', (mail, secrets, now) => inviteLetter(mail, secrets, config.baseUrl, now))
  post.register('newPassword', (mail, secrets, now) => resetLetter(mail, secrets, config.baseUrl, now))
}

async function inviteLetter(
  { about, language }: Mail,
  { token }: Secrets,
  baseUrl: string,
  now: Date,
): Promise<Written> {
  const invite = await findInvite(about.invite ?? '', now)
  if (!invite || !token) return { dropped: 'The invitation was used, taken back, or is too old.' }
  const { email, name, into, by, expiresAt } = invite
  const values = {
    ...{ name, by: (await findAccount(by))?.name ?? 'A colleague', site: baseUrl, until: expiresAt },
    link: `${baseUrl}/desk/join/${token}`,
  }
  if (!into) return { to: email, ...fillMail('colleague', language, values) }
  const { title, roles } = into
  return { to: email, ...fillMail('colleagueInto', language, { ...values, title, roles: roles.join(', ') }) }
}

async function resetLetter(
  { about, language }: Mail,
  { token }: Secrets,
  baseUrl: string,
  now: Date,
): Promise<Written> {
  const reset = await findReset(about.reset ?? '', now)
  const account = reset && (await findAccount(reset.account))
  if (!account || account.ended || !token)
    return {
      dropped: 'No account has the address that it was asked for, or the link was used or is too old.',
    }
  const values = {
    ...{ name: account.name, site: baseUrl },
    link: `${baseUrl}/desk/new-password/${token}`,
  }
  return { to: account.email, ...fillMail('newPassword', language, values) }
}
