import { mayEnter } from '../../accounts/allow.ts'
import { record } from '../../accounts/auditStore.ts'
import { emailAddress } from '../../accounts/fields.ts'
import { type Account, findAccountByEmail, findAccountByLink, type Link } from '../../accounts/store.ts'
import type { Config } from '../../config.ts'
import { join } from '../join.ts'
import { invitesOf } from '../linkStore.ts'
import type { Told } from './provider.ts'
import type { Why } from './refused.ts'

/**
 * Who it is that the provider vouches for: an account, and the link that it is to be given once all that is asked of
 * them is shown; or why nobody is let in, and whose account it was about.
 */
export type Entering = { account: Account; link?: Link; into?: string } | { refused: Why; account?: string }

/**
 * Finds the account of somebody who signs in by the provider: the one that is linked with them; else the one of the
 * address that the provider has verified; else the one that an invitation of that address makes.
 */
export async function whoEnters(told: Told, config: Config, now: Date): Promise<Entering> {
  const { link } = told
  const linked = await findAccountByLink(link.key)
  if (linked) return admitted(linked, config)
  const address = emailAddress.safeParse(await told.verifiedEmail())
  if (!address.success) return { refused: 'unverified' }
  const account = await findAccountByEmail(address.data)
  if (!account) return asInvited(address.data, link, now)
  if (account.link?.issuer === link.issuer) return { refused: 'otherwise linked', account: account._id }
  return admitted(account, config, link)
}

function admitted(account: Account, config: Config, link?: Link): Entering {
  if (!mayEnter(account, config)) return { refused: 'unknown', account: account._id }
  return link ? { account, link } : { account }
}

/** Makes the account of somebody who was asked to join the site, or else a consultation, with the name that they were asked by. */
async function asInvited(email: string, link: Link, now: Date): Promise<Entering> {
  const invites = await invitesOf(email, now)
  const invite = invites.find(({ into }) => !into) ?? invites[0]
  if (!invite) return { refused: 'unknown' }
  const account = await join(invite, { name: invite.name, link: { ...link, since: now } })
  if (!account) return { refused: 'stale' }
  await record(account._id, 'linked their account with a sign-in of the provider', account._id)
  return { account, ...(invite.into && { into: invite.into.consultation }) }
}
