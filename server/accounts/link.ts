import { record } from './auditStore.ts'
import { addLink, findAccountByLink, type Link } from './store.ts'

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
