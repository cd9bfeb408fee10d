import { record } from './auditStore.ts'
import { addLink, findAccountByLink } from './store.ts'

/** A sign-in at a provider (OpenID Connect), as it is told from others. */
export type Link = {
  /** A hash of the provider’s address and of what it calls the person, which may be an address of theirs. */
  key: string
  issuer: string
}

/**
 * Links an account with a sign-in at a provider.
 * @returns false where either is linked with another, or the account was ended
 */
export async function linkWith(account: string, link: Link): Promise<boolean> {
  if (await addLink(account, { ...link, since: new Date() })) {
    await record(account, 'linked their account with a sign-in of the provider', account)
    return true
  }
  return (await findAccountByLink(link.key))?._id === account
}
