import { beginPeople } from '../../accounts/people/store.ts'
import { findConsultation } from '../store.ts'
import { freeSlug } from './slug.ts'

/**
 * Has somebody own a consultation that they are about to make, and so keeps its address for it. Safe to repeat.
 *
 * @param claim what makes it, such as the id of an import
 * @returns false where the address is another's
 */
export async function claimSlug(slug: string, account: string, claim: string): Promise<boolean> {
  if (await findConsultation(slug)) return false
  return beginPeople(slug, account, claim, new Date())
}

/** The same under the first free address that is made from a title. @returns the address */
export async function claimFreeSlug(title: string, account: string, claim: string): Promise<string> {
  for (;;) {
    const slug = await freeSlug(title)
    if (await claimSlug(slug, account, claim)) return slug
  }
}
